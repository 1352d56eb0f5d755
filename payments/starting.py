"""Starting a payment: decide and record, ask the provider, record the answer. Nothing is asked inside a transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import structlog
from django.utils import timezone

from electricityshop.attempts.limits import Limit, limit
from electricityshop.errors import DomainError
from payments.adapters import gateway
from payments.card_keeping import customer_if_possible, saved_cards
from payments.checking import check_payment
from payments.closing import withdraw
from payments.commands.close_instrument import CloseInstrument, close_instrument
from payments.commands.open_instrument import OpenInstrument, PaymentOver, open_instrument
from payments.commands.open_payment import BadPayment, OpenPayment, open_payment
from payments.commands.record_instrument import RecordInstrument, record_instrument
from payments.domain.gateway import GatewayRefused, GatewayUnavailable, Line, Marks, NewCheckout, NewIntent
from payments.domain.states import InstrumentKind, PaymentState
from payments.instruments import OpenedInstrument
from payments.queries.payment_of import payment_of

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class StartPayment:
    """`amount` in minor units. `lines`, when given, must add up to it. Raises `BadPayment` on construction.

    `expires_at` is moved to where the provider accepts it: half an hour to a day from now. `owner` is whose saved
    cards are offered; `save_card` has an app's card saved for them. `address` is the visitor's, whose attempts are
    limited as the reference's are.
    """

    reference: str
    amount: int
    currency: str
    email: str
    description: str
    success_url: str
    cancel_url: str
    expires_at: datetime
    with_intent: bool = False
    lines: tuple[Line, ...] = ()
    owner: str = ""
    save_card: bool = False
    address: str = ""

    def __post_init__(self) -> None:
        if self.lines and sum(line.quantity * line.unit_amount for line in self.lines) != self.amount:
            raise BadPayment("The lines do not add up to the amount.")

    @property
    def shown_lines(self) -> tuple[Line, ...]:
        return self.lines or (Line(self.description, 1, self.amount),)

    @property
    def limits(self) -> tuple[Limit, ...]:
        per_order, per_visitor = limit("pay_order", self.reference), limit("pay_ip", self.address)
        return (per_order, per_visitor) if self.address and per_visitor.most else (per_order,)


@dataclass(frozen=True, slots=True)
class StartedPayment:
    """Where to pay. Both are empty when it was paid already; `client_secret` unless an intent was asked for."""

    reference: str
    state: PaymentState
    checkout_url: str = ""
    client_secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Way:
    """How one instrument is paid with: one of the two is filled."""

    url: str
    client_secret: str = field(repr=False)


def start_payment(asked: StartPayment) -> StartedPayment:
    """Open the payment and its instruments; repeating it returns what is open.

    Raises `GatewayUnavailable` (the payment stays open, a repeat continues), `GatewayRefused`, `PaymentOver` when
    it was cancelled, `PaymentDiffers` when the reference asked another amount before, `TooManyAttempts` where a new
    way to pay would be one too many.
    """
    kinds = (InstrumentKind.CHECKOUT, *((InstrumentKind.INTENT,) if asked.with_intent else ()))
    payment = open_payment(
        OpenPayment(
            asked.reference,
            asked.amount,
            asked.currency,
            asked.email,
            kinds,
            asked.expires_at,
            asked.owner,
            asked.limits,
        )
    )
    if payment.state == PaymentState.OPEN:
        customer = customer_if_possible(asked.owner, asked.email)
        try:
            ways = [_ensured(asked, payment.id, one, customer) for one in payment.instruments]
            if None not in ways:
                return _started(asked, ways)
        except PaymentOver:
            logger.info("a payment was over while it was being started", payment=str(payment.id))
    return _as_it_stands(asked)


def _started(asked: StartPayment, ways: list[Way | None]) -> StartedPayment:
    """All of them were open a moment ago, so the payment was, too."""
    url = "".join(way.url for way in ways if way)
    secret = "".join(way.client_secret for way in ways if way)
    return StartedPayment(asked.reference, PaymentState.OPEN, url, secret)


def _as_it_stands(asked: StartPayment) -> StartedPayment:
    now = payment_of(asked.reference)
    if now.state == PaymentState.CANCELLED:
        raise PaymentOver("This payment was cancelled. Please order again.")
    if now.state == PaymentState.OPEN and not (
        now.checkout_url and (now.client_secret or not asked.with_intent)
    ):
        raise GatewayUnavailable
    return StartedPayment(
        asked.reference, now.state, now.checkout_url, now.client_secret if asked.with_intent else ""
    )


def _ensured(
    asked: StartPayment, payment_id: UUID, instrument: OpenedInstrument, customer: str
) -> Way | None:
    """How to pay with it; None when it was closed meanwhile. A refused one is given up for a fresh one, once."""
    kind = instrument.kind
    opening = OpenInstrument(payment_id, kind, asked.expires_at, asked.owner, asked.limits)
    if instrument.owner != asked.owner:  # nobody is shown another one's cards
        withdraw(payment_id, instrument.id)
        instrument = open_instrument(opening)
    if instrument.is_known and kind is InstrumentKind.CHECKOUT and instrument.expires_at <= timezone.now():
        check_payment(asked.reference)
        instrument = open_instrument(opening)
    if instrument.is_known:
        return Way(instrument.url, instrument.client_secret)
    try:
        return _create(asked, payment_id, instrument, customer)
    except (GatewayRefused, GatewayUnavailable) as error:
        if isinstance(error, GatewayUnavailable) and not error.will_repeat_itself:
            raise
        logger.warning("an instrument is given up for a fresh one", instrument=str(instrument.id))
        close_instrument(CloseInstrument(instrument.id))
        if isinstance(error, GatewayRefused):
            customer = _doubted(asked.owner, customer)
        return _create(asked, payment_id, open_instrument(opening), customer)


def _doubted(owner: str, customer: str) -> str:
    """A refusal may be about the customer: one that is gone is forgotten, and this payment goes on without."""
    if customer:
        saved_cards(owner)
    return ""


def _create(asked: StartPayment, payment_id: UUID, instrument: OpenedInstrument, customer: str) -> Way | None:
    """The row's id is the idempotency key: after a lost reply the same call gives the same object."""
    marks = Marks(asked.reference, str(payment_id), str(instrument.id))
    made, undo = _CREATE[instrument.kind](asked, marks, instrument.expires_at, customer)
    if record_instrument(made):
        return Way(made.url, made.client_secret)
    try:
        undo()
    except DomainError:
        logger.warning("an unused instrument stays open until it expires", instrument=str(instrument.id))
    return None


