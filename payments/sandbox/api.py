"""Answers ``/v1``: who calls, what for, once per idempotency key, inside one transaction."""

from __future__ import annotations

import hmac
import logging
from base64 import b64decode
from contextlib import nullcontext
from typing import TYPE_CHECKING

from payments.sandbox import form
from payments.sandbox.call import API_VERSION, Call
from payments.sandbox.errors import StripeError, broken
from payments.sandbox.expand import expanded
from payments.sandbox.faults import CallFault
from payments.sandbox.idempotency import Key, Remembered
from payments.sandbox.ids import new_id
from payments.sandbox.messages import JSON, Reply, Request
from payments.sandbox.routes import ROUTES, Route
from payments.sandbox.store import dumps

if TYPE_CHECKING:
    from payments.sandbox.app import Sandbox

FORM = "application/x-www-form-urlencoded"

log = logging.getLogger("sandbox.api")


def answer(sandbox: Sandbox, request: Request, fault: CallFault) -> Reply:
    request_id = new_id("request")
    try:
        given = run(sandbox, request, fault, request_id)
    except StripeError as error:
        given = Remembered(error.status, dumps(error.body()), request_id)
    except Exception:
        log.exception("A request failed unexpectedly")
        given = Remembered(500, dumps(broken().body()), request_id)
    headers = {
        "Content-Type": JSON,
        "Request-Id": request_id,
        "Stripe-Version": header(request, "Stripe-Version") or API_VERSION,
    }
    if header(request, "Idempotency-Key") and request.method == "POST":
        headers["Idempotency-Key"] = header(request, "Idempotency-Key")
    if given.request_id != request_id:
        headers.update({"Idempotent-Replayed": "true", "Original-Request": given.request_id})
    return Reply(given.status, given.body.encode(), headers)


def run(sandbox: Sandbox, request: Request, fault: CallFault, request_id: str) -> Remembered:
    """Raises StripeError for what is refused. What a key remembers is stored with the effect itself."""
    publishable = is_publishable(sandbox, request)
    route, thing = routed(request)
    if publishable and not route.clients:
        raise StripeError(
            "This API call cannot be made with a publishable API key. Please use a secret API key.",
            status=401,
            code="secret_key_required",
        )
    kind = (header(request, "Content-Type") or FORM).partition(";")[0].strip().lower()
    if request.method == "POST" and request.body and kind != FORM:
        raise StripeError(f"Invalid request (check that your POST content type is {FORM}).")
    raw = form.decode(request.body if request.method == "POST" else request.query)
    keyed = request.method == "POST" and "Idempotency-Key" in request.headers
    key = Key.of(header(request, "Idempotency-Key"), request.path, raw) if keyed else None
    now = int(sandbox.clock())
    with sandbox.in_flight.claimed(key) if key else nullcontext():
        if key:
            with sandbox.store.transaction() as tx:
                before = key.recall(tx, now)
            if before:
                return before
        try:
            fault.before()
            params = route.params.read(raw)
            with sandbox.store.transaction() as tx:
                call = Call(
                    tx, int(sandbox.clock()), sandbox.base_url, request_id, key.text if key else None,
                    thing, publishable, params,
                )  # fmt: skip
                given = execute(call, route)
                reply = failing(given, fault)
                if key:
                    key.remember(tx, reply if fault.remembered else given, now)
            return reply
        except StripeError as error:
            if key and error.remembered:
                with sandbox.store.transaction() as tx:
                    key.remember(tx, Remembered(error.status, dumps(error.body()), request_id), now)
            raise


def execute(call: Call, route: Route) -> Remembered:
    result = route.handler(call)
    if isinstance(result, dict):
        result = expanded(call, result, call.params.get("expand", []))
    if isinstance(result, StripeError):
        return Remembered(result.status, dumps(result.body()), call.request_id)
    return Remembered(200, dumps(result), call.request_id)


def failing(given: Remembered, fault: CallFault) -> Remembered:
    """The answer, or the error that was asked for in its place."""
    if fault.fault != "error_after":
        return given
    error = fault.error()
    return Remembered(error.status, dumps(error.body()), given.request_id)


def routed(request: Request) -> tuple[Route, str]:
    """The endpoint, and the id in its path."""
    for route in ROUTES:
        thing = route.match(request.method, request.path)
        if thing is not None:
            return route, thing
    raise StripeError(
        f"Unrecognized request URL ({request.method}: {request.path[:200]}). The sandbox speaks the part of "
        "Stripe's API that docs/sandbox.md lists.",
        status=404,
    )


def is_publishable(sandbox: Sandbox, request: Request) -> bool:
    """Whether a mobile client's key came. Raises Stripe's 401 for no key, a wrong one, and any live one."""
    key = api_key(request)
    if not key:
        raise StripeError(
            "You did not provide an API key. You need to provide your API key in the Authorization header, "
            "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
            status=401,
        )
    if key.startswith(("sk_live_", "rk_live_", "pk_live_")):
        raise StripeError(
            "This is a payment sandbox: it refuses live keys.", status=401, code="livemode_mismatch"
        )
    if same(key, sandbox.config.secret_key):
        return False
    expected = sandbox.config.publishable_key
    if same(key, expected) if expected else key.startswith("pk_test_"):
        return True
    shown = key[:8] + "*" * 8 + key[-4:] if len(key) > 16 else "*" * len(key)
    raise StripeError(f"Invalid API Key provided: {shown}", status=401)


def api_key(request: Request) -> str:
    scheme, _, value = header(request, "Authorization").partition(" ")
    if scheme.lower() == "basic":
        try:
            return b64decode(value.strip(), validate=True).decode().partition(":")[0]
        except ValueError:
            return ""
    return value.strip() if scheme.lower() == "bearer" else ""


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def header(request: Request, name: str) -> str:
    return str(request.headers.get(name, ""))
