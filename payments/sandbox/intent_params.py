"""The parameters of the PaymentIntent endpoints."""

from __future__ import annotations

from collections.abc import Mapping

from payments.sandbox.currencies import Currency
from payments.sandbox.params import EXPAND, PAGE, SHIPPING, Fields, Metadata
from payments.sandbox.payment_methods import DATA
from payments.sandbox.rules import Choice, Email, Flag, Number, Rule, Text, Url

CAPTURE_METHODS = ("automatic", "automatic_async", "manual")
FUTURE_USAGE = Choice(("off_session", "on_session"))

DETAILS: Mapping[str, Rule] = {
    "customer": Text(),
    "description": Text(most=1_000, unset=True),
    "metadata": Metadata(),
    "payment_method": Text(),
    "payment_method_data": DATA,
    "receipt_email": Email(),
    "setup_future_usage": FUTURE_USAGE,
    "shipping": SHIPPING,
    "statement_descriptor": Text(most=22),
    "statement_descriptor_suffix": Text(most=22),
}
CONFIRMING: Mapping[str, Rule] = {
    "error_on_requires_action": Flag(),
    "off_session": Flag(),
    "return_url": Url(web=False),
    "use_stripe_sdk": Flag(),
}
CREATE = Fields(
    {
        "amount": Number(),
        "automatic_payment_methods": Fields(
            {"enabled": Flag(), "allow_redirects": Choice(("always", "never"))}, required=("enabled",)
        ),
        "capture_method": Choice(CAPTURE_METHODS),
        "confirm": Flag(),
        "confirmation_method": Choice(("automatic", "manual")),
        "currency": Currency(),
        **DETAILS,
        **CONFIRMING,
        **EXPAND,
    },
    required=("amount", "currency"),
)
RETRIEVE = Fields({"client_secret": Text(), **EXPAND})
LIST = Fields({**PAGE, "customer": Text()})
UPDATE = Fields({"amount": Number(), **DETAILS, **EXPAND})
CONFIRM = Fields(
    {
        "capture_method": Choice(CAPTURE_METHODS),
        "client_secret": Text(),
        "payment_method": Text(),
        "payment_method_data": DATA,
        "receipt_email": Email(),
        "setup_future_usage": FUTURE_USAGE,
        "shipping": SHIPPING,
        **CONFIRMING,
        **EXPAND,
    }
)
CAPTURE = Fields({"amount_to_capture": Number(least=1), "metadata": Metadata(), **EXPAND})
CANCEL = Fields(
    {
        "cancellation_reason": Choice(("abandoned", "duplicate", "fraudulent", "requested_by_customer")),
        **EXPAND,
    }
)
