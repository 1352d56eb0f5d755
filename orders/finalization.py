"""Finalizing an order: its steps, one after the other, each exactly once. Safe to run twice, anywhere, at any time."""

from orders.commands.run_step import RunStep, finalize, process_payment, update_inventory
from orders.domain.steps import STEPS, Step
from orders.mailing import send_mail
from orders.queries.work import confirmation_due, due_step

DATABASE_STEPS = {
    Step.PROCESS_PAYMENT: process_payment,
    Step.UPDATE_INVENTORY: update_inventory,
    Step.FINALIZE: finalize,
}


def finalize_order(order_id: int) -> None:
    """Run what is due of an order; a step that is not due, or that another worker has, is left alone."""
    first = due_step(order_id)
    if first is None:
        return
    for step in STEPS[STEPS.index(first) :]:
        if step in DATABASE_STEPS and not DATABASE_STEPS[step](RunStep(order_id=order_id)):
            return
    mail_id = confirmation_due(order_id)
    if mail_id is not None:
        send_mail(mail_id)
