"""What a Checkout Session and its lines look like when they are new."""

from __future__ import annotations

from payments.sandbox.call import Call
from payments.sandbox.errors import Json
from payments.sandbox.ids import new_id, random_text
from payments.sandbox.params import merged


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


def new(call: Call, lines: list[Json], total: int | None, expires_at: int) -> Json:
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
        currency=lines[0]["currency"] if lines else params["currency"],
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
        mode=params["mode"],
        payment_intent=None,
        payment_link=None,
        payment_method_collection="if_required",
        payment_method_options={"card": {"request_three_d_secure": "automatic"}},
        payment_method_types=["card"],
        payment_status="unpaid",
        permissions=None,
        phone_number_collection={"enabled": False},
        recovered_from=None,
        saved_payment_method_options=saved_options(params),
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


def saved_options(params: Json) -> Json | None:
    """With Stripe's defaults; None in sessions without a customer, and in those that take no money."""
    if "customer" not in params or params["mode"] == "setup":
        return None
    return {
        "allow_redisplay_filters": ["always"],
        "payment_method_remove": "disabled",
        "payment_method_save": "disabled",
        **params.get("saved_payment_method_options", {}),
    }
