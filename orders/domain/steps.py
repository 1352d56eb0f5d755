"""The four steps of finalization, in order."""

from enum import StrEnum
from itertools import pairwise


class Step(StrEnum):
    PROCESS_PAYMENT = "process_payment"
    UPDATE_INVENTORY = "update_inventory"
    FINALIZE = "finalize"
    SEND_CONFIRMATION = "send_confirmation"


class StepState(StrEnum):
    WAITING = "waiting"
    """An earlier step is not done, or the order is not paid."""
    DUE = "due"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"
    """No longer wanted: the order was cancelled."""


STEPS: tuple[Step, ...] = tuple(Step)


def step_after(step: Step) -> Step | None:
    """The one that is due when this one is done; None after the last."""
    return dict(pairwise(STEPS)).get(step)
