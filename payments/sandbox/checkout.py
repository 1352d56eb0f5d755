"""Paying a Checkout Session on its hosted page, and what becomes of sessions nobody pays."""

from __future__ import annotations

from typing import Any

from payments.sandbox import charging, intent_shape, setup_intents
from payments.sandbox.call import Call
from payments.sandbox.captures import canceled
from payments.sandbox.errors import Json, StripeError

PAID = ("succeeded", "requires_capture")
DUE = "json_extract(body, '$.status') = 'open' AND json_extract(body, '$.expires_at') <= ?"


def current(call: Call, id: str) -> Json:
    """The session as it stands now: one whose time is up is expired first."""
    session = call.get("checkout.session", id, param="session")
    if session["status"] == "open" and session["expires_at"] <= call.now:
        return expired(call, session)
    return session


def expire_due(call: Call) -> int:
    """Expires every open session whose time is up; gives how many."""
    due: tuple[str, Any] = (DUE, call.now)
    return len([expired(call, session) for session in call.tx.seek("checkout.session", [due])])


def expired(call: Call, session: Json) -> Json:
    session.update(status="expired", url=None)
    call.tx.save(session)
    intent = call.tx.find(session["payment_intent"] or "", "payment_intent")
    if intent and intent["status"] not in (*PAID, "canceled"):
        canceled(call, intent, "abandoned")
    call.emit("checkout.session.expired", session)
    return session


def pay(call: Call, session: Json, method: Json, *, save: bool = False) -> StripeError | None:
    """One try with one card on an open session. Gives the card error the customer is to be shown."""
    intent = intent_of(call, session)
    intent["_save"] = save and offers_to_save(session)
    session["customer_details"] = details(call, session)
    error = charging.attempt(call, intent, method, return_url=session["success_url"])
    settle(call, session, intent, error)
    return error


def save_card(call: Call, session: Json, method: Json) -> StripeError | None:
    """One try to save a card with a session in setup mode. Gives the error the customer is to be shown."""
    intent = intent_of(call, session)
    session["customer_details"] = details(call, session)
    given = setup_intents.attempt(call, intent, method)
    error = given if isinstance(given, StripeError) else None
    settle(call, session, intent, error)
    return error


def offers_to_save(session: Json) -> bool:
    options = session["saved_payment_method_options"] or {}
    return bool(options.get("payment_method_save") == "enabled")


def answered(call: Call, session: Json, intent: Json, *, passed: bool) -> None:
    """The customer comes back from the bank's question."""
    ask = setup_intents if intent["object"] == "setup_intent" else charging
    given = ask.authenticated(call, intent, passed=passed)
    settle(call, session, intent, given if isinstance(given, StripeError) else None)


def settle(call: Call, session: Json, intent: Json, error: StripeError | None) -> None:
    session["_problem"] = str(error) if error else None
    if intent["status"] not in PAID:
        call.tx.save(session)
        return
    session.update(status="complete", url=None)
    if session["mode"] == "payment":
        session["payment_status"] = "paid" if intent["status"] == "succeeded" else "unpaid"
    call.tx.save(session)
    call.emit("checkout.session.completed", session)


def intent_of(call: Call, session: Json) -> Json:
    """The session's SetupIntent, or its PaymentIntent, which as at Stripe the first try to pay creates."""
    if session["setup_intent"]:
        return call.get("setup_intent", session["setup_intent"], param="setup_intent")
    if session["payment_intent"]:
        return call.get("payment_intent", session["payment_intent"], param="payment_intent")
    intent = intent_shape.new(
        call,
        amount=session["amount_total"],
        currency=session["currency"],
        automatic_payment_methods=None,
    )
    intent_shape.apply(intent, session["_intent_data"])
    intent.update(customer=session["customer"], _session=session["id"])
    call.create(intent, "payment_intent.created")
    session["payment_intent"] = intent["id"]
    call.tx.save(session)
    return intent


def details(call: Call, session: Json) -> Json:
    customer = call.tx.find(session["customer"] or "", "customer") or {}
    return {
        "address": customer.get("address"),
        "business_name": None,
        "email": session["customer_email"] or customer.get("email"),
        "individual_name": None,
        "name": customer.get("name"),
        "phone": customer.get("phone"),
        "tax_exempt": "none",
        "tax_ids": [],
    }


def success_url(session: Json) -> str:
    url: str = session["success_url"]
    return url.replace("{CHECKOUT_SESSION_ID}", session["id"])


def cancel_url(session: Json) -> str | None:
    url: str | None = session["cancel_url"]
    return url.replace("{CHECKOUT_SESSION_ID}", session["id"]) if url else None
