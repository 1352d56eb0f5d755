"""The parameters of the Checkout Session endpoints."""

from __future__ import annotations

from payments.sandbox.currencies import Currency
from payments.sandbox.intent_params import CAPTURE_METHODS, FUTURE_USAGE
from payments.sandbox.params import ADDRESS, EXPAND, PAGE, SHIPPING, Fields, Many, Metadata, without
from payments.sandbox.rules import Choice, Email, Number, Text, Url

LOCALES = (
    "auto", "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr", "fr-CA", "hr",
    "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl",
    "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW",
)  # fmt: skip
PRICE = Fields(
    {
        "currency": Currency(),
        "product_data": Fields(
            {
                "name": Text(most=250),
                "description": Text(),
                "images": Many(Url(), most=8),
                "metadata": Metadata(),
            },
            required=("name",),
        ),
        "tax_behavior": Choice(("exclusive", "inclusive", "unspecified")),
        "unit_amount": Number(),
    },
    required=("currency", "product_data", "unit_amount"),
)
LINE = Fields(
    {"price_data": PRICE, "quantity": Number(least=1, most=999_999)}, required=("price_data", "quantity")
)
SHIPPING_TO = {**SHIPPING.known, "address": Fields(ADDRESS.known, required=("line1",))}
INTENT_DATA = Fields(
    {
        "capture_method": Choice(CAPTURE_METHODS),
        "description": Text(most=1_000),
        "metadata": Metadata(),
        "receipt_email": Email(),
        "setup_future_usage": FUTURE_USAGE,
        "shipping": Fields(SHIPPING_TO, required=SHIPPING.required),
        "statement_descriptor": Text(most=22),
        "statement_descriptor_suffix": Text(most=22),
    }
)
SAVED_OPTIONS = Fields(
    {
        "allow_redisplay_filters": Many(Choice(("always", "limited", "unspecified"))),
        "payment_method_save": Choice(("disabled", "enabled")),
    }
)
CREATE = Fields(
    {
        "billing_address_collection": Choice(("auto", "required")),
        "cancel_url": Url(),
        "client_reference_id": Text(most=200),
        "currency": Currency(),
        "customer": Text(),
        "customer_email": Email(),
        "expires_at": Number(),
        "line_items": Many(LINE),
        "locale": Choice(LOCALES),
        "metadata": Metadata(),
        "mode": Choice(("payment", "setup")),
        "payment_intent_data": INTENT_DATA,
        "saved_payment_method_options": SAVED_OPTIONS,
        "setup_intent_data": Fields({"description": Text(most=1_000), "metadata": Metadata()}),
        "submit_type": Choice(("auto", "book", "donate", "pay")),
        "success_url": Url(),
        "ui_mode": Choice(("hosted_page",)),
        **EXPAND,
    },
    required=("mode", "success_url"),
)
RETRIEVE = Fields(EXPAND)
EXPIRE = Fields(EXPAND)
LIST = Fields(
    {
        **PAGE,
        "customer": Text(),
        "payment_intent": Text(),
        "status": Choice(("complete", "expired", "open")),
    }
)
LINE_ITEMS = Fields(without(PAGE, "created"))
