"""Nothing counted before a test, nothing left after it."""

from collections.abc import Iterator

import pytest

from electricityshop.monitoring.statements import scopes, slow


@pytest.fixture(autouse=True)
def counted_anew() -> Iterator[None]:
    _forget()
    yield
    _forget()


def _forget() -> None:
    scopes.taken()
    slow.taken()
    slow._looked_at.clear()
