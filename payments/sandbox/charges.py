"""Charges: looked at, never made by hand."""

from __future__ import annotations

from payments.sandbox.call import Call
from payments.sandbox.errors import Json
from payments.sandbox.listing import page
from payments.sandbox.params import EXPAND, PAGE, Fields
from payments.sandbox.rules import Text
from payments.sandbox.store import having

RETRIEVE = Fields(EXPAND)
LIST = Fields({**PAGE, "customer": Text(), "payment_intent": Text()})


def retrieve(call: Call) -> Json:
    return call.public(call.get("charge", call.id, param="id"))


def list_(call: Call) -> Json:
    filters = ("customer", "payment_intent")
    conditions = [having(name, call.params[name]) for name in filters if name in call.params]
    return page(call, "charge", "/v1/charges", conditions)
