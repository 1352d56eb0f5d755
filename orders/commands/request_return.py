"""A customer wants to send articles back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.errors import Conflict, InvalidInput
from orders import history, mails, portions
from orders.domain.numbers import new_return_number
from orders.domain.quantities import check_portions
from orders.domain.returns import RETURNABLE, ReturnReason
from orders.models import Order, OrderMail, Return, Shipment
from orders.queries.returns import return_until
from orders.transitions import locked_order


class BadReturn(InvalidInput):
    code = "bad_return"


class NotReturnable(Conflict):
    code = "not_returnable"


class ReturnKeyReused(Conflict):
    code = "idempotency_key_reused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReturn:
    """`quantities` is SKU to quantity; `key` makes a repeat the same return. Raises `BadReturn`, `BadQuantity`."""

    order_id: int
    quantities: Mapping[str, int]
    reason: str
    key: str
    actor: str
    note: str = ""

    def __post_init__(self) -> None:
        faults = {}
        if self.reason not in set(ReturnReason):
            faults["reason"] = "Choose a reason."
        if len(self.note) > 500:
            faults["note"] = "Use at most 500 characters."
        if not 1 <= len(self.key) <= 255 or not self.key.isascii() or not self.key.isprintable():
            faults["Idempotency-Key"] = "Use 1 to 255 printable ASCII characters."
        if faults:
            raise BadReturn("The return is not complete; see the marked fields.", fields=faults)
        check_portions(self.quantities)

    @property
    def hashed_key(self) -> str:
        return hashlib.sha256(self.key.encode()).hexdigest()

    @property
    def digest(self) -> str:
        """What was asked for."""
        asked = [dict(self.quantities), self.reason, self.note]
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


@command
def request_return(wish: RequestReturn) -> str:
    """The return's number; that of an earlier call with the same key, if there was one.

    Raises `NotReturnable`, `UnknownArticle`, `TooMany` or `ReturnKeyReused`.
    """
    order = locked_order(wish.order_id)
    number = _requested_before(order, wish)
    if number:
        return number
    _require_returnable(order)
    announced = _announce(order, wish)
    contents = ", ".join(str(portion) for portion in portions.announce(announced, wish.quantities))
    history.write(
        order.pk, "return_requested", f"Return {announced.number} announced: {contents}.", actor=wish.actor
    )
    mails.owe(order, OrderMail.Kind.RETURN_REQUESTED, key=announced.number)
    return announced.number


def _requested_before(order: Order, wish: RequestReturn) -> str:
    known = Return.objects.filter(order=order, request_key=wish.hashed_key).first()
    if known is None:
        return ""
    if known.request_digest != wish.digest:
        raise ReturnKeyReused(
            "This Idempotency-Key was used for another return. Use a new key for a new one."
        )
    return known.number


def _require_returnable(order: Order) -> None:
    shipped_at = (
        Shipment.objects.filter(order=order)
        .order_by("-shipped_at")
        .values_list("shipped_at", flat=True)
        .first()
    )
    if order.status not in RETURNABLE or shipped_at is None:
        raise NotReturnable("Nothing of this order can be sent back.")
    if timezone.now() > return_until(shipped_at, order.delivered_at):
        raise NotReturnable(
            f"The {settings.RETURN_DAYS} days to send articles back are over. Please write to us."
        )


def _announce(order: Order, wish: RequestReturn) -> Return:
    try:
        return Return.objects.create(
            order=order,
            number=new_return_number(),
            reason=wish.reason,
            note=wish.note.strip(),
            request_key=wish.hashed_key,
            request_digest=wish.digest,
        )
    except IntegrityError as error:  # a number taken by chance: one in 10^11, and asking again is safe
        raise Conflict("Please send it again.") from error
