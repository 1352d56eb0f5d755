"""PaymentIntents: create, retrieve, list, update, confirm."""

from __future__ import annotations

from payments.sandbox import charging, payment_methods
from payments.sandbox.call import Call
from payments.sandbox.currencies import check_chargeable
from payments.sandbox.errors import Json, StripeError, invalid, refused
from payments.sandbox.intent_shape import apply, new, shown
from payments.sandbox.listing import page
from payments.sandbox.store import having

PAYABLE = ("requires_payment_method", "requires_confirmation", "requires_action")


def create(call: Call) -> Json | StripeError:
    params = call.params
    check_chargeable(params["amount"], params["currency"], param="amount")
    check_customer(call)
    method = payment_methods.given(call)
    if params.get("confirm") and method is None:
        raise invalid("You must provide a payment method to confirm.", "payment_method", "parameter_missing")
    automatic = params.get("automatic_payment_methods")
    if automatic:
        automatic = {"allow_redirects": "always", **automatic}
    intent = new(
        call, amount=params["amount"], currency=params["currency"], automatic_payment_methods=automatic
    )
    apply(intent, params)
    if method:
        payment_methods.check_owner(method, intent["customer"])
        intent.update(status="requires_confirmation", payment_method=method["id"])
    call.create(intent, "payment_intent.created")
    if params.get("confirm") and method:
        return confirmed(call, intent, method)
    return shown(call, intent)


def check_customer(call: Call) -> None:
    if "customer" in call.params:
        call.get("customer", call.params["customer"], param="customer", status=400)


def found(call: Call) -> Json:
    """The intent in the path. A publishable key must also know its client secret."""
    intent = call.get("payment_intent", call.id, param="intent")
    secret = call.params.get("client_secret")
    if call.publishable and secret is None:
        raise invalid("Missing required param: client_secret.", "client_secret", "parameter_missing")
    if secret is not None and secret != intent["client_secret"]:
        raise invalid(
            "The client_secret provided does not match the client_secret associated with the PaymentIntent.",
            "client_secret",
            "payment_intent_invalid_parameter",
        )
    return intent


def retrieve(call: Call) -> Json:
    return shown(call, found(call))


def list_(call: Call) -> Json:
    customer = call.params.get("customer")
    conditions = [having("customer", customer)] if customer else []
    return page(call, "payment_intent", "/v1/payment_intents", conditions)


def update(call: Call) -> Json:
    intent, params = found(call), call.params
    check_customer(call)
    amount: int = params["amount"] if "amount" in params else intent["amount"]
    method = payment_methods.given(call)
    if amount != intent["amount"] or method:
        check_payable(call, intent, "update")
        check_chargeable(amount, intent["currency"], param="amount")
        intent.update(amount=amount, next_action=None)
        if method or intent["status"] == "requires_action":
            intent["status"] = "requires_confirmation"
    apply(intent, params)
    if method:
        payment_methods.check_owner(method, intent["customer"])
        intent["payment_method"] = method["id"]
    call.tx.save(intent)
    return shown(call, intent)


def confirm(call: Call) -> Json | StripeError:
    intent = found(call)
    check_payable(call, intent, "confirm")
    if intent["_session"]:
        raise refused("This PaymentIntent belongs to a Checkout Session, which confirms it itself.")
    apply(intent, call.params)
    method = payment_methods.given(call)
    if method is None and intent["payment_method"]:
        method = call.get("payment_method", intent["payment_method"], param="payment_method")
    if method is None:
        raise refused(
            "You cannot confirm this PaymentIntent because it's missing a payment method. You can either "
            "update the PaymentIntent with a payment method and then confirm it again, or confirm it again "
            "directly with a payment method or ConfirmationToken.",
            code="payment_intent_unexpected_state",
            payment_intent=call.public(intent),
        )
    payment_methods.check_owner(method, intent["customer"])
    return confirmed(call, intent, method)


def confirmed(call: Call, intent: Json, method: Json) -> Json | StripeError:
    error = charging.attempt(
        call,
        intent,
        method,
        off_session=call.params.get("off_session", False),
        never_ask=call.params.get("error_on_requires_action", False),
        return_url=call.params.get("return_url"),
    )
    if error and call.publishable:
        error.fields["payment_intent"] = shown(call, intent)
    return error or shown(call, intent)


def check_payable(call: Call, intent: Json, verb: str) -> None:
    if intent["status"] in PAYABLE:
        return
    because = (
        "it has already succeeded after being previously confirmed"
        if intent["status"] == "succeeded" and verb == "confirm"
        else f"it has a status of {intent['status']}"
    )
    raise refused(
        f"You cannot {verb} this PaymentIntent because {because}.",
        code="payment_intent_unexpected_state",
        payment_intent=shown(call, intent),
    )
