"""Stripe's lists: newest first, ``limit``, ``starting_after`` / ``ending_before``, ``created`` ranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from payments.sandbox.call import Call
from payments.sandbox.errors import Json, StripeError, no_such

COMPARISONS = {"gt": "created > ?", "gte": "created >= ?", "lt": "created < ?", "lte": "created <= ?"}


def page(call: Call, kind: str, url: str, conditions: Sequence[tuple[str, Any]] = ()) -> Json:
    wanted = [*conditions, *((COMPARISONS[name], at) for name, at in call.params.get("created", {}).items())]
    after, before = call.params.get("starting_after"), call.params.get("ending_before")
    if after and before:
        raise StripeError("You can only specify one of these parameters: starting_after, ending_before.")
    if after:
        wanted.append(("seq < ?", cursor(call, kind, after, "starting_after")))
    if before:
        wanted.append(("seq > ?", cursor(call, kind, before, "ending_before")))
    limit = call.params.get("limit", 10)
    found = call.tx.seek(kind, wanted, newest=not before, limit=limit + 1)
    data = [call.public(thing) for thing in found[:limit]]
    if before:
        data.reverse()
    return {"object": "list", "url": url, "has_more": len(found) > limit, "data": data}


def cursor(call: Call, kind: str, id: str, param: str) -> int:
    position = call.tx.position(id)
    if position is None:
        raise no_such(kind, id, param=param, status=400)
    return position
