"""Checkout Sessions, from creation over the hosted page to the shop's webhook."""

import time
from pathlib import Path

import pytest
import stripe

from tests.payments.sandbox.harness import (
    GOOD,
    WEBHOOK_SECRET,
    Running,
    Shop,
    ask,
    line,
    order,
    plain,
    running,
    submit,
    succeeded,
    until,
)


def test_a_new_session_waits_to_be_paid(client: stripe.StripeClient, sandbox: Running) -> None:
    session = client.v1.checkout.sessions.create(order())

    assert session.object == "checkout.session"
    assert session.id.startswith("cs_test_")
    assert (session.status, session.payment_status) == ("open", "unpaid")
    assert (session.amount_total, session.currency) == (4_597, "eur")
    assert (session.livemode, session.payment_intent) == (False, None)
    assert plain(session.metadata) == {"order": "order-1"}
    assert session.url == f"{sandbox.url}/c/pay/{session.id}"


def test_paying_completes_the_session_and_tells_the_shop(
    client: stripe.StripeClient, sandbox: Running, shop: Shop
) -> None:
    session = client.v1.checkout.sessions.create(order())

    paid = submit(str(session.url), **GOOD)

    assert paid.status == 303
    assert paid.headers["Location"] == f"http://127.0.0.1:8000/orders/1/thanks?session={session.id}"
    found = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert (found.status, found.payment_status, found.url) == ("complete", "paid", None)
    intent = found.payment_intent
    assert isinstance(intent, stripe.PaymentIntent)
    assert (intent.status, intent.amount, intent.amount_received) == ("succeeded", 4_597, 4_597)
    assert plain(intent.metadata) == {"order": "order-1"}
    assert isinstance(intent.latest_charge, stripe.Charge)
    assert intent.latest_charge.paid
    until(sandbox.settled)
    assert shop.types() == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]
    heard = shop.heard[-1]
    event = stripe.Webhook.construct_event(heard.body, heard.signature, WEBHOOK_SECRET)
    assert event.data.object["id"] == session.id
    assert event.data.object["payment_status"] == "paid"
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(heard.body, heard.signature, "whsec_other")


def test_after_a_decline_another_card_pays_once(client: stripe.StripeClient) -> None:
    session = client.v1.checkout.sessions.create(order())

    declined = submit(str(session.url), **{**GOOD, "number": "4000000000000002"})
    still_open = client.v1.checkout.sessions.retrieve(session.id)
    paid = submit(str(session.url), **GOOD)

    assert declined.status == 200
    assert "Your card was declined." in declined.text
    assert (still_open.status, still_open.payment_status) == ("open", "unpaid")
    assert paid.status == 303
    charges = client.v1.charges.list({"payment_intent": str(still_open.payment_intent)}).data
    assert [charge.status for charge in charges] == ["succeeded", "failed"]


def test_submitting_twice_charges_once(client: stripe.StripeClient) -> None:
    session = client.v1.checkout.sessions.create(order())

    first, second = submit(str(session.url), **GOOD), submit(str(session.url), **GOOD)

    assert (first.status, second.status) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(succeeded(client)) == 1


def test_an_expired_session_takes_no_money(client: stripe.StripeClient, sandbox: Running, shop: Shop) -> None:
    session = client.v1.checkout.sessions.create(order())

    expired = client.v1.checkout.sessions.expire(session.id)
    page = submit(str(session.url), **GOOD)

    assert (expired.status, expired.url) == ("expired", None)
    assert "This payment page has expired" in page.text
    assert 'href="http://127.0.0.1:8000/cart"' in page.text
    assert client.v1.charges.list().data == []
    until(sandbox.settled)
    assert shop.types() == ["checkout.session.expired"]
    with pytest.raises(stripe.InvalidRequestError, match="can be expired"):
        client.v1.checkout.sessions.expire(session.id)


def test_expiring_cancels_the_intent_of_a_declined_try(client: stripe.StripeClient) -> None:
    session = client.v1.checkout.sessions.create(order())
    submit(str(session.url), **{**GOOD, "number": "4000000000000002"})

    expired = client.v1.checkout.sessions.expire(session.id)

    assert client.v1.payment_intents.retrieve(str(expired.payment_intent)).status == "canceled"


