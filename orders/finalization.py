"""Finalizing an order: its steps, one after the other, each exactly once. Safe to run twice, anywhere, at any time."""

from collections.abc import Callable, Mapping

from orders.commands.run_step import RunStep, finalize, process_payment, update_inventory
from orders.domain.steps import Step
from orders.mailing import send_mail
from orders.queries.work import confirmation_due, due_step

DATABASE_STEPS: Mapping[Step, Callable[[RunStep], bool]] = {
    Step.PROCESS_PAYMENT: process_payment,
    Step.UPDATE_INVENTORY: update_inventory,
    Step.FINALIZE: finalize,
}


def finalize_order(order_id: int) -> None:
    """Run what is due of an order; a step that is not due, or that another worker has, is left alone.

    Only a step that is due is tried, and what is due is looked up again after each: so of several workers that get
    into each other's way, the last to have had the order always goes on with it.
    """
    tried = None
    while (step := due_step(order_id)) not in {None, tried}:
        tried = step
        if step in DATABASE_STEPS:
            DATABASE_STEPS[step](RunStep(order_id=order_id))
        elif (mail_id := confirmation_due(order_id)) is not None:
            send_mail(mail_id)
