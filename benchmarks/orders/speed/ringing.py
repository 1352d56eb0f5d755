"""Paid orders to finalize, and the bells that are rung for them. Needs Django set up."""

from uuid import uuid4

import django_rq
from rq import Worker
from rq.registry import FinishedJobRegistry

from accounts.domain.postal import PostalAddress
from benchmarks.client import ADDRESS
from catalog.models import Variant
from electricityshop.jobs.enqueueing import enqueue
from orders.commands.change_cart import AddToCart, add_to_cart
from orders.commands.open_finalization import OpenFinalization, open_finalization
from orders.commands.place_order import PlaceOrder, place_order
from orders.domain.owners import Owner
from orders.domain.steps import Step, StepState
from orders.models import FinalizationStep, Order
from payments.commands.open_payment import OpenPayment, open_payment
from payments.commands.settle_payment import SettlePayment, settle_payment
from payments.domain.gateway import Intent, IntentStatus, Marks

QUEUE = "high"
EMAIL = "kim@example.com"


def paid_orders(count: int) -> list[str]:
    """Numbers of orders that are paid for, their first step not due yet."""
    in_stock = Variant.objects.filter(stock__on_hand__gt=0, price__gt=0, weight__lt=10_000, is_active=True)
    skus = in_stock.filter(product__is_published=True).order_by("id").values_list("sku", "minimum_quantity")
    return [_paid(*skus[number % 50]) for number in range(count)]


def _paid(sku: str, quantity: int) -> str:
    cart = add_to_cart(AddToCart(owner=Owner(), sku=sku, quantity=quantity)).cart_id
    address = PostalAddress(**ADDRESS)
    number = place_order(
        PlaceOrder(owner=Owner(cart_id=cart), email=EMAIL, shipping=address, billing=address,
                   shipping_method="parcel", key=uuid4().hex)
    ).number  # fmt: skip
    order = Order.objects.get(number=number)
    payment = open_payment(OpenPayment(number, order.total, order.currency, EMAIL))
    charge = Intent(f"pi_{uuid4().hex}", IntentStatus.SUCCEEDED, order.total, order.currency,
                    Marks(number, str(payment.id)))  # fmt: skip
    settle_payment(SettlePayment(payment.id, charge))
    return number


def ring(numbers: list[str]) -> None:
    """As the handler of `PaymentSucceeded` does: make the first step due, ring."""
    for number in numbers:
        open_finalization(OpenFinalization(number=number))


def ring_empty(count: int) -> None:
    for number in range(count):
        enqueue("benchmarks.orders.speed.empty.nothing", queue="high", order_id=number)


def confirmed() -> int:
    """How many orders have their last step done, the confirmation mail."""
    return FinalizationStep.objects.filter(name=Step.SEND_CONFIRMATION, state=StepState.DONE).count()


def ended() -> int:
    """How many jobs ended well since `forget_jobs()`."""
    registry = FinishedJobRegistry(queue=django_rq.get_queue(QUEUE))
    return int(django_rq.get_connection(QUEUE).zcard(registry.key))


def workers() -> int:
    return int(Worker.count(connection=django_rq.get_connection(QUEUE)))


def forget_jobs() -> None:
    """Of what ended before, and of what placing rang for."""
    queue = django_rq.get_queue(QUEUE)
    queue.empty()  # type: ignore[no-untyped-call]  # RQ's
    queue.connection.delete(FinishedJobRegistry(queue=queue).key)
