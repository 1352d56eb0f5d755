"""Disputes: opened by the test card, and ended by a person or a test through the control pages."""

from __future__ import annotations

from payments.sandbox.call import Call
from payments.sandbox.errors import Json, refused
from payments.sandbox.listing import page
from payments.sandbox.params import EXPAND, PAGE, Fields
from payments.sandbox.rules import Text
from payments.sandbox.store import having

RETRIEVE = Fields(EXPAND)
CLOSE = Fields(EXPAND)
LIST = Fields({**PAGE, "charge": Text(), "payment_intent": Text()})
ANSWER_WITHIN = 7 * 24 * 60 * 60
OPEN = ("needs_response", "under_review")
PLAYED = {"review": "under_review", "win": "won", "lose": "lost"}
"""What a control asks for, and what becomes of the dispute."""


def opened(call: Call, charge: Json) -> Json:
    """The holder of the card disputes the whole charge; the money is withdrawn at once, as at Stripe."""
    charge["disputed"] = True
    call.tx.save(charge)
    dispute = call.new(
        "dispute",
        amount=charge["amount_captured"],
        balance_transactions=[],
        charge=charge["id"],
        currency=charge["currency"],
        enhanced_eligibility_types=[],
        evidence={},
        evidence_details={
            "due_by": call.now + ANSWER_WITHIN,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        intended_submission_method=None,
        is_charge_refundable=False,
        metadata={},
        network_reason_code="10.4",
        payment_intent=charge["payment_intent"],
        payment_method_details={
            "card": {
                "brand": charge["payment_method_details"]["card"]["brand"],
                "case_type": "chargeback",
                "network": charge["payment_method_details"]["card"]["brand"],
                "network_reason_code": "10.4",
            },
            "type": "card",
        },
        reason="fraudulent",
        status="needs_response",
    )
    call.create(dispute, "charge.dispute.created")
    call.emit("charge.dispute.funds_withdrawn", dispute)
    return dispute


def played(call: Call, dispute: Json, outcome: str) -> Json:
    """Moves it on: `review`, `win` or `lose`. Raises StripeError once it is over."""
    if dispute["status"] not in OPEN:
        raise refused(f"This dispute is already closed: {dispute['status']}.")
    dispute["status"] = PLAYED[outcome]
    if outcome == "review":
        dispute["evidence_details"].update(has_evidence=True, submission_count=1, submission_method="manual")
    call.tx.save(dispute)
    call.emit("charge.dispute.updated" if outcome == "review" else "charge.dispute.closed", dispute)
    if outcome == "win":
        call.emit("charge.dispute.funds_reinstated", dispute)
    return dispute


def won(call: Call, charge: Json) -> bool:
    """Whether every dispute of the charge was won, so that it can be refunded like any other."""
    found = call.tx.seek("dispute", [having("payment_intent", charge["payment_intent"])])
    return all(dispute["status"] == "won" for dispute in found)


def close(call: Call) -> Json:
    """The shop gives in: as at Stripe, that is a lost dispute."""
    return call.public(played(call, call.get("dispute", call.id, param="dispute"), "lose"))


def retrieve(call: Call) -> Json:
    return call.public(call.get("dispute", call.id, param="dispute"))


def list_(call: Call) -> Json:
    filters = ("charge", "payment_intent")
    conditions = [having(name, call.params[name]) for name in filters if name in call.params]
    return page(call, "dispute", "/v1/disputes", conditions)
