"""Events: retrieved and listed, with what still waits to be delivered."""

from __future__ import annotations

import json
from typing import Any

from payments.sandbox.call import Call
from payments.sandbox.errors import Json, StripeError
from payments.sandbox.listing import page
from payments.sandbox.params import EXPAND, PAGE, Fields, Many
from payments.sandbox.rules import Flag, Text

RETRIEVE = Fields(EXPAND)
LIST = Fields({**PAGE, "delivery_success": Flag(), "type": Text(100), "types": Many(Text(100), most=20)})

DELIVERED = "(SELECT state IN ('delivered', 'ignored') FROM deliveries WHERE event = objects.id) = ?"
TYPE = "json_extract(body, '$.type') GLOB ?"


def retrieve(call: Call) -> Json:
    return counted(call, call.public(call.get("event", call.id, param="id")))


def list_(call: Call) -> Json:
    params = call.params
    if "type" in params and "types" in params:
        raise StripeError("You may pass either type or types, but not both.", param="type")
    conditions: list[tuple[str, Any]] = []
    if "delivery_success" in params:
        conditions.append((DELIVERED, int(params["delivery_success"])))
    if "type" in params:
        conditions.append((TYPE, params["type"].replace("[", "[[]").replace("?", "[?]")))
    if params.get("types"):
        chosen = "SELECT value FROM json_each(?)"
        conditions.append((f"json_extract(body, '$.type') IN ({chosen})", json.dumps(params["types"])))
    found = page(call, "event", "/v1/events", conditions)
    for event in found["data"]:
        counted(call, event)
    return found


def counted(call: Call, event: Json) -> Json:
    waiting = "SELECT count(*) AS n FROM deliveries WHERE event = ? AND state = 'pending'"
    event["pending_webhooks"] = call.tx.rows(waiting, event["id"])[0]["n"]
    return event
