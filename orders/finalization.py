"""Finalizing an order: its steps, one after the other, each exactly once. Safe to run twice, anywhere, at any time."""

from collections.abc import Callable, Mapping

from orders.commands.run_step import RunStep, finalize, process_payment, update_inventory
from orders.domain.steps import Step, step_after
from orders.mailing import send_confirmation
from orders.queries.work import due_step

DATABASE_STEPS: Mapping[Step, Callable[[RunStep], bool]] = {
    Step.PROCESS_PAYMENT: process_payment,
    Step.UPDATE_INVENTORY: update_inventory,
    Step.FINALIZE: finalize,
}


def finalize_order(order_id: int) -> None:
    """Run what is due of an order; a step that is not due, or that another worker has, is left alone.

    A step that was done made the next one due. After one that was not, what is due is looked up again: so of several
    workers that get into each other's way, the last to have had the order always goes on with it.
    """
    tried, step = None, due_step(order_id)
    while step not in {None, tried}:
        tried = step
        step = step_after(step) if _is_done(order_id, step) else due_step(order_id)


def _is_done(order_id: int, step: Step) -> bool:
    if step in DATABASE_STEPS:
        return DATABASE_STEPS[step](RunStep(order_id=order_id))
    return send_confirmation(order_id)
