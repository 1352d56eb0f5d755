"""The hosted page as a person without JavaScript sees it."""

import pytest
import stripe

from tests.payments.sandbox.harness import GOOD, Running, ask, order, submit, succeeded


def test_the_page_says_what_is_paid_and_that_it_is_a_sandbox(
    client: stripe.StripeClient, sandbox: Running
) -> None:
    session = client.v1.checkout.sessions.create(order())

    page = ask(str(session.url))

    assert page.status == 200
    assert page.headers["X-Sandbox"] == "electricityshop"
    assert "<strong>SANDBOX</strong> — no real money" in page.text
    assert "€45.97" in page.text
    assert "Desk &lt;lamp&gt;" in page.text
    assert "<lamp>" not in page.text
    assert "<script" not in page.text
    assert 'href="http://127.0.0.1:8000/cart"' in page.text
    assert "4242 4242 4242 4242" in page.text


@pytest.mark.parametrize(
    ("name", "autocomplete"), [("number", "cc-number"), ("exp", "cc-exp"), ("cvc", "cc-csc")]
)
def test_each_field_has_a_label_and_starts_empty(
    client: stripe.StripeClient, name: str, autocomplete: str
) -> None:
    session = client.v1.checkout.sessions.create(order())

    page = ask(str(session.url))

    assert f'<label for="{name}">' in page.text
    tag = page.text[page.text.index(f'<input id="{name}"') :].split(">")[0]
    assert f'name="{name}"' in tag
    assert f'autocomplete="{autocomplete}"' in tag
    assert 'inputmode="numeric"' in tag
    assert "value=" not in tag


def test_the_policy_allows_the_style_and_nothing_else(client: stripe.StripeClient) -> None:
    page = ask(str(client.v1.checkout.sessions.create(order()).url))

    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe-inline" not in policy
    assert "form-action" not in policy
    assert 'style="' not in page.text


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"number": "4242424242424241"}, "number", "Your card number is incorrect."),
        ({"number": ""}, "number", "Your card number is incorrect."),
        ({"number": "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢"}, "number", "Your card number is incorrect."),
        ({"number": "<b>"}, "number", "Your card number is incorrect."),
        ({"exp": "12/20"}, "exp", "Your card&#x27;s expiration date is in the past."),
        ({"exp": "13/40"}, "exp", "Your card&#x27;s expiration month is invalid."),
        ({"exp": "soon"}, "exp", "Your card&#x27;s expiration date is incomplete. Write it as MM / YY."),
        ({"cvc": "12"}, "cvc", "Your card&#x27;s security code is invalid."),
        ({"number": "378282246310005", "cvc": "123"}, "cvc", "Your card&#x27;s security code is invalid."),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_charged(
    client: stripe.StripeClient, change: dict[str, str], field: str, message: str
) -> None:
    session = client.v1.checkout.sessions.create(order())

    page = submit(str(session.url), **{**GOOD, **change})

    assert page.status == 200
    assert f'<p class="error" id="{field}-error">{message}</p>' in page.text
    assert page.text.count('class="error"') == 1
    assert f'aria-describedby="{field}-error" autofocus' in page.text
    assert "<b>" not in page.text
    assert client.v1.payment_intents.list().data == []


def test_a_security_code_is_never_written_back(client: stripe.StripeClient) -> None:
    session = client.v1.checkout.sessions.create(order())

    page = submit(str(session.url), **{**GOOD, "number": "4000000000000002", "cvc": "731"})

    assert "Your card was declined." in page.text
    assert "731" not in page.text


def test_the_way_back_survives_any_letter(client: stripe.StripeClient) -> None:
    success_url = "https://shop.example/zamówienie?name=J%C3%BCrgen&id={CHECKOUT_SESSION_ID}#góra"
    session = client.v1.checkout.sessions.create(order(success_url=success_url))

    paid = submit(str(session.url), **GOOD)

    assert paid.headers["Location"] == (
        f"https://shop.example/zam%C3%B3wienie?name=J%C3%BCrgen&id={session.id}#g%C3%B3ra"
    )


def test_a_card_that_is_no_test_card_is_refused(client: stripe.StripeClient) -> None:
    session = client.v1.checkout.sessions.create(order())

    page = submit(str(session.url), **{**GOOD, "number": "4111111111111111"})

    assert "used a non test (live) card" in page.text
    assert succeeded(client) == []


@pytest.mark.parametrize("typed", ["12 / 40", "12/40", "12/2040", "1240", " 12-40 "])
def test_an_expiry_is_read_as_people_write_it(client: stripe.StripeClient, typed: str) -> None:
    session = client.v1.checkout.sessions.create(order())

    assert submit(str(session.url), **{**GOOD, "exp": typed}).status == 303


def test_3d_secure_completed_pays(client: stripe.StripeClient, sandbox: Running) -> None:
    session = client.v1.checkout.sessions.create(order())

    asked = submit(str(session.url), **{**GOOD, "number": "4000002500003155"})
    challenge = sandbox.url + asked.headers["Location"]
    page = ask(challenge)
    unpaid = succeeded(client)
    paid = submit(challenge, outcome="complete")

    assert asked.status == 303
    assert "pay €45.97" in page.text
    assert ">Complete</button>" in page.text
    assert ">Fail</button>" in page.text
    assert unpaid == []
    assert paid.headers["Location"].endswith(f"/thanks?session={session.id}")
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
    assert len(succeeded(client)) == 1


def test_3d_secure_failed_leads_back_to_the_form(client: stripe.StripeClient, sandbox: Running) -> None:
    session = client.v1.checkout.sessions.create(order())
    asked = submit(str(session.url), **{**GOOD, "number": "4000002760003184"})

    failed = submit(sandbox.url + asked.headers["Location"], outcome="fail")
    page = ask(sandbox.url + failed.headers["Location"])
    paid = submit(str(session.url), **GOOD)

    assert failed.headers["Location"] == f"/c/pay/{session.id}"
    assert "failed authentication" in page.text
    assert paid.status == 303
    assert len(succeeded(client)) == 1


@pytest.mark.parametrize("path", ["/c/pay/cs_test_nobody", "/c/authenticate/pi_x/y", "/c/", "/c/pay/a/b"])
def test_an_unknown_page_is_a_page_too(sandbox: Running, path: str) -> None:
    page = ask(sandbox.url + path)

    assert page.status == 404
    assert page.headers["Content-Type"].startswith("text/html")
    assert "SANDBOX" in page.text


def test_a_challenge_needs_the_client_secret(client: stripe.StripeClient, sandbox: Running) -> None:
    intent = client.v1.payment_intents.create(
        {
            "amount": 1_000,
            "currency": "eur",
            "confirm": True,
            "payment_method": "pm_card_authenticationRequired",
        }
    )

    guessed = submit(f"{sandbox.url}/c/authenticate/{intent.id}/guessed", outcome="complete")

    assert guessed.status == 404
    assert client.v1.payment_intents.retrieve(intent.id).status == "requires_action"


def test_the_overview_lists_what_happened(client: stripe.StripeClient, sandbox: Running) -> None:
    session = client.v1.checkout.sessions.create(order())
    submit(str(session.url), **GOOD)

    page = ask(f"{sandbox.url}/_sandbox/")

    assert page.status == 200
    assert session.id in page.text
    assert "checkout.session.completed" in page.text
    assert page.headers["X-Sandbox"] == "electricityshop"
