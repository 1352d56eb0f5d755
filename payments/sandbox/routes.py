"""The endpoints of the API: method, path, parameters, and who answers."""

from __future__ import annotations

from dataclasses import dataclass

from payments.sandbox import (
    captures,
    charges,
    customers,
    disputes,
    event_log,
    intent_params,
    intents,
    payment_methods,
    refunds,
    session_params,
    sessions,
    setup_intents,
)
from payments.sandbox.call import Handler
from payments.sandbox.params import Fields


@dataclass(frozen=True, slots=True)
class Route:
    """``{id}`` in the path stands for one object's id; ``clients`` may call with a publishable key."""

    method: str
    path: str
    params: Fields
    handler: Handler
    clients: bool = False

    def match(self, method: str, path: str) -> str | None:
        """The id in the path (empty where the path has none), or None where this is not the route."""
        if method != self.method:
            return None
        head, marker, tail = self.path.partition("{id}")
        if not marker:
            return "" if path == head else None
        thing = path[len(head) : len(path) - len(tail)]
        fits = path.startswith(head) and path.endswith(tail) and thing and "/" not in thing
        return thing if fits else None


ROUTES = (
    Route("POST", "/v1/checkout/sessions", session_params.CREATE, sessions.create),
    Route("GET", "/v1/checkout/sessions", session_params.LIST, sessions.list_),
    Route("GET", "/v1/checkout/sessions/{id}", session_params.RETRIEVE, sessions.retrieve),
    Route("GET", "/v1/checkout/sessions/{id}/line_items", session_params.LINE_ITEMS, sessions.line_items),
    Route("POST", "/v1/checkout/sessions/{id}/expire", session_params.EXPIRE, sessions.expire),
    Route("POST", "/v1/payment_intents", intent_params.CREATE, intents.create),
    Route("GET", "/v1/payment_intents", intent_params.LIST, intents.list_),
    Route("GET", "/v1/payment_intents/{id}", intent_params.RETRIEVE, intents.retrieve, clients=True),
    Route("POST", "/v1/payment_intents/{id}", intent_params.UPDATE, intents.update),
    Route("POST", "/v1/payment_intents/{id}/confirm", intent_params.CONFIRM, intents.confirm, clients=True),
    Route("POST", "/v1/payment_intents/{id}/capture", intent_params.CAPTURE, captures.capture),
    Route("POST", "/v1/payment_intents/{id}/cancel", intent_params.CANCEL, captures.cancel),
    Route("GET", "/v1/charges", charges.LIST, charges.list_),
    Route("GET", "/v1/charges/{id}", charges.RETRIEVE, charges.retrieve),
    Route("POST", "/v1/refunds", refunds.CREATE, refunds.create),
    Route("GET", "/v1/refunds", refunds.LIST, refunds.list_),
    Route("GET", "/v1/refunds/{id}", refunds.RETRIEVE, refunds.retrieve),
    Route("POST", "/v1/refunds/{id}", refunds.UPDATE, refunds.update),
    Route("POST", "/v1/customers", customers.WRITABLE, customers.create),
    Route("GET", "/v1/customers", customers.LIST, customers.list_),
    Route("GET", "/v1/customers/{id}", customers.RETRIEVE, customers.retrieve),
    Route("POST", "/v1/customers/{id}", customers.WRITABLE, customers.update),
    Route("POST", "/v1/setup_intents", setup_intents.CREATE, setup_intents.create),
    Route("GET", "/v1/setup_intents/{id}", setup_intents.RETRIEVE, setup_intents.retrieve, clients=True),
    Route(
        "POST", "/v1/setup_intents/{id}/confirm", setup_intents.CONFIRM, setup_intents.confirm, clients=True
    ),
    Route("POST", "/v1/payment_methods", payment_methods.CREATE, payment_methods.create, clients=True),
    Route("GET", "/v1/payment_methods", payment_methods.LIST, payment_methods.list_),
    Route("GET", "/v1/payment_methods/{id}", payment_methods.RETRIEVE, payment_methods.retrieve),
    Route("POST", "/v1/payment_methods/{id}/attach", payment_methods.ATTACH, payment_methods.attach),
    Route("POST", "/v1/payment_methods/{id}/detach", payment_methods.DETACH, payment_methods.detach),
    Route("GET", "/v1/disputes", disputes.LIST, disputes.list_),
    Route("GET", "/v1/disputes/{id}", disputes.RETRIEVE, disputes.retrieve),
    Route("POST", "/v1/disputes/{id}/close", disputes.CLOSE, disputes.close),
    Route("GET", "/v1/events", event_log.LIST, event_log.list_),
    Route("GET", "/v1/events/{id}", event_log.RETRIEVE, event_log.retrieve),
)
