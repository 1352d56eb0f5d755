"""The hosted pages: pay a session, answer the bank's question. Plain forms, no JavaScript."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from payments.sandbox import card_entry, charging, checkout, form, pages, pay_page, setup_intents
from payments.sandbox.call import Call
from payments.sandbox.cards import BY_NUMBER, NOT_A_TEST_CARD
from payments.sandbox.errors import Json, StripeError
from payments.sandbox.faults import CallFault
from payments.sandbox.ids import new_id
from payments.sandbox.messages import HTML, Reply, Request, redirect
from payments.sandbox.payment_methods import made_from, saved_by

if TYPE_CHECKING:
    from payments.sandbox.app import Sandbox

FAILED = ("Something went wrong", "The sandbox failed here; its log says more, unless it was asked to.")

log = logging.getLogger("sandbox.hosted")


def answer(sandbox: Sandbox, request: Request, fault: CallFault) -> Reply:
    try:
        fault.before()
        fields = form.decode(request.body)
        typed = {name: value for name, value in fields.items() if isinstance(value, str)}
        with sandbox.store.transaction() as tx:
            call = Call(tx, int(sandbox.clock()), sandbox.base_url, new_id("request"))
            reply = routed(call, request, typed)
        return page(pages.trouble(*FAILED), fault.status) if fault.fault == "error_after" else reply
    except StripeError as error:
        return page(pages.trouble("Something is not right", str(error)), error.status)
    except Exception:
        log.exception("A page failed unexpectedly")
        return page(pages.trouble(*FAILED), 500)


def routed(call: Call, request: Request, typed: dict[str, str]) -> Reply:
    posted = request.method == "POST"
    if request.method in ("GET", "HEAD", "POST"):
        match request.path.split("/")[2:]:
            case ["pay", id]:
                session = checkout.current(call, id)
                return paying(call, session, typed) if posted else showing(call, session)
            case ["authenticate", id, secret]:
                intent = challenged(call, id, secret)
                return answering(call, intent, typed) if posted else asking(call, intent)
    raise StripeError("There is no such page.", status=404)


def page(html: str, status: int = 200) -> Reply:
    return Reply(status, html.encode(), {"Content-Type": HTML, "Content-Security-Policy": pages.POLICY})


def showing(call: Call, session: Json) -> Reply:
    if session["status"] == "open":
        return form_again(call, session, {}, {}, session["_problem"])
    if session["status"] == "complete":
        return page(pages.complete(session, checkout.success_url(session)))
    return page(pages.expired(checkout.cancel_url(session)))


def paying(call: Call, session: Json, typed: dict[str, str]) -> Reply:
    """A second submission of a paid session goes where the first one went."""
    if session["status"] == "complete":
        return redirect(checkout.success_url(session))
    if session["status"] != "open":
        return showing(call, session)
    return trying(call, session, typed)


def trying(call: Call, session: Json, typed: dict[str, str]) -> Reply:
    """Asks the bank about a saved card or the one typed in, and leads on: to the shop, to 3-D Secure, or back."""
    method = saved_card(call, session, typed.get("saved", ""))
    if method is None:
        wrong = mistakes(call, typed)
        if wrong:
            return form_again(call, session, typed, wrong, None)
        card = BY_NUMBER.get(card_entry.digits(typed["number"]))
        if card is None:
            return form_again(call, session, typed, {}, str(NOT_A_TEST_CARD.error()))
        method = made_from(call, card, *(card_entry.expiry(typed["exp"]) or (0, 0)))
    if session["mode"] == "setup":
        error = checkout.save_card(call, session, method)
    else:
        error = checkout.pay(call, session, method, save="save" in typed)
    if error:
        return form_again(call, session, typed, {}, str(error))
    if session["status"] == "complete":
        return redirect(checkout.success_url(session))
    intent = checkout.intent_of(call, session)
    return redirect(f"/c/authenticate/{intent['id']}/{intent['client_secret']}")


def saved_card(call: Call, session: Json, chosen: str) -> Json | None:
    """The chosen one of the customer's cards; None when a card is typed in."""
    return next((card for card in shown_cards(call, session) if card["id"] == chosen), None)


def shown_cards(call: Call, session: Json) -> list[Json]:
    """The customer's saved cards that the session wants to be offered."""
    options = session["saved_payment_method_options"] or {}
    wanted = options.get("allow_redisplay_filters", [])
    return [card for card in saved_by(call, session["customer"]) if card["allow_redisplay"] in wanted]


def mistakes(call: Call, typed: dict[str, str]) -> dict[str, str]:
    """What is wrong with the card as it was typed, by field."""
    month, year = card_entry.expiry(typed.get("exp", "")) or (0, 0)
    number, cvc = card_entry.digits(typed.get("number", "")), typed.get("cvc", "").strip()
    wrong = card_entry.problems(number, month, year, cvc, call.now)
    errors = {name: decline.message for name, decline in wrong.items()}
    if errors and not month and not year:
        errors["exp"] = "Your card's expiration date is incomplete. Write it as MM / YY."
    return errors


def form_again(
    call: Call, session: Json, typed: dict[str, str], errors: dict[str, str], problem: str | None
) -> Reply:
    cards, cancel = shown_cards(call, session), checkout.cancel_url(session)
    offers = checkout.offers_to_save(session)
    return page(pay_page.checkout(session, cancel, typed, errors, problem, cards, offers_to_save=offers))


def challenged(call: Call, id: str, secret: str) -> Json:
    """The intent of a challenge. Raises StripeError for a wrong secret, as for an unknown intent."""
    intent = call.tx.find(id)
    if not intent or intent["object"] not in ("payment_intent", "setup_intent"):
        raise StripeError("There is no such page.", status=404)
    if intent["client_secret"] != secret:
        raise StripeError("There is no such page.", status=404)
    return intent


def asking(call: Call, intent: Json) -> Reply:
    if intent["status"] == "requires_action":
        return page(pages.challenge(intent))
    return back(call, intent)


def answering(call: Call, intent: Json, typed: dict[str, str]) -> Reply:
    if typed.get("outcome") not in ("complete", "fail"):
        raise StripeError("The answer must be complete or fail.")
    passed = typed["outcome"] == "complete"
    session = session_of(call, intent)
    if intent["status"] == "requires_action" and not (session and session["status"] != "open"):
        if session:
            checkout.answered(call, session, intent, passed=passed)
        elif intent["object"] == "setup_intent":
            setup_intents.authenticated(call, intent, passed=passed)
        else:
            charging.authenticated(call, intent, passed=passed)
    return back(call, intent)


def session_of(call: Call, intent: Json) -> Json | None:
    return checkout.current(call, intent["_session"]) if intent["_session"] else None


def back(call: Call, intent: Json) -> Reply:
    """Where the customer goes after the bank's question: the session's page, the app, or a page that says so."""
    session = session_of(call, intent)
    if session:
        done = session["status"] == "complete"
        return redirect(checkout.success_url(session) if done else f"/c/pay/{session['id']}")
    succeeded = intent["status"] in (*checkout.PAID, "processing")
    if not intent["_return_url"]:
        return page(pages.answered(succeeded=succeeded))
    kind = intent["object"]
    query = urlencode(
        {
            kind: intent["id"],
            f"{kind}_client_secret": intent["client_secret"],
            "redirect_status": "succeeded" if succeeded else "failed",
        }
    )
    url = intent["_return_url"]
    return redirect(f"{url}{'&' if '?' in url else '?'}{query}")
