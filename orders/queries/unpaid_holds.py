"""What is held of the stock for somebody's own orders that are not paid: theirs to order again."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Sum

from catalog.queries.offers import Offer
from orders.domain.owners import Owner
from orders.domain.steps import Step, StepState
from orders.models import FinalizationStep, OrderLine
from orders.models.orders import OrderQuerySet
from orders.queries.orders import orders_of


def unpaid_holds(owner: Owner, variant_ids: Collection[int]) -> dict[int, int]:
    """Variant id to pieces. One statement; none for a visitor who has nothing yet."""
    lines = OrderLine.objects.filter(order__in=unpaid_orders(owner), variant_id__in=variant_ids)
    return dict(lines.values_list("variant_id").annotate(Sum("quantity")))


def unpaid_orders(owner: Owner) -> OrderQuerySet:
    """The owner's orders that wait for a payment nobody has heard of yet."""
    is_unpaid = FinalizationStep.objects.filter(
        order=OuterRef("pk"), name=Step.PROCESS_PAYMENT, state=StepState.WAITING
    )
    return orders_of(owner).awaiting_payment().filter(Exists(is_unpaid))


def available_to(owner: Owner, offer: Offer, quantity: int) -> int:
    """How much of it `owner` may have: what is free, and, looked up when that is short, what is held for them."""
    if quantity <= offer.available:
        return offer.available
    return offer.available + unpaid_holds(owner, [offer.variant_id]).get(offer.variant_id, 0)
