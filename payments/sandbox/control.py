"""``/_sandbox/``: what happened, for a person; faults and deliveries, for a test."""

from __future__ import annotations

import json
import time
from html import escape
from typing import TYPE_CHECKING, Any

from payments.sandbox import disputes, pages
from payments.sandbox.call import Call
from payments.sandbox.currencies import written
from payments.sandbox.errors import Json, StripeError
from payments.sandbox.ids import new_id
from payments.sandbox.messages import HTML, JSON, Reply, Request, redirect

if TYPE_CHECKING:
    from payments.sandbox.app import Sandbox

SHOWN = 50


def answer(sandbox: Sandbox, request: Request) -> Reply:
    match request.method, request.path.split("/")[2:]:
        case "GET", [topic]:
            return show(sandbox, topic)
        case "POST", ["faults"]:
            return add_faults(sandbox, request)
        case "DELETE", ["faults"]:
            sandbox.faults.clear()
            sandbox.wake()
            return said(sandbox.faults.state())
        case "POST", ["events", event, "resend"]:
            return resend(sandbox, request, event)
        case "POST", ["disputes", dispute, outcome] if outcome in disputes.PLAYED:
            return play(sandbox, request, dispute, outcome)
    return refusal("There is no such control.", 404)


def show(sandbox: Sandbox, topic: str) -> Reply:
    match topic:
        case "":
            headers = {"Content-Type": HTML, "Content-Security-Policy": pages.POLICY}
            return Reply(200, overview(sandbox).encode(), headers)
        case "health":
            return said({"ok": True})
        case "faults":
            return said(sandbox.faults.state())
        case "deliveries":
            return said({"data": deliveries(sandbox, 10_000)})
    return refusal("There is no such control.", 404)


def said(thing: Json, status: int = 200) -> Reply:
    return Reply(status, json.dumps(thing).encode(), {"Content-Type": JSON})


def refusal(message: str, status: int = 400) -> Reply:
    return said({"error": {"message": message}}, status)


def add_faults(sandbox: Sandbox, request: Request) -> Reply:
    """Takes ``application/json`` only, which no page of another site can send unasked."""
    if str(request.headers.get("Content-Type", "")).partition(";")[0].strip().lower() != JSON:
        return refusal(f"Send the faults as {JSON}.", 415)
    try:
        sandbox.faults.add(json.loads(request.body))
    except (ValueError, TypeError, RecursionError) as error:
        return refusal(str(error))
    sandbox.wake()
    return said(sandbox.faults.state())


def resend(sandbox: Sandbox, request: Request, id: str) -> Reply:
    if sandbox.courier is None:
        return refusal("The sandbox was started without --webhook-url.", 409)
    sent = sandbox.courier.resend(id)
    if sent is None:
        return refusal(f"No such event: {id}", 404)
    if "text/html" in str(request.headers.get("Accept", "")):
        return redirect("/_sandbox/")
    return said({"status": sent[0], "problem": sent[1]})


def play(sandbox: Sandbox, request: Request, id: str, outcome: str) -> Reply:
    """What the customer's bank would do with a dispute."""
    try:
        with sandbox.store.transaction() as tx:
            call = Call(tx, int(sandbox.clock()), sandbox.base_url, new_id("request"))
            dispute = disputes.played(call, call.get("dispute", id, param="dispute"), outcome)
    except StripeError as error:
        return refusal(str(error), error.status)
    sandbox.wake()
    if "text/html" in str(request.headers.get("Accept", "")):
        return redirect("/_sandbox/")
    return said(call.public(dispute))


def deliveries(sandbox: Sandbox, most: int) -> list[Json]:
    """The newest deliveries, newest first."""
    with sandbox.store.transaction() as tx:
        rows = tx.rows("SELECT * FROM deliveries ORDER BY seq DESC LIMIT ?", most)
    return [{name: row[name] for name in row.keys() if name != "seq"} for row in rows]  # noqa: SIM118  # iterating a Row gives its values


def overview(sandbox: Sandbox) -> str:
    with sandbox.store.transaction() as tx:
        rows = tx.rows(
            "SELECT kind, body FROM objects WHERE kind NOT IN ('event', 'payment_method') "
            "ORDER BY seq DESC LIMIT ?",
            SHOWN,
        )
    objects = [json.loads(row["body"]) for row in rows]
    sent = deliveries(sandbox, SHOWN)
    return pages.document(
        "Payment sandbox",
        "<h1>Payment sandbox</h1><p>It stands in for Stripe while there are no Stripe keys. "
        "Nothing here moves money.</p>"
        + table("Recent objects", ("When", "What", "Id", "Amount", "Status", ""), map(object_row, objects))
        + table("Recent events", ("Event", "Id", "Delivery", "Tries", ""), map(event_row, sent))
        + f"<h2>Faults</h2><pre>{escape(json.dumps(sandbox.faults.state(), indent=1))}</pre>",
        wide=True,
    )


def table(title: str, heads: tuple[str, ...], rows: Any) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    empty = "" if body else '<p class="muted">Nothing yet.</p>'
    return (
        f'<h2>{escape(title)}</h2><div class="scroll"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{empty}"
    )


def object_row(thing: Json) -> tuple[str, ...]:
    amount = thing.get("amount", thing.get("amount_total"))
    shown = written(amount, thing["currency"]) if amount is not None else ""
    when = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(thing["created"]))
    told = (when, thing["object"], thing["id"], shown, thing.get("status") or "")
    return (*(escape(text) for text in told), controls(thing))


def controls(thing: Json) -> str:
    """What a person may make happen to it."""
    if thing["object"] != "dispute" or thing["status"] not in disputes.OPEN:
        return ""
    address = f"/_sandbox/disputes/{escape(thing['id'])}"
    return " ".join(
        f'<form method="post" action="{address}/{outcome}"><button>{outcome.capitalize()}</button></form>'
        for outcome in disputes.PLAYED
    )


def event_row(delivery: Json) -> tuple[str, ...]:
    state = delivery["state"] + (f" ({delivery['last_error']})" if delivery["last_error"] else "")
    event = escape(delivery["event"])
    again = f'<form method="post" action="/_sandbox/events/{event}/resend"><button>Resend</button></form>'
    return escape(delivery["type"]), event, escape(state), str(delivery["attempts"]), again
