"""Only what was paid for, and not called off, counts as bought together."""

import pytest
from django.utils import timezone

from catalog.models import BoughtTogether
from orders.jobs import count_bought_together
from orders.models import Order
from orders.queries.recent_baskets import recent_baskets

pytestmark = pytest.mark.django_db(transaction=True)


def test_orders_that_were_paid_and_not_cancelled(new_variant, order):
    one, other = new_variant(on_hand=50), new_variant(on_hand=50)
    for _ in range(4):
        order((one, 1), (other, 2))
    first, second, third, _unpaid = Order.objects.order_by("id")
    Order.objects.filter(pk__in=[first.pk, second.pk, third.pk]).update(paid_at=timezone.now())
    Order.objects.filter(pk=third.pk).update(cancelled_at=timezone.now())

    count_bought_together()
    count_bought_together()

    assert set(BoughtTogether.objects.values_list("product", "other", "orders")) == {
        (one.product_id, other.product_id, 2), (other.product_id, one.product_id, 2),
    }  # fmt: skip
    assert {order_id for order_id, _ in recent_baskets(most=1)} == {second.pk}
