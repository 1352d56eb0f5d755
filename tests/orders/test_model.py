"""Shop and book come to the same, whatever happens, in whatever order. `make model` for a long run."""

import json
import os
from collections import Counter
from math import ceil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.orders.model.machine import Shop
from tests.payments.conftest import provider, sandbox
from tests.payments.provider import Provider

__all__ = ["provider", "sandbox"]

STEPS = int(os.environ.get("MODEL_STEPS", "0"))
SHORT, LONG = 250, 5_000
MOST, USUAL = 50, 42  # steps of an example

SHORT_ENDS = ("pending", "confirmed, charged")
ENDS = (
    "pending",
    "confirmed, charged",
    "refunded, charged",
    "cancelled",
    "cancelled, charged",
    "expired",
    "gave way",
)
"""A long run in which no order came to one of these showed too little."""


def report() -> None:
    """How far it got, for who asked to know."""
    if "MODEL_REPORT" in os.environ:
        told = {"steps": Shop.steps, "reached": dict(Shop.reached)}
        Path(os.environ["MODEL_REPORT"]).write_text(json.dumps(told))


@pytest.mark.django_db(transaction=True)
def test_the_shop_and_its_model_come_to_the_same(provider: Provider) -> None:
    """The short run is the same every time; a long one is drawn anew."""
    Shop.provider, Shop.steps, Shop.reached = provider, 0, Counter()
    run = settings(
        max_examples=ceil((STEPS or SHORT) / USUAL),
        stateful_step_count=MOST,
        derandomize=not STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )

    try:
        run_state_machine_as_test(Shop, settings=run)
    finally:
        report()

    assert Shop.steps >= (STEPS or SHORT) // 2
    assert set(ENDS if STEPS >= LONG else SHORT_ENDS) <= Shop.reached.keys()
