"""Finalizing an order: its steps, one after the other, each exactly once. Safe to run twice, anywhere, at any time."""

from orders.commands.run_step import RunStep, finalize, process_payment, update_inventory
from orders.mailing import send_mail
from orders.queries.work import confirmation_due, is_open

DATABASE_STEPS = (process_payment, update_inventory, finalize)


def finalize_order(order_id: int) -> None:
    """Run what is due of an order; a step that is not due, or that another worker has, is left alone."""
    for step in DATABASE_STEPS:
        step(RunStep(order_id=order_id))
        if not is_open(order_id):
            return
    mail_id = confirmation_due(order_id)
    if mail_id is not None:
        send_mail(mail_id)
