"""What paying for an order takes, and no more."""

from dataclasses import dataclass
from datetime import datetime

from electricityshop.money import Money
from electricityshop.plain_sql import fetch
from orders.domain.owners import Owner
from orders.domain.status import OrderStatus
from orders.queries.orders import NoSuchOrder


@dataclass(frozen=True, slots=True)
class PayableOrder:
    number: str
    email: str
    status: OrderStatus
    total: Money
    pay_until: datetime

    @property
    def awaits_payment(self) -> bool:
        return self.status is OrderStatus.PENDING


_PAYABLE = """
SELECT email, status, total, currency, pay_until FROM orders_order WHERE number = %s AND {column} = %s
"""


def payable_order(owner: Owner, number: str) -> PayableOrder:
    """An order of this customer, or of the guest's cart; one statement. Raises `NoSuchOrder`."""
    column, value = ("user_id", owner.user_id) if owner.is_customer else ("cart_token", owner.cart_id)
    rows = fetch(_PAYABLE.format(column=column), [number, value])
    if not rows:
        raise NoSuchOrder("There is no such order here. Check the link, or log in.")
    email, status, total, currency, pay_until = rows[0]
    return PayableOrder(number, email, OrderStatus(status), Money(total, currency), pay_until)
