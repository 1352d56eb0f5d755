"""No request of any test may be an N+1: the same statement five times or more fails the test that asked."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from electricityshop.monitoring.statements.repeats import Repeat, repeated

OTHERS = ('SELECT ? AS "a" FROM "mfa_authenticator"',)
"""allauth asks on every step of a login or a form whether somebody has a second factor: so many times, not once a row."""

Found = list[tuple[str, Repeat]]


@pytest.fixture(autouse=True)
def n_plus_ones(request: pytest.FixtureRequest) -> Iterator[Found]:
    """What was found so far. `@pytest.mark.repeats("a_table")` lets a statement through that has these words in it."""
    found: Found = []

    def remember(scope: str, repeats: tuple[Repeat, ...], **_: Any) -> None:
        found.extend((scope, one) for one in repeats)

    repeated.connect(remember)
    yield found
    repeated.disconnect(remember)
    refuse(found, [words for mark in request.node.iter_markers("repeats") for words in mark.args])


def refuse(found: Found, allowed: Sequence[str]) -> None:
    """Fail the test for what was found, except statements with one of the `allowed` words in them."""
    faults = [
        f"{scope} asked {one.count} times {one.statement.text}"
        for scope, one in found
        if not any(words in one.statement.text for words in (*allowed, *OTHERS))
    ]
    if faults:
        pytest.fail("N+1: " + "; ".join(faults))
