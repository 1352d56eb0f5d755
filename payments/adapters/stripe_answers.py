"""Stripe's objects as the port's answers."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import stripe

from payments.domain.charges import Charge
from payments.domain.disputes import GatewayDispute
from payments.domain.gateway import (
    Checkout,
    CheckoutStatus,
    GatewayRefund,
    Intent,
    IntentStatus,
    Marks,
    RefundStatus,
)

INTENTS = {
    "succeeded": IntentStatus.SUCCEEDED,
    "canceled": IntentStatus.CANCELED,
    "processing": IntentStatus.PROCESSING,
    "requires_capture": IntentStatus.PROCESSING,
}
REFUNDS = {
    "succeeded": RefundStatus.SUCCEEDED,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.FAILED,
}


def metadata(marks: Marks) -> dict[str, str]:
    return {"reference": marks.reference, "payment": marks.payment, "instrument": marks.instrument}


def _marks(carrier: stripe.PaymentIntent) -> Marks:
    found = _metadata_of(carrier)
    return Marks(*(found.get(name, "") for name in ("reference", "payment", "instrument")))


def _metadata_of(carrier: stripe.PaymentIntent | stripe.Refund | stripe.Charge) -> dict[str, str]:
    return (
        {name: str(value) for name, value in carrier.metadata.to_dict().items()} if carrier.metadata else {}
    )


def checkout(session: stripe.checkout.Session) -> Checkout:
    return Checkout(
        session.id,
        CheckoutStatus(session.status or CheckoutStatus.OPEN),
        intent=_id(session.payment_intent),
        url=session.url or "",
        is_setup=session.mode == "setup",
    )


def made_checkout(session: Mapping[str, Any]) -> Checkout:
    """A session for a payment that was just made, as Stripe's JSON."""
    return Checkout(
        session["id"],
        CheckoutStatus(session["status"] or CheckoutStatus.OPEN),
        intent=session["payment_intent"] or "",
        url=session["url"] or "",
    )


def intent(found: stripe.PaymentIntent) -> Intent:
    error = found.last_payment_error
    return Intent(
        found.id,
        INTENTS.get(found.status, IntentStatus.WAITING),
        received=found.amount_received,
        currency=found.currency.upper(),
        marks=_marks(found),
        decline=_decline(error.code, error.message) if error else "",
        client_secret=found.client_secret or "",
    )


def _decline(code: str | None, message: str | None) -> str:
    """The bank's words, which are for customers; one of the messages is for programmers."""
    if code == "payment_intent_authentication_failure":
        return "Your bank did not confirm the payment. Try again, or use another card."
    return message or "Your payment was declined."


def refund(found: stripe.Refund) -> GatewayRefund:
    return GatewayRefund(
        found.id,
        REFUNDS.get(found.status or "", RefundStatus.PENDING),
        intent=_id(found.payment_intent),
        amount=found.amount,
        mark=_metadata_of(found).get("refund", ""),
        failure=getattr(found, "failure_reason", None) or "",
    )


def charge(found: stripe.Charge) -> Charge:
    marks = _metadata_of(found)
    return Charge(
        found.id,
        intent=_id(found.payment_intent),
        reference=marks.get("reference", ""),
        payment=marks.get("payment", ""),
        amount=found.amount_captured,
        refunded=found.amount_refunded,
        currency=found.currency.upper(),
        is_disputed=found.disputed,
    )


def dispute(found: stripe.Dispute) -> GatewayDispute:
    due_by = found.evidence_details.due_by
    return GatewayDispute(
        found.id,
        intent=_id(found.payment_intent),
        amount=found.amount,
        currency=found.currency.upper(),
        reason=found.reason,
        status=found.status,
        opened_at=datetime.fromtimestamp(found.created, UTC),
        due_by=datetime.fromtimestamp(due_by, UTC) if due_by else None,
    )


def _id(value: str | stripe.StripeObject | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return str(value["id"])
