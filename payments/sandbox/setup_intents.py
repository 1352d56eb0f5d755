"""SetupIntents: a customer's card saved for later, without taking money."""

from __future__ import annotations

from payments.sandbox import payment_methods
from payments.sandbox.call import Call
from payments.sandbox.errors import Json, StripeError, invalid, refused
from payments.sandbox.ids import random_text
from payments.sandbox.params import EXPAND, Fields, Metadata, merged
from payments.sandbox.payment_methods import DATA, attached, card_of, check_owner
from payments.sandbox.rules import Choice, Flag, Text, Url

CREATE = Fields(
    {
        "automatic_payment_methods": Fields(
            {"enabled": Flag(), "allow_redirects": Choice(("always", "never"))}, required=("enabled",)
        ),
        "confirm": Flag(),
        "customer": Text(),
        "description": Text(most=1_000),
        "metadata": Metadata(),
        "payment_method": Text(),
        "payment_method_data": DATA,
        "return_url": Url(web=False),
        "usage": Choice(("off_session", "on_session")),
        "use_stripe_sdk": Flag(),
        **EXPAND,
    }
)
RETRIEVE = Fields({"client_secret": Text(), **EXPAND})
CONFIRM = Fields(
    {
        "client_secret": Text(),
        "payment_method": Text(),
        "payment_method_data": DATA,
        "return_url": Url(web=False),
        "use_stripe_sdk": Flag(),
        **EXPAND,
    }
)
AUTHENTICATION_FAILED = (
    "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new "
    "PaymentMethod to attempt to fulfill this SetupIntent again."
)


def create(call: Call) -> Json | StripeError:
    params = call.params
    if "customer" in params:
        call.get("customer", params["customer"], param="customer", status=400)
    method = payment_methods.given(call)
    if method:
        check_owner(method, params.get("customer"))
    if params.get("confirm") and method is None:
        raise invalid("You must provide a payment method to confirm.", "payment_method", "parameter_missing")
    intent = new(call, params, method=method["id"] if method else None)
    return attempt(call, intent, method) if params.get("confirm") and method else call.public(intent)


def new(call: Call, params: Json, *, method: str | None = None, session: str | None = None) -> Json:
    """A stored SetupIntent; `session` is the Checkout Session it is for."""
    intent = call.new(
        "setup_intent",
        application=None,
        automatic_payment_methods=params.get("automatic_payment_methods"),
        cancellation_reason=None,
        customer=params.get("customer"),
        description=params.get("description"),
        flow_directions=None,
        last_setup_error=None,
        latest_attempt=None,
        mandate=None,
        metadata=merged({}, params.get("metadata", {})),
        next_action=None,
        on_behalf_of=None,
        payment_method=method,
        payment_method_options={"card": {"request_three_d_secure": "automatic"}},
        payment_method_types=["card"],
        single_use_mandate=None,
        status="requires_confirmation" if method else "requires_payment_method",
        usage=params.get("usage", "off_session"),
        _return_url=None,
        _session=session,
    )
    intent["client_secret"] = f"{intent['id']}_secret_{random_text(25)}"
    return call.create(intent, "setup_intent.created")


def found(call: Call) -> Json:
    intent = call.get("setup_intent", call.id, param="intent")
    secret = call.params.get("client_secret")
    if (call.publishable or secret is not None) and secret != intent["client_secret"]:
        raise invalid(
            "The client_secret provided does not match the client_secret associated with the SetupIntent.",
            "client_secret",
            "setup_intent_invalid_parameter",
        )
    return intent


def retrieve(call: Call) -> Json:
    return call.public(found(call))


def confirm(call: Call) -> Json | StripeError:
    intent = found(call)
    if intent["status"] in ("succeeded", "canceled"):
        raise refused(
            f"You cannot confirm this SetupIntent because it has a status of {intent['status']}.",
            code="setup_intent_unexpected_state",
            setup_intent=call.public(intent),
        )
    if intent["_session"]:
        raise refused("This SetupIntent belongs to a Checkout Session, which confirms it itself.")
    method = payment_methods.given(call)
    if method is None and intent["payment_method"]:
        method = call.get("payment_method", intent["payment_method"], param="payment_method")
    if method is None:
        raise refused(
            "You cannot confirm this SetupIntent because it's missing a payment method.",
            code="setup_intent_unexpected_state",
            setup_intent=call.public(intent),
        )
    check_owner(method, intent["customer"])
    return attempt(call, intent, method)


def attempt(call: Call, intent: Json, method: Json) -> Json | StripeError:
    card = card_of(method)
    intent.update(payment_method=method["id"], last_setup_error=None, next_action=None)
    if card.decline and card.decline_on_attach:
        return failed(call, intent, method, card.decline.error())
    if card.asks == "never":
        return succeeded(call, intent, method)
    return_url = call.params.get("return_url")
    url = f"{call.base_url}/c/authenticate/{intent['id']}/{intent['client_secret']}"
    intent.update(
        status="requires_action",
        next_action={
            "type": "redirect_to_url",
            "redirect_to_url": {"url": url, "return_url": return_url},
        },
        _return_url=return_url,
    )
    call.tx.save(intent)
    call.emit("setup_intent.requires_action", intent)
    return call.public(intent)


def authenticated(call: Call, intent: Json, *, passed: bool) -> Json | StripeError:
    method = call.get("payment_method", intent["payment_method"], param="payment_method")
    intent["next_action"] = None
    if passed:
        return succeeded(call, intent, method)
    error = StripeError(AUTHENTICATION_FAILED, code="setup_intent_authentication_failure", remembered=True)
    return failed(call, intent, method, error)


def succeeded(call: Call, intent: Json, method: Json) -> Json:
    method["_set_up"] = True
    call.tx.save(method)
    if intent["customer"]:
        attached(call, method, intent["customer"])
    intent["status"] = "succeeded"
    call.tx.save(intent)
    call.emit("setup_intent.succeeded", intent)
    return call.public(intent)


def failed(call: Call, intent: Json, method: Json, error: StripeError) -> StripeError:
    shown = call.public(method)
    intent.update(
        status="requires_payment_method",
        payment_method=None,
        last_setup_error={**error.fields, "payment_method": shown},
    )
    call.tx.save(intent)
    call.emit("setup_intent.setup_failed", intent)
    error.fields.update(setup_intent=call.public(intent), payment_method=shown)
    return error
