"""The pages people see: every value escaped, one inline stylesheet, no JavaScript."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from payments.sandbox.cards import CARDS
from payments.sandbox.currencies import written
from payments.sandbox.errors import Json

STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
# No form-action: Chromium applies it to the redirect after the form too, and that leads to the shop.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "img-src data:; base-uri 'none'; frame-ancestors 'none'"
)


def document(title: str, body: str, *, wide: bool = False) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
        f"<title>{escape(title)} · SANDBOX</title><style>{STYLE}</style></head><body>"
        '<p class="banner" role="note"><strong>SANDBOX</strong> — no real money</p>'
        f'<main class="{"wide" if wide else "narrow"}">{body}</main></body></html>'
    )


def link(url: str | None, text: str, style: str = "quiet") -> str:
    return f'<p class="away"><a class="{style}" href="{escape(url)}">{escape(text)}</a></p>' if url else ""


def shop(session: Json) -> str:
    return escape(urlsplit(session["success_url"]).netloc)


def checkout(
    session: Json,
    cancel_url: str | None,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    problem: str | None,
) -> str:
    """The form; ``errors`` stand beside their fields, ``problem`` is what the bank said."""
    total = escape(written(session["amount_total"], session["currency"]))
    email = session["customer_email"]
    first = next((name for name in ("number", "exp", "cvc") if name in errors), None)
    fields = "".join(
        field(name, label, hint, complete, typed, errors, focus=name == first)
        for name, label, hint, complete in (
            ("number", "Card number", "1234 1234 1234 1234", "cc-number"),
            ("exp", "Expiry", "MM / YY", "cc-exp"),
            ("cvc", "Security code", "CVC", "cc-csc"),
        )
    )
    return document(
        f"Pay {total}",
        f'<header><p class="muted">Pay {shop(session)}</p><h1>{total}</h1></header>'
        f'<section aria-label="Your order"><ul class="lines">{lines(session)}</ul></section>'
        + (f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else "")
        + (f'<p class="muted">Receipt to {escape(email)}</p>' if email else "")
        + f'<form method="post" class="card">{fields}<button type="submit">Pay {total}</button></form>'
        + link(cancel_url, "Cancel and go back")
        + test_cards(),
    )


def lines(session: Json) -> str:
    return "".join(
        f"<li><span>{escape(line['description'])}"
        + (f' <span class="muted">× {line["quantity"]}</span>' if line["quantity"] > 1 else "")
        + f"</span><span>{escape(written(line['amount_total'], line['currency']))}</span></li>"
        for line in session["_line_items"]
    )


def field(
    name: str,
    label: str,
    hint: str,
    complete: str,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    focus: bool,
) -> str:
    """One input; a security code is never written back into the page."""
    error = errors.get(name)
    value = "" if name == "cvc" else typed.get(name, "")[:40]
    attributes = f' value="{escape(value)}"' if value else ""
    if error:
        attributes += f' aria-invalid="true" aria-describedby="{name}-error"'
    if focus:
        attributes += " autofocus"
    return (
        f'<div class="field {name}"><label for="{name}">{label}</label>'
        f'<input id="{name}" name="{name}" type="text" inputmode="numeric" autocomplete="{complete}" '
        f'placeholder="{hint}" maxlength="40"{attributes}>'
        + (f'<p class="error" id="{name}-error">{escape(error)}</p>' if error else "")
        + "</div>"
    )


def test_cards() -> str:
    rows = "".join(
        f"<tr><td><code>{escape(grouped(card.number))}</code></td><td>{escape(card.summary)}</td></tr>"
        for card in CARDS
    )
    return (
        "<details open><summary>Test cards</summary>"
        '<p class="muted">Any future expiry and any security code. Real cards are refused.</p>'
        f"<table><thead><tr><th>Number</th><th>What it does</th></tr></thead><tbody>{rows}</tbody></table>"
        "</details>"
    )


def grouped(number: str) -> str:
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def complete(session: Json, url: str) -> str:
    total = escape(written(session["amount_total"], session["currency"]))
    return document(
        "Paid",
        f"<h1>This order is paid</h1><p>{total} went to {shop(session)}. There is nothing left to do here.</p>"
        + link(url, "Back to the shop", "button"),
    )


def expired(url: str | None) -> str:
    return document(
        "Expired",
        "<h1>This payment page has expired</h1><p>Nothing was charged. Start again from the shop.</p>"
        + link(url, "Back to the shop", "button"),
    )


def challenge(intent: Json) -> str:
    what = "save this card"
    if intent["object"] == "payment_intent":
        what = f"pay {written(intent['amount'], intent['currency'])}"
    return document(
        "3-D Secure",
        '<h1>Is it you?</h1><p class="muted">3-D Secure test page</p>'
        f"<p>Your bank would now ask you to confirm that you want to {escape(what)}.</p>"
        '<form method="post"><button name="outcome" value="complete">Complete</button>'
        '<button class="second" name="outcome" value="fail">Fail</button></form>',
    )


def answered(*, succeeded: bool) -> str:
    text = "Your bank has confirmed it." if succeeded else "Your bank has not confirmed it."
    return document("3-D Secure", f"<h1>{text}</h1><p>You can close this page and go back to the app.</p>")


def trouble(title: str, message: str) -> str:
    return document(title, f"<h1>{escape(title)}</h1><p>{escape(message)}</p>")
