"""How the payment of a reference stands."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from electricityshop.errors import NotFound
from payments.domain.states import InstrumentKind, InstrumentState, PaymentState, RefundState
from payments.models import Payment, PaymentInstrument, Refund


class NoPayment(NotFound):
    """Nothing was ever asked for this reference."""

    code = "no_payment"


@dataclass(frozen=True, slots=True)
class RefundView:
    """`amount` in minor units. A surplus one returns a charge that never counted as paid."""

    id: UUID
    key: str
    amount: int
    state: RefundState
    is_surplus: bool
    reason: str
    failure: str
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class PaymentView:
    """Amounts in minor units. `checkout_url` and `client_secret` are filled while they can be paid with."""

    reference: str
    state: PaymentState
    amount: int
    currency: str
    captured: int
    refunded: int
    failure: str
    succeeded_at: datetime | None
    checkout_url: str
    client_secret: str = field(repr=False)
    refunds: tuple[RefundView, ...]

    @property
    def refundable(self) -> int:
        return self.captured - self.refunded


REFUND_FIELDS = (
    "id", "key", "amount", "state", "is_surplus", "reason", "failure", "created_at", "finished_at",
)  # fmt: skip
PAYMENT_FIELDS = ("state", "amount", "currency", "captured", "refunded", "failure", "succeeded_at")


def payment_of(reference: str) -> PaymentView:
    """At most three statements, however many refunds. Raises `NoPayment`. Whose it is, the caller must know."""
    row = Payment.objects.filter(reference=reference).values("id", *PAYMENT_FIELDS).first()
    if row is None:
        raise NoPayment("There is no payment for this.")
    payment_id = row.pop("id")
    is_open = row["state"] == PaymentState.OPEN
    open_ones = PaymentInstrument.objects.filter(payment=payment_id, state=InstrumentState.OPEN)
    rows = open_ones.values_list("kind", "url", "client_secret") if is_open else ()
    ways = {kind: (url, client_secret) for kind, url, client_secret in rows}
    checkout_url, _ = ways.get(InstrumentKind.CHECKOUT, ("", ""))
    _, client_secret = ways.get(InstrumentKind.INTENT, ("", ""))
    refunds = Refund.objects.filter(payment=payment_id).order_by("created_at", "id").values(*REFUND_FIELDS)
    return PaymentView(
        **{**row, "state": PaymentState(row["state"])},
        reference=reference,
        checkout_url=checkout_url,
        client_secret=client_secret,
        refunds=tuple(_refund(refund) for refund in refunds),
    )


def _refund(row: dict[str, object]) -> RefundView:
    return RefundView(**{**row, "state": RefundState(str(row["state"]))})  # type: ignore[arg-type]  # .values()
