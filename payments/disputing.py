"""Disputes: asked for as they stand now, whatever the news said and in whatever order it came."""

from payments.adapters import gateway
from payments.checking import apply_charge
from payments.commands.record_dispute import RecordDispute, record_dispute
from payments.domain.disputes import GatewayDispute
from payments.queries.payment_for import payment_for


def check_dispute(dispute_id: str) -> str | None:
    """How it stands now, recorded; None when its charge is not known here (yet)."""
    dispute = gateway().retrieve_dispute(dispute_id)
    return _record(dispute, dispute.intent)


def check_disputes_of(intent: str) -> None:
    """Record every dispute of a charge."""
    for dispute in gateway().disputes_of(intent):
        _record(dispute, intent)


def _record(dispute: GatewayDispute, intent: str) -> str | None:
    charge = gateway().retrieve_intent(intent) if intent else None
    payment_id = payment_for(charge) if charge else None
    if charge is None or payment_id is None:
        return None
    apply_charge(payment_id, charge)  # news of the dispute may come before news of the payment
    record_dispute(RecordDispute(payment_id, dispute))
    return f"dispute {dispute.status}"
