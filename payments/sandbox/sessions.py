"""Checkout Sessions as the API sees them: create, retrieve, list, expire, line items."""

from __future__ import annotations

from payments.sandbox import checkout, session_shape, setup_intents
from payments.sandbox.call import Call
from payments.sandbox.currencies import check_chargeable
from payments.sandbox.errors import Json, StripeError, invalid, refused
from payments.sandbox.expand import line_items as line_items_of
from payments.sandbox.listing import page
from payments.sandbox.store import having

SETUP_REFUSES = ("line_items", "payment_intent_data", "saved_payment_method_options", "submit_type")
SOONEST = 30 * 60
LATEST = 24 * 60 * 60


def create(call: Call) -> Json:
    params = call.params
    if "customer" in params and "customer_email" in params:
        raise StripeError("You may only specify one of these parameters: customer, customer_email.")
    if "customer" in params:
        call.get("customer", params["customer"], param="customer", status=400)
    check_mode(params)
    if params["mode"] == "setup":
        return call.public(call.create(new_setup(call)))
    lines = [session_shape.new_line(call, line) for line in params["line_items"]]
    if not lines:
        raise invalid("You must provide at least one line item.", "line_items", "parameter_missing")
    currencies = {line["currency"] for line in lines} | {params.get("currency", lines[0]["currency"])}
    if len(currencies) > 1:
        raise invalid("All line items must have the same currency.", "line_items")
    total = sum(line["amount_total"] for line in lines)
    check_chargeable(total, lines[0]["currency"], param="line_items")
    session = session_shape.new(call, lines, total, expiry(call))
    return call.public(call.create(session))


def check_mode(params: Json) -> None:
    """Raises StripeError for what the mode needs and is missing, and for what only the other mode takes."""
    is_setup = params["mode"] == "setup"
    needed = "currency" if is_setup else "line_items"
    if needed not in params:
        raise invalid(f"Missing required param: {needed}.", needed, "parameter_missing")
    strangers = SETUP_REFUSES if is_setup else ("setup_intent_data",)
    for name in strangers:
        if name in params:
            raise invalid(f"You can not pass `{name}` in `{params['mode']}` mode.", name)


def new_setup(call: Call) -> Json:
    """A session that saves a card and takes no money; as at Stripe, its SetupIntent is there from the start."""
    session = session_shape.new(call, [], None, expiry(call))
    data = call.params.get("setup_intent_data", {})
    intent = setup_intents.new(call, {**data, "customer": session["customer"]}, session=session["id"])
    return {**session, "setup_intent": intent["id"], "payment_status": "no_payment_required"}


def expiry(call: Call) -> int:
    at: int = call.params.get("expires_at", call.now + LATEST)
    if at < call.now + SOONEST:
        raise invalid(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
            "expires_at",
        )
    if at > call.now + LATEST:
        raise invalid(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
            "expires_at",
        )
    return at


def retrieve(call: Call) -> Json:
    return call.public(checkout.current(call, call.id))


def list_(call: Call) -> Json:
    checkout.expire_due(call)
    filters = ("customer", "payment_intent", "status")
    conditions = [having(name, call.params[name]) for name in filters if name in call.params]
    return page(call, "checkout.session", "/v1/checkout/sessions", conditions)


def line_items(call: Call) -> Json:
    return line_items_of(checkout.current(call, call.id))


def expire(call: Call) -> Json:
    session = checkout.current(call, call.id)
    if session["status"] != "open":
        raise refused(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Session has a status of '
            f"`{session['status']}`."
        )
    return call.public(checkout.expired(call, session))
