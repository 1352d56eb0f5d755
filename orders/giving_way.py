"""An own unpaid order never stands in the way of a new one. Inside a command's transaction."""

from collections import defaultdict
from collections.abc import Mapping

from catalog import stock
from electricityshop.commands import require_transaction
from orders.cancelling import cancel
from orders.domain.owners import Owner
from orders.models import Order, OrderLine
from orders.queries.unpaid_holds import unpaid_orders
from payments.domain.states import PaymentState
from payments.queries.payment_key import payment_key
from payments.queries.payment_of import NoPayment


def give_way(new: Order, owner: Owner, wanted: Mapping[int, int]) -> None:
    """Cancel unpaid orders of `owner`, oldest first, while they hold what `wanted` (variant id to quantity) lacks.

    Orders are locked before stock, both in id order, and the stock of all of them at once. An order that is paid
    meanwhile stays; what is paid for one that gave way goes back like that of any cancelled order.
    """
    require_transaction()
    orders = unpaid_orders(owner).filter(lines__variant_id__in=wanted).exclude(pk=new.pk).values("pk")
    waiting = Order.objects.awaiting_payment().filter(pk__in=orders)  # looked at again once the lock is had
    locked = list(waiting.order_by("pk").select_for_update())
    held = _quantities(locked)
    available = stock.lock({*wanted, *(variant for lines in held.values() for variant in lines)})
    missing = {variant: quantity - available.get(variant, 0) for variant, quantity in wanted.items()}
    for order in locked:
        lines = held[order.pk]
        if any(missing.get(variant, 0) > 0 for variant in lines) and _waits_for_money(order):
            cancel(order, reason=f"Your order {new.number} took its place.", actor="shop")
            missing = {variant: short - lines.get(variant, 0) for variant, short in missing.items()}


def _quantities(orders: list[Order]) -> dict[int, dict[int, int]]:
    """Order id to variant id to quantity."""
    held: dict[int, dict[int, int]] = defaultdict(dict)
    lines = OrderLine.objects.filter(order__in=orders, variant__isnull=False)
    for order_id, variant_id, quantity in lines.values_list("order_id", "variant_id", "quantity"):
        held[order_id][variant_id or 0] = quantity
    return held


def _waits_for_money(order: Order) -> bool:
    try:
        return payment_key(order.number).state is not PaymentState.SUCCEEDED
    except NoPayment:
        return True
