"""The parameters the sandbox takes are parameters of the SDK's own types, all the way down."""

import re
import typing
from typing import Any

import pytest
import stripe.params
import stripe.params.checkout

from payments.sandbox.params import Fields, Instant, Many, Metadata
from payments.sandbox.routes import ROUTES
from payments.sandbox.rules import Choice

PARAMS: dict[tuple[str, str], str] = {
    ("POST", "/v1/checkout/sessions"): "checkout.SessionCreateParams",
    ("GET", "/v1/checkout/sessions"): "checkout.SessionListParams",
    ("GET", "/v1/checkout/sessions/{id}"): "checkout.SessionRetrieveParams",
    ("GET", "/v1/checkout/sessions/{id}/line_items"): "checkout.SessionLineItemListParams",
    ("POST", "/v1/checkout/sessions/{id}/expire"): "checkout.SessionExpireParams",
    ("POST", "/v1/payment_intents"): "PaymentIntentCreateParams",
    ("GET", "/v1/payment_intents"): "PaymentIntentListParams",
    ("GET", "/v1/payment_intents/{id}"): "PaymentIntentRetrieveParams",
    ("POST", "/v1/payment_intents/{id}"): "PaymentIntentUpdateParams",
    ("POST", "/v1/payment_intents/{id}/confirm"): "PaymentIntentConfirmParams",
    ("POST", "/v1/payment_intents/{id}/capture"): "PaymentIntentCaptureParams",
    ("POST", "/v1/payment_intents/{id}/cancel"): "PaymentIntentCancelParams",
    ("GET", "/v1/charges"): "ChargeListParams",
    ("GET", "/v1/charges/{id}"): "ChargeRetrieveParams",
    ("POST", "/v1/refunds"): "RefundCreateParams",
    ("GET", "/v1/refunds"): "RefundListParams",
    ("GET", "/v1/refunds/{id}"): "RefundRetrieveParams",
    ("POST", "/v1/refunds/{id}"): "RefundUpdateParams",
    ("POST", "/v1/customers"): "CustomerCreateParams",
    ("GET", "/v1/customers"): "CustomerListParams",
    ("GET", "/v1/customers/{id}"): "CustomerRetrieveParams",
    ("POST", "/v1/customers/{id}"): "CustomerUpdateParams",
    ("POST", "/v1/setup_intents"): "SetupIntentCreateParams",
    ("GET", "/v1/setup_intents/{id}"): "SetupIntentRetrieveParams",
    ("POST", "/v1/setup_intents/{id}/confirm"): "SetupIntentConfirmParams",
    ("POST", "/v1/payment_methods"): "PaymentMethodCreateParams",
    ("GET", "/v1/payment_methods"): "PaymentMethodListParams",
    ("GET", "/v1/payment_methods/{id}"): "PaymentMethodRetrieveParams",
    ("POST", "/v1/payment_methods/{id}/attach"): "PaymentMethodAttachParams",
    ("POST", "/v1/payment_methods/{id}/detach"): "PaymentMethodDetachParams",
    ("GET", "/v1/disputes"): "DisputeListParams",
    ("GET", "/v1/disputes/{id}"): "DisputeRetrieveParams",
    ("POST", "/v1/disputes/{id}/close"): "DisputeCloseParams",
    ("GET", "/v1/events"): "EventListParams",
    ("GET", "/v1/events/{id}"): "EventRetrieveParams",
}
# What a mobile client sends with its publishable key, which a server's SDK has no name for.
FOR_CLIENTS = {"client_secret", "payment_method_data[card]", "payment_method_data[type]=card"}
OPTIONS = frozenset(stripe.RequestOptions.__annotations__)


def declared(name: str) -> Any:
    module, _, short = name.rpartition(".")
    return getattr(stripe.params.checkout if module else stripe.params, short)


def members(kind: Any) -> dict[str, str]:
    """The parameters of a TypedDict with their annotations as text, without the request options."""
    annotations = {name: str(hint) for name, hint in kind.__annotations__.items()}
    is_request = set(annotations) >= OPTIONS
    return {name: hint for name, hint in annotations.items() if not (is_request and name in OPTIONS)}


def below(name: str, hint: str) -> tuple[Any, str]:
    """The TypedDict that an annotation names, and its name."""
    owner = "checkout." if name.startswith("checkout.") else ""
    for candidate in re.findall(r"\b[A-Z]\w*Params\w+", hint):
        return declared(owner + candidate), owner + candidate
    raise AssertionError(f"{name}: no type in {hint}")


def differences(rule: Any, kind: Any, name: str, path: str = "") -> typing.Iterator[str]:
    known = members(kind)
    for parameter, inner in rule.known.items():
        at = f"{path}[{parameter}]" if path else parameter
        if at in FOR_CLIENTS and parameter not in known:
            continue
        if parameter not in known:
            yield f"{at} is no parameter of {name}"
            continue
        yield from of_value(inner, known[parameter], name, at)
    yield from (
        f"{path or name}: {parameter} is required by the SDK only"
        for parameter in kind.__required_keys__ & set(known)
        if "NotRequired" not in known[parameter] and parameter not in rule.required
    )


def of_value(rule: Any, hint: str, name: str, at: str) -> typing.Iterator[str]:
    if isinstance(rule, Many):
        if "List[" not in hint:
            yield f"{at} is no list in {name}"
        rule = rule.item
    if isinstance(rule, Choice):
        options = set(re.findall(r"'([^']*)'", hint))
        unknown = [one for one in rule.options if one not in options and f"{at}={one}" not in FOR_CLIENTS]
        yield from (f"{at}={one} is no choice in {name}" for one in unknown)
    if isinstance(rule, Metadata) and "Dict[str, str]" not in hint:
        yield f"{at} is no metadata in {name}"
    if isinstance(rule, Instant):
        rule = Instant.RANGE
    if isinstance(rule, Fields):
        kind, kind_name = below(name, hint)
        yield from differences(rule, kind, kind_name, at)


def test_every_endpoint_is_compared() -> None:
    endpoints = {(route.method, route.path) for route in ROUTES}

    assert endpoints == set(PARAMS)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_its_parameters_are_the_sdks(route: Any) -> None:
    name = PARAMS[route.method, route.path]

    assert list(differences(route.params, declared(name), name)) == []


def test_the_comparison_sees_a_stranger() -> None:
    kind = stripe.params.RefundCreateParams
    strange = Fields({"colour": Choice(("red",)), "reason": Choice(("boredom",)), "amount": Many(Metadata())})

    assert list(differences(strange, kind, "RefundCreateParams")) == [
        "colour is no parameter of RefundCreateParams",
        "reason=boredom is no choice in RefundCreateParams",
        "amount is no list in RefundCreateParams",
        "amount is no metadata in RefundCreateParams",
    ]


def test_the_comparison_sees_a_requirement() -> None:
    kind = stripe.params.PaymentIntentCreateParams

    found = list(differences(Fields({}), kind, "PaymentIntentCreateParams"))

    assert sorted(found) == [
        "PaymentIntentCreateParams: amount is required by the SDK only",
        "PaymentIntentCreateParams: currency is required by the SDK only",
    ]
