"""A disputed payment in the order's history."""

import pytest

from orders.handlers import write_dispute_down, write_end_of_dispute_down
from orders.models import OrderEvent
from orders.queries.orders import order_for_worker
from payments.domain.events import DisputeClosed, PaymentDisputed

pytestmark = pytest.mark.django_db


def test_staff_read_it_once_and_the_customer_never(order, new_variant):
    placed = order((new_variant(), 1))
    opened = PaymentDisputed(reference=placed.number, dispute="du_1", amount=1_000, reason="fraudulent")
    ended = DisputeClosed(reference=placed.number, dispute="du_1", amount=1_000, outcome="lost")

    for _ in range(2):
        write_dispute_down(opened)
        write_end_of_dispute_down(ended)

    lines = OrderEvent.objects.filter(kind__startswith="dispute").values_list("kind", "message", "is_public")
    assert list(lines.order_by("id")) == [
        ("disputed", "The dispute du_1 about €10.00: opened.", False),
        ("dispute_closed", "The dispute du_1 about €10.00: lost.", False),
    ]
    assert not any("du_1" in event.message for event in order_for_worker(placed.id).events)


def test_a_payment_that_is_no_orders_is_nobodys_business():
    write_dispute_down(PaymentDisputed(reference="ES-NONE", dispute="du_1", amount=1, reason="x"))

    assert not OrderEvent.objects.exists()