def test_time_alone_expires_a_session(tmp_path: Path, shop: Shop) -> None:
    now = [time.time()]
    with running(tmp_path / "state", shop, clock=lambda: now[0]) as sandbox:
        client = sandbox.client()
        session = client.v1.checkout.sessions.create(order(expires_at=int(now[0]) + 1_800))
        before = sandbox.sandbox.expire_due()

        now[0] += 1_800
        until(shop.has("checkout.session.expired"))

        assert before == 0
        assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"


def test_a_page_opened_too_late_takes_no_money(tmp_path: Path) -> None:
    now = [time.time()]
    with running(tmp_path / "state", clock=lambda: now[0], background=False) as sandbox:
        client = sandbox.client()
        session = client.v1.checkout.sessions.create(order(expires_at=int(now[0]) + 1_800))
        now[0] += 1_800

        page = submit(str(session.url), **GOOD)

        assert "This payment page has expired" in page.text
        assert client.v1.charges.list().data == []
        assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"


def test_a_complete_session_says_so(client: stripe.StripeClient) -> None:
    session = client.v1.checkout.sessions.create(order())
    submit(str(session.url), **GOOD)

    page = ask(str(session.url))

    assert page.status == 200
    assert "This order is paid" in page.text
    assert f'href="http://127.0.0.1:8000/orders/1/thanks?session={session.id}"' in page.text
    with pytest.raises(stripe.InvalidRequestError, match="complete"):
        client.v1.checkout.sessions.expire(session.id)


def test_sessions_are_found_by_their_intent(client: stripe.StripeClient) -> None:
    wanted, other = (client.v1.checkout.sessions.create(order()) for _ in range(2))
    submit(str(wanted.url), **GOOD)
    intent = str(client.v1.checkout.sessions.retrieve(wanted.id).payment_intent)

    found = client.v1.checkout.sessions.list({"payment_intent": intent}).data
    still_open = client.v1.checkout.sessions.list({"status": "open"}).data

    assert [session.id for session in found] == [wanted.id]
    assert [session.id for session in still_open] == [other.id]


def test_line_items_are_listed_and_expanded(client: stripe.StripeClient) -> None:
    session = client.v1.checkout.sessions.create(order(expand=["line_items"]))

    listed = client.v1.checkout.sessions.line_items.list(session.id).data

    assert [(item.description, item.quantity, item.amount_total) for item in listed] == [
        ("Desk <lamp>", 2, 3_998),
        ("Cable", 1, 599),
    ]
    assert session.line_items is not None
    assert [item.id for item in session.line_items.data] == [item.id for item in listed]


def test_manual_capture_holds_the_money(client: stripe.StripeClient) -> None:
    session = client.v1.checkout.sessions.create(order(payment_intent_data={"capture_method": "manual"}))

    submit(str(session.url), **GOOD)

    found = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (found.status, found.payment_status) == ("complete", "unpaid")
    assert isinstance(found.payment_intent, stripe.PaymentIntent)
    assert found.payment_intent.status == "requires_capture"


@pytest.mark.parametrize(
    ("change", "param", "code"),
    [
        ({"expires_at": int(time.time()) + 60}, "expires_at", None),
        ({"expires_at": int(time.time()) + 90_000}, "expires_at", None),
        ({"success_url": "not a url"}, "success_url", "url_invalid"),
        ({"success_url": "javascript:alert(1)"}, "success_url", "url_invalid"),
        ({"customer_email": "nobody"}, "customer_email", "email_invalid"),
        ({"line_items": [line("Cable", 10, 1)]}, "line_items", "amount_too_small"),
        ({"line_items": [line("Cable", 599, 0)]}, "line_items[0][quantity]", "parameter_invalid_integer"),
        ({"line_items": [{"quantity": 1}]}, "line_items[0][price_data]", "parameter_missing"),
        ({"payment_method_types": ["card"]}, "payment_method_types", "parameter_unknown"),
        ({"customer": "cus_nobody", "customer_email": None}, "customer", "resource_missing"),
    ],
)
def test_what_stripe_would_refuse_is_refused(
    client: stripe.StripeClient, change: dict[str, object], param: str, code: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.checkout.sessions.create(order(**change))

    assert (refused.value.param, refused.value.code) == (param, code)
    assert refused.value.http_status == 400
    assert client.v1.checkout.sessions.list().data == []
