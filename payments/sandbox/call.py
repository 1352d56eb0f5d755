"""One request being answered: what the handlers of every endpoint are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from payments.sandbox.errors import Json, StripeError, no_such
from payments.sandbox.ids import new_id
from payments.sandbox.store import Transaction

API_VERSION = "2026-10-28.endive"


@dataclass(slots=True)
class Call:
    """``id`` is the one in the path, ``publishable`` says that a mobile client's key made the call."""

    tx: Transaction
    now: int
    base_url: str
    request_id: str
    key: str | None = None
    id: str = ""
    publishable: bool = False
    params: Json = field(default_factory=dict)

    def new(self, kind: str, **members: object) -> Json:
        """A fresh object with what all of Stripe's objects have; not stored yet."""
        return {"id": new_id(kind), "object": kind, "created": self.now, "livemode": False, **members}

    def get(self, kind: str, id: str, *, param: str, status: int = 404) -> Json:
        """The object with this id. Raises Stripe's ``resource_missing`` where there is none."""
        thing = self.tx.find(id, kind)
        if thing is None:
            raise no_such(kind, id, param=param, status=status)
        return thing

    def public(self, thing: Json) -> Json:
        """The object as it leaves the sandbox: without members of its own, with its present address."""
        shown = {name: value for name, value in thing.items() if not name.startswith("_")}
        if thing["object"] == "checkout.session":
            is_open = thing["status"] == "open"
            shown["url"] = f"{self.base_url}/c/pay/{thing['id']}" if is_open else None
        return shown

    def emit(self, type: str, thing: Json) -> None:
        """Records an event with a snapshot of the object, and its delivery, in the same transaction."""
        event = self.new(
            "event",
            api_version=API_VERSION,
            data={"object": self.public(thing)},
            pending_webhooks=1,
            request={"id": self.request_id, "idempotency_key": self.key},
            type=type,
        )
        self.tx.insert(event)
        self.tx.run("INSERT INTO deliveries (event, type, due_at) VALUES (?, ?, 0)", event["id"], type)

    def create(self, thing: Json, event: str | None = None) -> Json:
        self.tx.insert(thing)
        if event:
            self.emit(event, thing)
        return thing


# Gives the object to answer with. A StripeError that is raised undoes the effect, one that is given keeps it.
Handler = Callable[[Call], "Json | StripeError"]
