"""Faults on demand: what goes wrong with the next calls, and with webhooks. In memory, gone on restart."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from payments.sandbox.errors import Json, StripeError, broken

KINDS = ("error_before", "error_after", "drop_reply", "rate_limit")
LONGEST = 600.0


@dataclass(slots=True)
class CallFault:
    """What happens to the next ``times`` calls whose method and path match.

    ``delay`` and ``hold`` (until the faults are cleared) come before the effect, ``delay_reply`` after it.
    ``remembered`` says whether an idempotency key replays a 500, as at Stripe, or forgets it, as a gateway does.
    """

    path: str
    method: str | None = None
    times: int = 1
    fault: str | None = None
    status: int = 500
    remembered: bool = True
    hold: bool = False
    delay: float = 0.0
    delay_reply: float = 0.0
    waiting: int = 0
    released: threading.Event = field(default_factory=threading.Event)

    def before(self) -> None:
        """Lets the call wait. Raises the error for one that shall fail without an effect."""
        if self.hold:
            self.waiting += 1
            self.released.wait(LONGEST)
        time.sleep(self.delay)
        if self.fault == "error_before":
            raise self.error()

    def error(self) -> StripeError:
        error = broken("The sandbox was asked to fail here.")
        error.status, error.remembered = self.status, self.remembered
        return error

    def shown(self) -> Json:
        names = ("path", "method", "times", "fault", "status", "remembered", "hold", "delay", "delay_reply")
        return {name: getattr(self, name) for name in (*names, "waiting")}


NO_FAULT = CallFault(path="")


@dataclass(slots=True)
class WebhookFaults:
    """``duplicate`` extra copies of each, newest first with ``reverse``, the next ``drop`` events never sent."""

    hold: bool = False
    duplicate: int = 0
    reverse: bool = False
    drop: int = 0


class Faults:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.calls: list[CallFault] = []
        self.webhooks = WebhookFaults()

    def take(self, method: str, path: str) -> CallFault:
        """The fault for this call, used up by one; ``NO_FAULT`` where none matches."""
        with self.lock:
            for fault in self.calls:
                fits = fault.method in (None, method) and fnmatchcase(path, fault.path)
                if fits and fault.times > 0:
                    fault.times -= 1
                    return fault
        return NO_FAULT

    def dropping(self) -> bool:
        """Uses up one webhook to drop, where there is one."""
        with self.lock:
            drop = self.webhooks.drop > 0
            self.webhooks.drop -= int(drop)
        return drop

    def add(self, wanted: object) -> None:
        """Takes the JSON of a request. Raises ValueError or TypeError with a sentence on anything it does not know."""
        asked = members(wanted, {"calls", "webhooks"}, "the request")
        calls = [call_fault(call) for call in listed(asked.get("calls", []))]
        hooks = webhook_faults(asked.get("webhooks", {}))
        with self.lock:
            self.calls = [fault for fault in self.calls if fault.times > 0 or fault.hold] + calls
            for name, value in hooks.items():
                setattr(self.webhooks, name, value)

    def clear(self) -> None:
        with self.lock:
            for fault in self.calls:
                fault.released.set()
            self.calls = []
            self.webhooks = WebhookFaults()

    def state(self) -> Json:
        with self.lock:
            hooks = {name: getattr(self.webhooks, name) for name in WebhookFaults.__slots__}
            return {"calls": [fault.shown() for fault in self.calls], "webhooks": hooks}


def call_fault(wanted: object) -> CallFault:
    types: dict[str, type] = {
        "path": str, "method": str, "times": int, "fault": str, "status": int, "remembered": bool,
        "hold": bool, "delay": float, "delay_reply": float,
    }  # fmt: skip
    asked = typed(wanted, types, "a call fault")
    if "path" not in asked:
        raise ValueError("A call fault needs a path, such as /v1/refunds or /v1/payment_intents/*/confirm.")
    if asked.get("fault") not in (None, *KINDS):
        raise ValueError(f"fault must be one of {', '.join(KINDS)}.")
    if not 500 <= asked.get("status", 500) <= 599:
        raise ValueError("status must be between 500 and 599.")
    return CallFault(**asked)


def webhook_faults(wanted: object) -> Json:
    return typed(wanted, {"hold": bool, "duplicate": int, "reverse": bool, "drop": int}, "webhooks")


def typed(wanted: object, types: dict[str, type], what: str) -> Json:
    asked = members(wanted, set(types), what)
    for name, value in asked.items():
        fits = types[name]
        number = fits in (int, float)
        right = isinstance(value, (int, float) if fits is float else fits)
        if not right or (number and isinstance(value, bool)):
            raise ValueError(f"{name} must be a {fits.__name__}.")
        if number and not 0 <= value <= (LONGEST if fits is float else 1_000_000):
            raise ValueError(f"{name} is out of range.")
    return asked


def members(wanted: object, known: set[str], what: str) -> Json:
    if not isinstance(wanted, dict):
        raise TypeError(f"Expected a JSON object for {what}.")
    strangers = set(wanted) - known
    if strangers:
        raise ValueError(f"Unknown in {what}: {', '.join(sorted(strangers))}.")
    return wanted


def listed(wanted: Any) -> list[Any]:
    if not isinstance(wanted, list):
        raise TypeError("calls must be a list.")
    return wanted
