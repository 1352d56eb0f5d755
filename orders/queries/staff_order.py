"""An order as staff sees it: everything its owner sees, and what went on behind it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model

from orders.models import FinalizationStep, Order, OrderEvent, OrderMail
from orders.queries.orders import OrderView, order_for_worker
from payments.queries.payment_of import NoPayment, PaymentView, payment_of

STAFF = "staff:"


@dataclass(frozen=True, slots=True)
class StaffStep:
    name: str
    state: str
    attempts: int
    due_at: datetime | None
    completed_at: datetime | None
    error: str

    @property
    def title(self) -> str:
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class StaffEvent:
    kind: str
    message: str
    at: datetime
    actor: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class StaffMail:
    kind: str
    attempts: int
    due_at: datetime
    sent_at: datetime | None
    error: str


@dataclass(frozen=True, slots=True)
class StaffOrder:
    """`customer` is the customer's e-mail address, empty for a guest; `payment` is None while none was opened."""

    order: OrderView
    user_id: int | None
    customer: str
    steps: tuple[StaffStep, ...]
    history: tuple[StaffEvent, ...]
    mails: tuple[StaffMail, ...]
    payment: PaymentView | None


def staff_order(order_id: int) -> StaffOrder:
    """Seventeen statements at most, whatever it holds. Raises `NoSuchOrder`."""
    order = order_for_worker(order_id)
    user_id, customer = Order.objects.values_list("user_id", "user__email").get(pk=order_id)
    steps = FinalizationStep.objects.filter(order=order_id).order_by("position")
    mails = OrderMail.objects.filter(order=order_id).order_by("id")
    return StaffOrder(
        order=order,
        user_id=user_id,
        customer=customer or "",
        steps=tuple(
            StaffStep(*row)
            for row in steps.values_list("name", "state", "attempts", "due_at", "completed_at", "error")
        ),
        history=_history(order_id),
        mails=tuple(
            StaffMail(*row) for row in mails.values_list("kind", "attempts", "due_at", "sent_at", "error")
        ),
        payment=_payment(order.number),
    )


def _history(order_id: int) -> tuple[StaffEvent, ...]:
    rows = list(
        OrderEvent.objects.filter(order=order_id)
        .order_by("id")
        .values_list("kind", "message", "at", "actor", "is_public")
    )
    names = _staff_names({actor for *_, actor, _ in rows})
    return tuple(
        StaffEvent(kind, message, at, names.get(actor, "" if kind == "refunded" else actor), is_public)
        for kind, message, at, actor, is_public in rows
    )


def _staff_names(actors: set[str]) -> dict[str, str]:
    """`staff:5` to who that is."""
    ids = [int(actor.removeprefix(STAFF)) for actor in actors if actor.startswith(STAFF)]
    if not ids:
        return {}
    found = get_user_model().objects.filter(pk__in=ids).values_list("pk", "email")
    return {f"{STAFF}{pk}": email for pk, email in found}


def _payment(number: str) -> PaymentView | None:
    try:
        return payment_of(number)
    except NoPayment:
        return None
