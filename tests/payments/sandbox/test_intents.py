"""PaymentIntents: every test card, every status, and what a mobile client may do."""

from pathlib import Path
from typing import Any

import pytest
import stripe

from tests.payments.sandbox.harness import Running, Shop, plain, running, submit, succeeded, until


def create(client: stripe.StripeClient, **more: Any) -> stripe.PaymentIntent:
    params: Any = {"amount": 4_200, "currency": "eur", "metadata": {"order": "order-1"}, **more}
    return client.v1.payment_intents.create(params)


def typed(number: str) -> Any:
    return {"type": "card", "card": {"number": number, "exp_month": 12, "exp_year": 2040, "cvc": "123"}}


def test_a_new_intent_waits_for_a_payment_method(client: stripe.StripeClient) -> None:
    intent = create(client, automatic_payment_methods={"enabled": True}, receipt_email="ada@example.org")

    assert intent.status == "requires_payment_method"
    assert str(intent.client_secret).startswith(f"{intent.id}_secret_")
    assert (intent.amount, intent.amount_received, intent.latest_charge) == (4_200, 0, None)
    assert plain(intent.metadata) == {"order": "order-1"}


@pytest.mark.parametrize(
    ("token", "number", "brand"),
    [
        ("pm_card_visa", "4242424242424242", "visa"),
        ("pm_card_mastercard", "5555555555554444", "mastercard"),
        ("pm_card_createDispute", "4000000000000259", "visa"),
    ],
)
def test_a_good_card_pays(
    client: stripe.StripeClient, sandbox: Running, shop: Shop, token: str, number: str, brand: str
) -> None:
    by_token, by_number = create(client), create(client)

    paid = client.v1.payment_intents.confirm(by_token.id, {"payment_method": token})
    also: Any = {"payment_method_data": typed(number)}
    client.v1.payment_intents.confirm(by_number.id, also)

    assert (paid.status, paid.amount_received, paid.last_payment_error) == ("succeeded", 4_200, None)
    charge = client.v1.charges.retrieve(str(paid.latest_charge))
    assert charge.payment_method_details is not None
    assert charge.payment_method_details.card is not None
    assert (charge.payment_method_details.card.brand, charge.payment_method_details.card.last4) == (
        brand,
        number[-4:],
    )
    assert plain(charge.metadata) == {"order": "order-1"}
    assert len(succeeded(client)) == 2
    until(sandbox.settled)
    assert shop.types().count("payment_intent.succeeded") == 2


@pytest.mark.parametrize(
    ("token", "number", "code", "decline_code"),
    [
        ("pm_card_chargeDeclined", "4000000000000002", "card_declined", "generic_decline"),
        ("pm_card_visa_chargeDeclined", "4000000000000002", "card_declined", "generic_decline"),
        (
            "pm_card_chargeDeclinedInsufficientFunds",
            "4000000000009995",
            "card_declined",
            "insufficient_funds",
        ),
        ("pm_card_chargeDeclinedExpiredCard", "4000000000000069", "expired_card", None),
        ("pm_card_chargeDeclinedIncorrectCvc", "4000000000000127", "incorrect_cvc", None),
        ("pm_card_chargeDeclinedProcessingError", "4000000000000119", "processing_error", None),
        ("pm_card_chargeCustomerFail", "4000000000000341", "card_declined", "generic_decline"),
    ],
)
def test_a_declined_card_leaves_the_intent_open(
    client: stripe.StripeClient, token: str, number: str, code: str, decline_code: str | None
) -> None:
    intent = create(client)

    errors = []
    tries: list[Any] = [{"payment_method": token}, {"payment_method_data": typed(number)}]
    for params in tries:
        with pytest.raises(stripe.CardError) as declined:
            client.v1.payment_intents.confirm(intent.id, params)
        errors.append(declined.value)

    for error in errors:
        assert (error.http_status, error.code) == (402, code)
        assert error.error is not None
        assert error.error.decline_code == decline_code
        assert error.error.payment_intent is not None
        assert error.error.payment_intent.id == intent.id
    found = client.v1.payment_intents.retrieve(intent.id)
    assert (found.status, found.amount_received, found.payment_method) == ("requires_payment_method", 0, None)
    assert found.last_payment_error is not None
    assert found.last_payment_error.code == code
    charges = client.v1.charges.list({"payment_intent": intent.id}).data
    assert [(charge.status, charge.paid, charge.amount_captured) for charge in charges] == [
        ("failed", False, 0)
    ] * 2


