"""The payment arrived: the first step of finalization is due."""

from dataclasses import dataclass

from django.db import transaction

from electricityshop.commands import command
from electricityshop.jobs.enqueueing import ring
from orders import steps
from orders.models import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinalization:
    number: str


@command
def open_finalization(opening: OpenFinalization) -> None:
    """Make it due, once, and ring for a worker. A number that is no order's is none of our business."""
    order_id = Order.objects.filter(number=opening.number).values_list("pk", flat=True).first()
    if order_id is None:
        return
    steps.open_first(order_id)
    transaction.on_commit(lambda: ring("orders.jobs.finalize", queue="high", order_id=order_id), robust=True)
