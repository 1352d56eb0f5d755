"""``expand[]``: puts the object in the place of its id, up to four levels deep."""

from __future__ import annotations

from typing import Any

from payments.sandbox.call import Call
from payments.sandbox.errors import Json, invalid

EXPANDABLE = frozenset(
    {"charge", "customer", "latest_charge", "payment_intent", "payment_method", "setup_intent"}
)
DEEPEST = 4


def expanded(call: Call, thing: Json, paths: list[str]) -> Json:
    """Raises StripeError for a path that names something which cannot be expanded."""
    for path in paths:
        steps = path.split(".")
        if len(steps) > DEEPEST:
            raise invalid(f"You cannot expand more than {DEEPEST} levels of a property.", "expand")
        expand_one(call, thing, steps, path)
    return thing


def expand_one(call: Call, thing: Json, steps: list[str], path: str) -> None:
    step, *rest = steps
    if step == "data" and thing.get("object") == "list" and rest:
        for item in thing["data"]:
            expand_one(call, item, rest, path)
        return
    if step == "line_items" and thing.get("object") == "checkout.session":
        session = call.get("checkout.session", thing["id"], param="session")
        thing["line_items"] = line_items(session)
        return
    if step not in EXPANDABLE or step not in thing:
        raise invalid(f"This property cannot be expanded ({path}).", "expand")
    below: Any = thing[step]
    if isinstance(below, str):
        found = call.tx.find(below)
        below = thing[step] = call.public(found) if found else below
    if rest and isinstance(below, dict):
        expand_one(call, below, rest, path)


def line_items(session: Json) -> Json:
    url = f"/v1/checkout/sessions/{session['id']}/line_items"
    return {"object": "list", "url": url, "has_more": False, "data": session["_line_items"]}
