"""Reading a webhook's body. Only what names an object is kept; what it says about it, and about people, is not."""

import json
import re
from typing import Any

from payments.domain.gateway import BadWebhook, Notice

NAME = re.compile(r"[A-Za-z0-9_.\-]{1,80}", re.ASCII)


def notice(body: bytes, *, live: bool) -> Notice:
    """The event in `body`, of this shop's mode and account. Raises `BadWebhook` on anything else."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        raise BadWebhook("The body is not JSON.") from None
    if not isinstance(event, dict):
        raise BadWebhook("The body is not a JSON object.")
    event_id, kind = _name(event.get("id")), _name(event.get("type"))
    if not event_id or not kind:
        raise BadWebhook("The event has no id or no type.")
    if event.get("livemode") is not live:
        raise BadWebhook("The event is of the other mode (live or test).")
    if event.get("account") or event.get("context"):
        raise BadWebhook("The event is of another account.")
    data = event.get("data")
    about = data.get("object") if isinstance(data, dict) else None
    if not isinstance(about, dict):
        return Notice(event_id, kind)
    return Notice(event_id, kind, object=_name(about.get("id")), intent=_name(about.get("payment_intent")))


def _name(value: Any) -> str:
    return value if isinstance(value, str) and NAME.fullmatch(value) else ""


def signed_at(signature: str) -> int:
    """The time a signature header claims, in seconds since 1970. Raises `BadWebhook` when it claims none."""
    for part in signature.split(","):
        name, _, value = part.partition("=")
        if name == "t" and value.isascii() and value.isdigit() and len(value) <= 12:
            return int(value)
    raise BadWebhook("The signature says no time.")
