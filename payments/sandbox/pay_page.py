"""The hosted page's form: a saved card, or one typed in. Every value escaped, no JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from payments.sandbox.cards import CARDS
from payments.sandbox.currencies import written
from payments.sandbox.errors import Json
from payments.sandbox.pages import document, link, shop


def checkout(
    session: Json,
    cancel_url: str | None,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    problem: str | None,
    cards: Sequence[Json] = (),
    *,
    offers_to_save: bool = False,
) -> str:
    """The form; ``errors`` stand beside their fields, ``problem`` is what the bank said, ``cards`` are saved ones."""
    total, button = titles(session)
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
        button,
        f'<header><p class="muted">{shop(session)}</p><h1>{total}</h1></header>'
        f'<section aria-label="Your order"><ul class="lines">{lines(session)}</ul></section>'
        + (f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else "")
        + (f'<p class="muted">Receipt to {escape(email)}</p>' if email else "")
        + f'<form method="post" class="card">{saved(cards, typed)}{fields}{save_box(typed) if offers_to_save else ""}'
        f'<button type="submit">{button}</button></form>'
        + link(cancel_url, "Cancel and go back")
        + test_cards(),
    )


def titles(session: Json) -> tuple[str, str]:
    """The heading and the button: an amount to pay, or a card to save."""
    if session["mode"] == "setup":
        return "Save a card", "Save card"
    total = escape(written(session["amount_total"], session["currency"]))
    return total, f"Pay {total}"


def saved(cards: Sequence[Json], typed: Mapping[str, str]) -> str:
    """A choice among the saved cards, the newest first chosen; nothing where there are none."""
    if not cards:
        return ""
    chosen = typed.get("saved", cards[0]["id"])
    options = [
        (card["id"], f"{card['card']['brand'].capitalize()} •••• {card['card']['last4']}") for card in cards
    ]
    rows = "".join(
        f'<label><input type="radio" name="saved" value="{escape(value)}"{" checked" if value == chosen else ""}> '
        f"{escape(text)}</label>"
        for value, text in (*options, ("", "Another card"))
    )
    return f'<fieldset class="saved"><legend>Pay with</legend>{rows}</fieldset>'


def save_box(typed: Mapping[str, str]) -> str:
    checked = " checked" if "save" in typed else ""
    return f'<label class="saved"><input type="checkbox" name="save"{checked}> Save this card for next time</label>'


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
