"""What paying for an order takes, and no more."""

from dataclasses import dataclass
from datetime import datetime

from electricityshop.money import Money
from orders.domain.owners import Owner
from orders.domain.status import OrderStatus
from orders.queries.orders import NoSuchOrder, orders_of


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


def payable_order(owner: Owner, number: str) -> PayableOrder:
    """An order of this customer, or of the guest's cart; one statement. Raises `NoSuchOrder`."""
    rows = orders_of(owner).filter(number=number).order_by()
    row = next(iter(rows.values_list("email", "status", "total", "currency", "pay_until")), None)
    if row is None:
        raise NoSuchOrder("There is no such order here. Check the link, or log in.")
    email, status, total, currency, pay_until = row
    return PayableOrder(number, email, OrderStatus(status), Money(total, currency), pay_until)
