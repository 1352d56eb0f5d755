"""Capturing and cancelling PaymentIntents."""

from __future__ import annotations

from payments.sandbox.call import Call
from payments.sandbox.errors import Json, invalid, refused
from payments.sandbox.ids import random_text
from payments.sandbox.params import merged

CANCELABLE = (
    "requires_payment_method", "requires_capture", "requires_confirmation", "requires_action", "processing",
)  # fmt: skip


def capture(call: Call) -> Json:
    intent = call.get("payment_intent", call.id, param="intent")
    if intent["status"] != "requires_capture":
        raise refused(
            "This PaymentIntent could not be captured because it has a status of "
            f"{intent['status']}. Only a PaymentIntent with one of the following statuses may be captured: "
            "requires_capture.",
            code="payment_intent_unexpected_state",
            payment_intent=call.public(intent),
        )
    amount = call.params.get("amount_to_capture", intent["amount_capturable"])
    if amount > intent["amount_capturable"]:
        raise invalid(
            f"The amount_to_capture ({amount}) is greater than the amount capturable "
            f"({intent['amount_capturable']}).",
            "amount_to_capture",
            "amount_too_large",
        )
    charge = call.get("charge", intent["latest_charge"], param="charge")
    charge.update(captured=True, amount_captured=amount, balance_transaction=f"txn_3{random_text(24)}")
    call.tx.save(charge)
    intent.update(status="succeeded", amount_received=amount, amount_capturable=0)
    if "metadata" in call.params:
        intent["metadata"] = merged(intent["metadata"], call.params["metadata"])
    call.tx.save(intent)
    call.emit("charge.captured", charge)
    call.emit("payment_intent.succeeded", intent)
    return call.public(intent)


def cancel(call: Call) -> Json:
    intent = call.get("payment_intent", call.id, param="intent")
    if intent["_session"]:
        raise refused(
            "You cannot cancel the PaymentIntent for a Checkout Session. Expire the Session instead."
        )
    if intent["status"] not in CANCELABLE:
        raise refused(
            f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}. Only a "
            "PaymentIntent with one of the following statuses may be canceled: "
            + ", ".join(CANCELABLE)
            + ".",
            code="payment_intent_unexpected_state",
            payment_intent=call.public(intent),
        )
    return call.public(canceled(call, intent, call.params.get("cancellation_reason")))


def canceled(call: Call, intent: Json, reason: str | None) -> Json:
    """Ends an intent; an authorised charge is released, which Stripe shows as refunded in full."""
    if intent["status"] == "requires_capture":
        charge = call.get("charge", intent["latest_charge"], param="charge")
        charge.update(refunded=True, amount_refunded=charge["amount"])
        call.tx.save(charge)
        call.emit("charge.refunded", charge)
    intent.update(
        status="canceled",
        canceled_at=call.now,
        cancellation_reason=reason,
        amount_capturable=0,
        next_action=None,
    )
    call.tx.save(intent)
    call.emit("payment_intent.canceled", intent)
    return intent
