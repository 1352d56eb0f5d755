"""Whether orders were generated before."""

from orders.demo.numbers import PREFIX
from orders.models import Order


def generated_orders() -> int:
    """How many there are, by their numbers."""
    return Order.objects.filter(number__startswith=f"{PREFIX}-").count()