def test_another_card_pays_after_a_decline(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.CardError) as declined:
        create(client, confirm=True, payment_method="pm_card_chargeDeclined")
    assert declined.value.error is not None
    assert declined.value.error.payment_intent is not None
    intent = declined.value.error.payment_intent.id

    paid = client.v1.payment_intents.confirm(intent, {"payment_method": "pm_card_visa"})

    assert (paid.status, paid.last_payment_error) == ("succeeded", None)
    assert len(succeeded(client, payment_intent=intent)) == 1


@pytest.mark.parametrize("token", ["pm_card_authenticationRequired", "pm_card_authenticationRequiredOnSetup"])
@pytest.mark.parametrize(("outcome", "status"), [("complete", "succeeded"), ("fail", "failed")])
def test_3d_secure_leads_back_to_the_app(
    client: stripe.StripeClient, shop: Shop, token: str, outcome: str, status: str
) -> None:
    asked = create(client, confirm=True, payment_method=token, return_url="myshop://paid?order=1")
    before = succeeded(client)

    assert asked.next_action is not None
    assert asked.next_action.redirect_to_url is not None
    back = submit(str(asked.next_action.redirect_to_url.url), outcome=outcome)

    assert asked.status == "requires_action"
    assert before == []
    assert back.headers["Location"] == (
        f"myshop://paid?order=1&payment_intent={asked.id}"
        f"&payment_intent_client_secret={asked.client_secret}&redirect_status={status}"
    )
    found = client.v1.payment_intents.retrieve(asked.id)
    assert found.status == ("succeeded" if status == "succeeded" else "requires_payment_method")
    assert len(succeeded(client)) == (status == "succeeded")
    last = "payment_intent.succeeded" if status == "succeeded" else "payment_intent.payment_failed"
    until(shop.has("payment_intent.requires_action", last))


def test_a_challenge_answered_twice_charges_once(client: stripe.StripeClient) -> None:
    asked = create(
        client,
        confirm=True,
        payment_method="pm_card_authenticationRequired",
        return_url="https://a.example/",
    )
    assert asked.next_action is not None
    assert asked.next_action.redirect_to_url is not None
    url = str(asked.next_action.redirect_to_url.url)

    submit(url, outcome="complete")
    submit(url, outcome="fail")

    assert client.v1.payment_intents.retrieve(asked.id).status == "succeeded"
    assert len(succeeded(client)) == 1


def test_capturing_a_part_releases_the_rest(client: stripe.StripeClient) -> None:
    held = create(client, confirm=True, payment_method="pm_card_visa", capture_method="manual")

    captured = client.v1.payment_intents.capture(held.id, {"amount_to_capture": 4_000})

    assert (held.status, held.amount_capturable, held.amount_received) == ("requires_capture", 4_200, 0)
    assert (captured.status, captured.amount_capturable, captured.amount_received) == ("succeeded", 0, 4_000)
    with pytest.raises(stripe.InvalidRequestError, match="Refund amount"):
        client.v1.refunds.create({"payment_intent": held.id, "amount": 4_001})


def test_more_than_was_held_cannot_be_captured(client: stripe.StripeClient) -> None:
    held = create(client, confirm=True, payment_method="pm_card_visa", capture_method="manual")

    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.capture(held.id, {"amount_to_capture": 4_201})

    assert refused.value.code == "amount_too_large"
    assert client.v1.payment_intents.retrieve(held.id).status == "requires_capture"


def test_a_canceled_intent_takes_no_money(client: stripe.StripeClient, shop: Shop) -> None:
    intent = create(client)

    canceled = client.v1.payment_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})

    assert (canceled.status, canceled.cancellation_reason) == ("canceled", "abandoned")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    assert refused.value.code == "payment_intent_unexpected_state"
    assert succeeded(client) == []
    until(shop.has("payment_intent.canceled"))


