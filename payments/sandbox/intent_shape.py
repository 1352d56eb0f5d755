"""What a PaymentIntent looks like: new, changed by a request, and seen by a mobile client."""

from __future__ import annotations

from payments.sandbox.call import Call
from payments.sandbox.errors import Json
from payments.sandbox.ids import random_text
from payments.sandbox.params import merged

COPIED = (
    "capture_method", "confirmation_method", "customer", "description", "receipt_email", "setup_future_usage",
    "shipping", "statement_descriptor", "statement_descriptor_suffix",
)  # fmt: skip
FOR_CLIENTS = (
    "amount", "amount_details", "automatic_payment_methods", "canceled_at", "cancellation_reason",
    "capture_method", "client_secret", "confirmation_method", "created", "currency", "description", "id",
    "last_payment_error", "livemode", "next_action", "object", "payment_method", "payment_method_types",
    "processing", "receipt_email", "setup_future_usage", "shipping", "source", "status",
)  # fmt: skip


def new(call: Call, *, amount: int, currency: str, automatic_payment_methods: Json | None) -> Json:
    """A PaymentIntent that waits for a payment method; not stored yet."""
    intent = call.new(
        "payment_intent",
        amount=amount,
        amount_capturable=0,
        amount_details={"tip": {}},
        amount_received=0,
        application=None,
        application_fee_amount=None,
        automatic_payment_methods=automatic_payment_methods,
        canceled_at=None,
        cancellation_reason=None,
        capture_method="automatic",
        confirmation_method="automatic",
        currency=currency,
        customer=None,
        description=None,
        last_payment_error=None,
        latest_charge=None,
        metadata={},
        next_action=None,
        on_behalf_of=None,
        payment_method=None,
        payment_method_options={"card": {"request_three_d_secure": "automatic"}},
        payment_method_types=["card"],
        processing=None,
        receipt_email=None,
        review=None,
        setup_future_usage=None,
        shipping=None,
        source=None,
        statement_descriptor=None,
        statement_descriptor_suffix=None,
        status="requires_payment_method",
        transfer_data=None,
        transfer_group=None,
        _save=False,
        _session=None,
        _return_url=None,
    )
    return {**intent, "client_secret": f"{intent['id']}_secret_{random_text(25)}"}


def apply(intent: Json, params: Json) -> None:
    """Takes over what a request says about the intent, without looking at its status."""
    for name, value in params.items():
        if name == "metadata":
            intent["metadata"] = merged(intent["metadata"], value)
        elif name in COPIED:
            intent[name] = value


def shown(call: Call, intent: Json) -> Json:
    """What the caller may see: a mobile client's key shows neither metadata nor customer nor charges."""
    public = call.public(intent)
    if call.publishable:
        return {name: value for name, value in public.items() if name in FOR_CLIENTS}
    return public
