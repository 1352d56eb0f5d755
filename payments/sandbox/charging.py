"""What the bank says: a confirmed PaymentIntent becomes a charge, a decline, or a 3-D Secure question."""

from __future__ import annotations

from payments.sandbox import disputes
from payments.sandbox.call import Call
from payments.sandbox.cards import AUTHENTICATION_REQUIRED, Card, Decline
from payments.sandbox.errors import Json, StripeError
from payments.sandbox.ids import random_text
from payments.sandbox.payment_methods import attached, card_of

AUTHENTICATION_FAILED = (
    "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new "
    "PaymentMethod to attempt to fulfill this PaymentIntent again."
)


def attempt(
    call: Call,
    intent: Json,
    method: Json,
    *,
    off_session: bool = False,
    never_ask: bool = False,
    return_url: str | None = None,
) -> StripeError | None:
    """Tries to take the money once. Gives the card error to answer with; what happened is stored either way."""
    card = card_of(method)
    intent.update(payment_method=method["id"], last_payment_error=None, next_action=None)
    if not asks(card, method, off_session=off_session):
        return charge(call, intent, method, card.decline)
    if off_session or never_ask:
        return charge(call, intent, method, AUTHENTICATION_REQUIRED)
    intent.update(status="requires_action", next_action=challenge(call, intent, return_url))
    call.tx.save(intent)
    call.emit("payment_intent.requires_action", intent)
    return None


def asks(card: Card, method: Json, *, off_session: bool) -> bool:
    set_up = off_session and method["_set_up"]
    return card.asks == "always" or (card.asks == "unless_set_up" and not set_up)


def challenge(call: Call, intent: Json, return_url: str | None) -> Json:
    """The next action; the page it points to has a Complete and a Fail button."""
    url = f"{call.base_url}/c/authenticate/{intent['id']}/{intent['client_secret']}"
    intent["_return_url"] = return_url
    if return_url:
        return {"type": "redirect_to_url", "redirect_to_url": {"url": url, "return_url": return_url}}
    return {
        "type": "use_stripe_sdk",
        "use_stripe_sdk": {"type": "three_d_secure_redirect", "stripe_js": url, "source": random_text(20)},
    }


def authenticated(call: Call, intent: Json, *, passed: bool) -> StripeError | None:
    """The customer has answered the challenge."""
    method = call.get("payment_method", intent["payment_method"], param="payment_method")
    intent["next_action"] = None
    if passed:
        return charge(call, intent, method, card_of(method).decline)
    error = StripeError(AUTHENTICATION_FAILED, code="payment_intent_authentication_failure", remembered=True)
    return failed(call, intent, method, error)


def charge(call: Call, intent: Json, method: Json, decline: Decline | None) -> StripeError | None:
    """One attempt at the bank, and one Charge that tells of it."""
    made = new_charge(call, intent, method, decline)
    intent["latest_charge"] = made["id"]
    if decline:
        call.create(made, "charge.failed")
        return failed(call, intent, method, decline.error(charge=made["id"]))
    call.create(made, "charge.succeeded")
    if made["captured"]:
        intent.update(status="succeeded", amount_received=intent["amount"])
    else:
        intent.update(status="requires_capture", amount_capturable=intent["amount"])
    call.tx.save(intent)
    keep(call, intent, method)
    captured = intent["status"] == "succeeded"
    call.emit("payment_intent.succeeded" if captured else "payment_intent.amount_capturable_updated", intent)
    if captured and card_of(method).disputes:
        disputes.opened(call, made)
    return None


def keep(call: Call, intent: Json, method: Json) -> None:
    """Saves the card where the shop (`setup_future_usage`) or the customer, on the hosted page, asked for it."""
    if not intent["customer"]:
        return
    if intent.get("_save"):
        method["allow_redisplay"] = "always"
    if intent.get("_save") or intent["setup_future_usage"]:
        attached(call, method, intent["customer"])


def failed(call: Call, intent: Json, method: Json, error: StripeError) -> StripeError:
    shown = call.public(method)
    intent.update(
        status="requires_payment_method",
        payment_method=None,
        last_payment_error={**error.fields, "payment_method": shown},
    )
    call.tx.save(intent)
    call.emit("payment_intent.payment_failed", intent)
    error.fields.update(payment_intent=call.public(intent), payment_method=shown)
    return error


def new_charge(call: Call, intent: Json, method: Json, decline: Decline | None) -> Json:
    captured = decline is None and intent["capture_method"] != "manual"
    return call.new(
        "charge",
        amount=intent["amount"],
        amount_captured=intent["amount"] if captured else 0,
        amount_refunded=0,
        application=None,
        application_fee=None,
        application_fee_amount=None,
        balance_transaction=f"txn_3{random_text(24)}" if captured else None,
        billing_details=method["billing_details"],
        calculated_statement_descriptor="SANDBOX",
        captured=captured,
        currency=intent["currency"],
        customer=intent["customer"],
        description=intent["description"],
        disputed=False,
        failure_balance_transaction=None,
        failure_code=decline.code if decline else None,
        failure_message=decline.message if decline else None,
        fraud_details={},
        metadata=intent["metadata"],
        on_behalf_of=None,
        outcome=outcome(decline),
        paid=decline is None,
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details={"type": "card", "card": method["card"]},
        receipt_email=intent["receipt_email"],
        receipt_number=None,
        receipt_url=None,
        refunded=False,
        review=None,
        shipping=intent["shipping"],
        source=None,
        source_transfer=None,
        statement_descriptor=intent["statement_descriptor"],
        statement_descriptor_suffix=intent["statement_descriptor_suffix"],
        status="failed" if decline else "succeeded",
        transfer_data=None,
        transfer_group=None,
    )


def outcome(decline: Decline | None) -> Json:
    if decline is None:
        return {
            "network_status": "approved_by_network",
            "reason": None,
            "risk_level": "normal",
            "risk_score": 20,
            "seller_message": "Payment complete.",
            "type": "authorized",
        }
    return {
        "network_status": "declined_by_network",
        "reason": decline.decline_code or decline.code,
        "risk_level": "normal",
        "risk_score": 20,
        "seller_message": "The bank returned a decline.",
        "type": "issuer_declined",
    }
