"""Every job and handler that does something once has said what."""

from inspect import getmembers, isfunction, signature

import pytest
from django.conf import settings

from electricityshop.events import subscriptions
from electricityshop.jobs.effects import _DESCRIBERS, effects
from electricityshop.jobs.periodic import PERIODIC
from tests.electricityshop.test_jobs import import_module

HARMLESS = {"electricityshop.events.jobs.deliver_message"}
"""It delivers what is due of an aggregate: the deliveries say what that does."""

UNDESCRIBED: set[str] = set()
"""Those of which a dry run says only that they run again."""


def functions() -> list[str]:
    jobs = [
        f"{module}.{name}"
        for module in settings.JOB_MODULES
        for name, function in getmembers(import_module(module), isfunction)
        if function.__module__ == module and not name.startswith("_")
    ]
    handlers = [name for names in subscriptions._SUBSCRIBERS.values() for name in names]
    return sorted({*jobs, *handlers} - set(PERIODIC) - HARMLESS - UNDESCRIBED)


@pytest.mark.parametrize("function", [name for name in functions() if not name.startswith("tests.")])
def test_it_is_described(function: str) -> None:
    described = _DESCRIBERS[function]
    kinds = {parameter.kind.name for parameter in signature(described).parameters.values()}

    assert kinds <= {"KEYWORD_ONLY", "VAR_KEYWORD"}
    assert "VAR_KEYWORD" in kinds


def test_what_nobody_described_is_not_called_done() -> None:
    assert effects("somebody.elses.job", {}) is None
    assert effects("orders.jobs.finalize", {"wrong": 1}) is None


@pytest.mark.django_db
@pytest.mark.parametrize("order_id", ["x", [], {}, 2**70, None])
def test_arguments_that_make_no_sense_break_no_page(order_id: object) -> None:
    assert not effects("orders.jobs.finalize", {"order_id": order_id})
