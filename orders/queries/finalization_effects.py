"""What finalizing an order would still bring about."""

from typing import Any

from electricityshop.jobs.effects import Effect, effects_of
from orders.domain.steps import Step, StepState
from orders.models import FinalizationStep

TEXTS = {
    Step.PROCESS_PAYMENT: "mark order {} paid",
    Step.UPDATE_INVENTORY: "take the goods of order {} from the stock",
    Step.FINALIZE: "confirm order {}",
    Step.SEND_CONFIRMATION: "send the confirmation mail of order {}",
}
OVER = {StepState.DONE, StepState.SKIPPED}


@effects_of("orders.jobs.finalize")
def finalization_effects(*, order_id: int, **_: Any) -> tuple[Effect, ...]:
    """One per step; a step that is no longer wanted counts as done. None for an order that does not exist."""
    steps = FinalizationStep.objects.filter(order_id=order_id).order_by("position")
    return tuple(
        Effect(TEXTS[Step(name)].format(number), state in OVER)
        for name, state, number in steps.values_list("name", "state", "order__number")
    )