@pytest.mark.parametrize("verb", ["confirm", "capture", "cancel"])
def test_a_paid_intent_is_final(client: stripe.StripeClient, verb: str) -> None:
    paid = create(client, confirm=True, payment_method="pm_card_visa")

    with pytest.raises(stripe.InvalidRequestError) as refused:
        getattr(client.v1.payment_intents, verb)(paid.id)

    assert refused.value.code == "payment_intent_unexpected_state"
    assert client.v1.payment_intents.retrieve(paid.id).status == "succeeded"


def test_updating_changes_metadata_key_by_key(client: stripe.StripeClient) -> None:
    intent = create(client, metadata={"order": "order-1", "cart": "7"})

    updated = client.v1.payment_intents.update(
        intent.id, {"metadata": {"cart": "", "note": "gift"}, "amount": 5_000}
    )

    assert plain(updated.metadata) == {"order": "order-1", "note": "gift"}
    assert updated.amount == 5_000


def test_lists_go_back_in_time_page_by_page(client: stripe.StripeClient) -> None:
    made = [create(client).id for _ in range(5)]

    first = client.v1.payment_intents.list({"limit": 2})
    second = client.v1.payment_intents.list({"limit": 2, "starting_after": first.data[-1].id})
    everything = [intent.id for intent in first.auto_paging_iter()]
    newer = client.v1.payment_intents.list({"limit": 2, "ending_before": made[0]})
    older = client.v1.payment_intents.list({"created": {"lt": first.data[0].created - 60}})

    assert [intent.id for intent in first.data] == [made[4], made[3]]
    assert [intent.id for intent in second.data] == [made[2], made[1]]
    assert everything == made[::-1]
    assert [intent.id for intent in newer.data] == [made[2], made[1]]
    assert older.data == []


def test_a_mobile_client_confirms_with_the_secret(client: stripe.StripeClient, sandbox: Running) -> None:
    intent = create(client)
    mobile = sandbox.client("pk_test_mobile")
    secret: Any = {"client_secret": intent.client_secret}
    params: Any = {"payment_method_data": typed("4242424242424242"), **secret}

    paid = mobile.v1.payment_intents.confirm(intent.id, params)
    seen = mobile.v1.payment_intents.retrieve(intent.id, secret)

    assert (paid.status, seen.status) == ("succeeded", "succeeded")
    assert {"metadata", "customer", "latest_charge"}.isdisjoint(plain(seen))
    with pytest.raises(stripe.InvalidRequestError) as refused:
        mobile.v1.payment_intents.retrieve(intent.id, {"client_secret": "guessed"})
    assert refused.value.param == "client_secret"
    with pytest.raises(stripe.InvalidRequestError, match="client_secret"):
        mobile.v1.payment_intents.retrieve(intent.id)
    with pytest.raises(stripe.AuthenticationError):
        mobile.v1.refunds.create({"payment_intent": intent.id})


def test_a_decline_tells_a_mobile_client_no_more_than_it_may_know(
    client: stripe.StripeClient, sandbox: Running
) -> None:
    intent = create(client)
    params: Any = {"payment_method": "pm_card_chargeDeclined", "client_secret": intent.client_secret}

    with pytest.raises(stripe.CardError) as declined:
        sandbox.client("pk_test_mobile").v1.payment_intents.confirm(intent.id, params)

    assert isinstance(declined.value.json_body, dict)
    assert "metadata" not in declined.value.json_body["error"]["payment_intent"]


def test_only_the_configured_publishable_key_is_taken(tmp_path: Path) -> None:
    with running(tmp_path / "state", publishable_key="pk_test_ours") as sandbox:
        intent = create(sandbox.client())
        secret: Any = {"client_secret": intent.client_secret}

        seen = sandbox.client("pk_test_ours").v1.payment_intents.retrieve(intent.id, secret)

        assert seen.id == intent.id
        with pytest.raises(stripe.AuthenticationError):
            sandbox.client("pk_test_other").v1.payment_intents.retrieve(intent.id, secret)


def test_an_expanded_charge_is_in_its_place(client: stripe.StripeClient) -> None:
    paid = create(client, confirm=True, payment_method="pm_card_visa", expand=["latest_charge"])

    assert isinstance(paid.latest_charge, stripe.Charge)
    assert paid.latest_charge.payment_intent == paid.id
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        client.v1.payment_intents.retrieve(paid.id, {"expand": ["weather"]})
