"""Paying for an order: what is asked of payments, with the order's own amount and nobody else's."""

from datetime import timedelta

from django.utils import timezone

from electricityshop.errors import Conflict
from orders.links import order_url
from orders.queries.orders import OrderView
from orders.queries.payable import PayableOrder
from payments.domain.saved_cards import customer_key
from payments.queries.payment_of import NoPayment, PaymentView, payment_of
from payments.starting import StartedPayment, StartPayment, start_payment

SHORTEST_SESSION = timedelta(minutes=31)
"""Stripe Checkout lives half an hour at least; the order's stock is held for longer."""


class NotPayable(Conflict):
    code = "not_payable"


def start_paying(
    order: OrderView | PayableOrder,
    *,
    payer: int | None = None,
    address: str = "",
    with_intent: bool = False,
    save_card: bool = False,
) -> StartedPayment:
    """Open (or find again) the ways to pay for an unpaid order.

    `payer` is the customer whose saved cards are offered: who asks, not who ordered; `address` is where they ask
    from. `with_intent` adds a PaymentIntent for a mobile client, whose card `save_card` keeps for the payer. Raises
    `NotPayable` when the order is not waiting for money (any more), `TooManyAttempts`, `Unavailable` when Stripe does
    not answer; repeating is safe.
    """
    if not order.awaits_payment or order.pay_until <= timezone.now():
        raise NotPayable("This order is not waiting for a payment.")
    url = order_url(order.number)
    return start_payment(
        StartPayment(
            reference=order.number,
            amount=order.total.amount,
            currency=order.total.currency,
            email=order.email,
            description=f"Order {order.number}",
            success_url=f"{url}&paid=1",
            cancel_url=f"{url}&paid=0",
            with_intent=with_intent,
            owner=customer_key(payer) if payer is not None else "",
            save_card=save_card,
            address=address,
            expires_at=max(order.pay_until, timezone.now() + SHORTEST_SESSION),
        )
    )


def opened_payment(number: str) -> PaymentView | None:
    """The ways to pay that are open, if any was opened."""
    try:
        return payment_of(number)
    except NoPayment:
        return None