Made = tuple[RecordInstrument, Callable[[], object]]


def _create_checkout(asked: StartPayment, marks: Marks, expires_at: datetime, customer: str) -> Made:
    stripe = gateway()
    checkout = stripe.create_checkout(
        NewCheckout(
            key=marks.instrument,
            marks=marks,
            currency=asked.currency,
            lines=asked.shown_lines,
            email=asked.email,
            success_url=asked.success_url,
            cancel_url=asked.cancel_url,
            expires_at=expires_at,
            customer=customer,
        )
    )
    made = RecordInstrument(UUID(marks.instrument), checkout.id, url=checkout.url)
    return made, lambda: stripe.expire_checkout(checkout.id)


def _create_intent(asked: StartPayment, marks: Marks, expires_at: datetime, customer: str) -> Made:
    stripe = gateway()
    intent = stripe.create_intent(
        NewIntent(
            key=marks.instrument,
            marks=marks,
            amount=asked.amount,
            currency=asked.currency,
            description=asked.description,
            customer=customer,
            save=asked.save_card and bool(customer),
        )
    )
    made = RecordInstrument(UUID(marks.instrument), intent.id, client_secret=intent.client_secret)
    return made, lambda: stripe.cancel_intent(intent.id)


_CREATE = {InstrumentKind.CHECKOUT: _create_checkout, InstrumentKind.INTENT: _create_intent}
