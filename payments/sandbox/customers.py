"""Customers."""

from __future__ import annotations

from payments.sandbox.call import Call
from payments.sandbox.errors import Json
from payments.sandbox.ids import random_text
from payments.sandbox.listing import page
from payments.sandbox.params import ADDRESS, EXPAND, PAGE, Fields, Many, Metadata, merged
from payments.sandbox.rules import Email, Text
from payments.sandbox.store import having

WRITABLE = Fields(
    {
        "address": ADDRESS,
        "description": Text(unset=True),
        "email": Email(),
        "metadata": Metadata(),
        "name": Text(most=256, unset=True),
        "phone": Text(most=20, unset=True),
        "preferred_locales": Many(Text(10)),
        "shipping": Fields(
            {"address": ADDRESS, "name": Text(), "phone": Text()}, required=("address", "name")
        ),
        **EXPAND,
    }
)
RETRIEVE = Fields(EXPAND)
LIST = Fields({**PAGE, "email": Text(512)})


def create(call: Call) -> Json:
    customer = call.new(
        "customer",
        address=None,
        balance=0,
        currency=None,
        default_source=None,
        delinquent=False,
        description=None,
        email=None,
        invoice_prefix=random_text(8).upper(),
        invoice_settings={"custom_fields": None, "default_payment_method": None, "footer": None},
        metadata={},
        name=None,
        next_invoice_sequence=1,
        phone=None,
        preferred_locales=[],
        shipping=None,
        tax_exempt="none",
        test_clock=None,
    )
    apply(customer, call.params)
    return call.public(call.create(customer, "customer.created"))


def update(call: Call) -> Json:
    customer = call.get("customer", call.id, param="id")
    apply(customer, call.params)
    call.tx.save(customer)
    call.emit("customer.updated", customer)
    return call.public(customer)


def apply(customer: Json, params: Json) -> None:
    for name, value in params.items():
        if name == "metadata":
            customer["metadata"] = merged(customer["metadata"], value)
        elif name != "expand":
            customer[name] = value


def retrieve(call: Call) -> Json:
    return call.public(call.get("customer", call.id, param="id"))


def list_(call: Call) -> Json:
    email = call.params.get("email")
    return page(call, "customer", "/v1/customers", [having("email", email)] if email else [])
