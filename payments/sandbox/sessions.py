"""Checkout Sessions as the API sees them: create, retrieve, list, expire, line items."""

from __future__ import annotations

from payments.sandbox import checkout
from payments.sandbox.call import Call
from payments.sandbox.currencies import check_chargeable
from payments.sandbox.errors import Json, StripeError, invalid, refused
from payments.sandbox.expand import line_items as line_items_of
from payments.sandbox.ids import new_id, random_text
from payments.sandbox.listing import page
from payments.sandbox.params import merged
from payments.sandbox.store import having

SOONEST = 30 * 60
LATEST = 24 * 60 * 60


def create(call: Call) -> Json:
    params = call.params
    if "customer" in params and "customer_email" in params:
        raise StripeError("You may only specify one of these parameters: customer, customer_email.")
    if "customer" in params:
        call.get("customer", params["customer"], param="customer", status=400)
    lines = [new_line(call, line) for line in params["line_items"]]
    if not lines:
        raise invalid("You must provide at least one line item.", "line_items", "parameter_missing")
    currencies = {line["currency"] for line in lines} | {params.get("currency", lines[0]["currency"])}
    if len(currencies) > 1:
        raise invalid("All line items must have the same currency.", "line_items")
    total = sum(line["amount_total"] for line in lines)
    check_chargeable(total, lines[0]["currency"], param="line_items")
    session = new(call, lines, total, expiry(call))
    return call.public(call.create(session))


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


def new_line(call: Call, line: Json) -> Json:
    price, quantity = line["price_data"], line["quantity"]
    total = price["unit_amount"] * quantity
    return {
        "id": new_id("item"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": price["currency"],
        "description": price["product_data"]["name"],
        "metadata": {},
        "price": {
            "id": new_id("price"),
            "object": "price",
            "active": False,
            "billing_scheme": "per_unit",
            "created": call.now,
            "currency": price["currency"],
            "custom_unit_amount": None,
            "livemode": False,
            "lookup_key": None,
            "metadata": {},
            "nickname": None,
            "product": new_id("product"),
            "recurring": None,
            "tax_behavior": price.get("tax_behavior", "unspecified"),
            "tiers_mode": None,
            "transform_quantity": None,
            "type": "one_time",
            "unit_amount": price["unit_amount"],
            "unit_amount_decimal": str(price["unit_amount"]),
        },
        "quantity": quantity,
    }


def new(call: Call, lines: list[Json], total: int, expires_at: int) -> Json:
    params = call.params
    session = call.new(
        "checkout.session",
        adaptive_pricing=None,
        after_expiration=None,
        allow_promotion_codes=None,
        amount_subtotal=total,
        amount_total=total,
        automatic_tax={"enabled": False, "liability": None, "provider": None, "status": None},
        billing_address_collection=params.get("billing_address_collection"),
        cancel_url=params.get("cancel_url"),
        client_reference_id=params.get("client_reference_id"),
        client_secret=None,
        collected_information=None,
        consent=None,
        consent_collection=None,
        currency=lines[0]["currency"],
        currency_conversion=None,
        custom_fields=[],
        custom_text={"after_submit": None, "shipping_address": None, "submit": None},
        customer=params.get("customer"),
        customer_creation="if_required",
        customer_details=None,
        customer_email=params.get("customer_email"),
        discounts=[],
        expires_at=expires_at,
        invoice=None,
        invoice_creation=None,
        locale=params.get("locale"),
        metadata=merged({}, params.get("metadata", {})),
        mode="payment",
        payment_intent=None,
        payment_link=None,
        payment_method_collection="if_required",
        payment_method_options={"card": {"request_three_d_secure": "automatic"}},
        payment_method_types=["card"],
        payment_status="unpaid",
        permissions=None,
        phone_number_collection={"enabled": False},
        recovered_from=None,
        saved_payment_method_options=None,
        setup_intent=None,
        shipping_address_collection=None,
        shipping_cost=None,
        shipping_options=[],
        status="open",
        submit_type=params.get("submit_type"),
        subscription=None,
        success_url=params["success_url"],
        total_details={"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        ui_mode="hosted_page",
        url=None,
        wallet_options=None,
        _line_items=lines,
        _intent_data=params.get("payment_intent_data", {}),
        _problem=None,
    )
    return {**session, "id": session["id"] + random_text(34)}


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
