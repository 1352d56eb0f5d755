"""The pages people see: every value escaped, one inline stylesheet, no JavaScript."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

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


def complete(session: Json, url: str) -> str:
    if session["mode"] == "setup":
        return document("Saved", "<h1>This card is saved</h1>" + link(url, "Back to the shop", "button"))
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
