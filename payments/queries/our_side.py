"""What we have about charges of the provider's list: all of a page at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Count, Q, Sum

from payments.domain.charges import Charge
from payments.domain.comparing import OurSide
from payments.domain.states import PaymentState, RefundState
from payments.models import Dispute, Payment, PaymentInstrument, Refund
from payments.queries.payment_for import as_uuid


def our_side(charges: Sequence[Charge]) -> dict[str, OurSide]:
    """By the charge's id; those that are nobody's here are left out. Four statements, however many charges."""
    intents = [charge.intent for charge in charges if charge.intent]
    owners = _owners(intents)
    marked = {charge.id: as_uuid(charge.payment) for charge in charges}
    payments = _payments(intents, {*owners.values(), *(one for one in marked.values() if one)})
    by_intent = {row["charged_intent"]: row for row in payments.values() if row["charged_intent"]}
    refunds, disputes = _refunds(intents), _disputes(intents)
    found = {}
    for charge in charges:
        row = by_intent.get(charge.intent) or payments.get(owners.get(charge.intent) or marked[charge.id])
        if row:
            found[charge.id] = _side(row, refunds[charge.intent], disputes.get(charge.intent, 0))
    return found


def _owners(intents: Collection[str]) -> dict[str, UUID]:
    rows = PaymentInstrument.objects.filter(provider_id__in=intents)
    return dict(rows.values_list("provider_id", "payment_id"))


def _payments(intents: Collection[str], ids: Collection[UUID]) -> dict[UUID | None, dict[str, object]]:
    rows = Payment.objects.filter(Q(pk__in=ids) | (Q(charged_intent__in=intents) & ~Q(charged_intent="")))
    fields = ("id", "reference", "amount", "currency", "state", "charged_intent")
    return {row["id"]: dict(row) for row in rows.values(*fields)}


def _refunds(intents: Collection[str]) -> dict[str, dict[str, int]]:
    """Per charge: what went back, what is on its way, and how many returns of a surplus there are."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: {"back": 0, "promised": 0, "surplus": 0})
    rows = (
        Refund.objects.filter(intent__in=intents)
        .values("intent")
        .annotate(
            back=Sum("amount", filter=Q(state=RefundState.SUCCEEDED), default=0),
            promised=Sum("amount", filter=Q(state=RefundState.REQUESTED), default=0),
            surplus=Count("id", filter=Q(is_surplus=True) & ~Q(state=RefundState.FAILED)),
        )
    )
    for row in rows:
        sums[row["intent"]] = {"back": row["back"], "promised": row["promised"], "surplus": row["surplus"]}
    return sums


def _disputes(intents: Collection[str]) -> dict[str, int]:
    rows = Dispute.objects.filter(intent__in=intents).values_list("intent").annotate(Count("id"))
    return dict(rows.order_by())


def _side(row: dict[str, object], refunds: dict[str, int], disputes: int) -> OurSide:
    return OurSide(
        payment_id=str(row["id"]),
        reference=str(row["reference"]),
        amount=int(str(row["amount"])),
        currency=str(row["currency"]),
        state=PaymentState(str(row["state"])),
        charged_intent=str(row["charged_intent"]),
        refunded=refunds["back"],
        promised=refunds["promised"],
        is_given_back=bool(refunds["surplus"]),
        disputes=disputes,
    )
