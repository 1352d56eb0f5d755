"""Which orders were generated before."""

from datetime import datetime

from orders.demo.numbers import PREFIX
from orders.models import Order


def generated_orders() -> int:
    """How many there are, by their numbers."""
    return Order.objects.filter(number__startswith=f"{PREFIX}-").count()


def is_generated_order(number: str, placed_at: datetime) -> bool:
    """Whether this order was placed at this moment."""
    return Order.objects.filter(number=number, placed_at=placed_at).exists()
