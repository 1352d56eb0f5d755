"""PaymentMethods: made from Stripe's test tokens or card data, attached to customers."""

from __future__ import annotations

import time

from payments.sandbox import card_entry
from payments.sandbox.call import Call
from payments.sandbox.cards import BY_NUMBER, BY_TOKEN, NOT_A_TEST_CARD, Card
from payments.sandbox.errors import Json, StripeError, invalid
from payments.sandbox.listing import page
from payments.sandbox.params import ADDRESS, EXPAND, PAGE, Fields, Metadata, without
from payments.sandbox.rules import Choice, Email, Number, Text
from payments.sandbox.store import having

BILLING = Fields({"address": ADDRESS, "email": Email(), "name": Text(), "phone": Text()})
CARD = Fields(
    {"number": Text(30), "exp_month": Number(), "exp_year": Number(), "cvc": Text(8)},
    required=("number", "exp_month", "exp_year"),
)
DATA = Fields(
    {"type": Choice(("card",)), "card": CARD, "billing_details": BILLING, "metadata": Metadata()},
    required=("type", "card"),
)
CREATE = Fields({**DATA.known, **EXPAND}, required=("type", "card"))
RETRIEVE = Fields(EXPAND)
ATTACH = Fields({"customer": Text(), **EXPAND}, required=("customer",))
DETACH = Fields(EXPAND)
LIST = Fields({**without(PAGE, "created"), "customer": Text(), "type": Choice(("card",))})


def create(call: Call) -> Json:
    return from_data(call, call.params)


def retrieve(call: Call) -> Json:
    return call.public(call.get("payment_method", call.id, param="payment_method"))


def attach(call: Call) -> Json | StripeError:
    method = resolve(call, call.id, "payment_method")
    customer = call.get("customer", call.params["customer"], param="customer", status=400)
    check_usable(method)
    card = card_of(method)
    if card.decline and card.decline_on_attach:
        return card.decline.error()
    if method["customer"] not in (None, customer["id"]):
        raise StripeError(
            "The payment method you provided has already been attached to a customer.",
            code="resource_already_exists",
        )
    return call.public(attached(call, method, customer["id"]))


def attached(call: Call, method: Json, customer: str) -> Json:
    if method["customer"] != customer:
        method["customer"] = customer
        call.tx.save(method)
        call.emit("payment_method.attached", method)
    return method


def detach(call: Call) -> Json:
    """The customer loses the card for good: as at Stripe, nobody can use it again."""
    method = call.get("payment_method", call.id, param="payment_method")
    if method["customer"] is None:
        raise StripeError(
            "The payment method you provided is not attached to a customer so detachment is impossible."
        )
    method.update(customer=None, _detached=True)
    call.tx.save(method)
    call.emit("payment_method.detached", method)
    return call.public(method)


def list_(call: Call) -> Json:
    customer = call.params.get("customer")
    if customer is None:
        raise StripeError("Missing required param: customer.", code="parameter_missing", param="customer")
    call.get("customer", customer, param="customer", status=400)
    return page(call, "payment_method", "/v1/payment_methods", [having("customer", customer)])


def given(call: Call) -> Json | None:
    """The payment method a confirmation names or describes; None where it does neither."""
    if "payment_method_data" in call.params:
        return from_data(call, call.params["payment_method_data"])
    name = call.params.get("payment_method")
    return resolve(call, name, "payment_method") if name else None


def resolve(call: Call, name: str, param: str) -> Json:
    """A stored payment method, or a new one from a test token (``pm_card_visa``), as Stripe does."""
    card = BY_TOKEN.get(name)
    if card is None:
        return call.get("payment_method", name, param=param, status=400)
    return made_from(call, card, month=12, year=time.gmtime(call.now).tm_year + 5)


def from_data(call: Call, data: Json) -> Json:
    """Raises a card error where the number is wrong, the date is past, or it is no test card."""
    typed = data["card"]
    number, month, year = card_entry.digits(typed["number"]), typed["exp_month"], typed["exp_year"]
    year = year if year >= 100 else 2000 + year
    wrong = card_entry.problems(number, month, year, typed.get("cvc"), call.now)
    for decline in wrong.values():
        raise decline.error()
    card = BY_NUMBER.get(number)
    if card is None:
        raise NOT_A_TEST_CARD.error()
    return made_from(call, card, month, year, data.get("billing_details"), data.get("metadata"))


def made_from(
    call: Call, card: Card, month: int, year: int, billing: Json | None = None, metadata: Json | None = None
) -> Json:
    """Stores which test card it is, never its number."""
    nobody = {"address": None, "email": None, "name": None, "phone": None, "tax_id": None}
    method = call.new(
        "payment_method",
        allow_redisplay="unspecified",
        billing_details={**nobody, **(billing or {})},
        card=card_details(card, month, year),
        customer=None,
        metadata=metadata or {},
        type="card",
        _token=f"pm_card_{card.token}",
        _set_up=False,
    )
    return call.create(method)


def card_details(card: Card, month: int, year: int) -> Json:
    return {
        "brand": card.brand,
        "checks": {
            "address_line1_check": None,
            "address_postal_code_check": None,
            "cvc_check": "pass",
        },
        "country": "US",
        "display_brand": card.brand,
        "exp_month": month,
        "exp_year": year,
        "fingerprint": f"sandbox{card.last4}",
        "funding": card.funding,
        "generated_from": None,
        "last4": card.last4,
        "networks": {"available": [card.brand], "preferred": None},
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }


def card_of(method: Json) -> Card:
    return BY_TOKEN[method["_token"]]


def saved_by(call: Call, customer: str | None) -> list[Json]:
    """The customer's saved cards, newest first."""
    return call.tx.seek("payment_method", [having("customer", customer)]) if customer else []


def check_usable(method: Json) -> None:
    """Raises Stripe's error for a card that was taken off its customer."""
    if method.get("_detached"):
        raise invalid(
            "This PaymentMethod was previously used without being attached to a Customer or was detached from "
            "a Customer, and may not be used again.",
            "payment_method",
        )


def check_owner(method: Json, customer: str | None) -> None:
    """Raises Stripe's error for a saved card that belongs to someone else, or to nobody any more."""
    check_usable(method)
    if method["customer"] is not None and method["customer"] != customer:
        raise invalid(
            "The provided PaymentMethod belongs to a Customer other than the one on this intent.",
            "payment_method",
        )
