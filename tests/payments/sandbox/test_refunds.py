"""Refunds: in parts, and never more than was captured."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import stripe

from tests.payments.sandbox.harness import Running, Shop, plain, until


@pytest.fixture
def paid(client: stripe.StripeClient) -> stripe.PaymentIntent:
    return client.v1.payment_intents.create(
        {"amount": 1_000, "currency": "eur", "confirm": True, "payment_method": "pm_card_visa"}
    )


def refunded(client: stripe.StripeClient, intent: stripe.PaymentIntent) -> int:
    return client.v1.charges.retrieve(str(intent.latest_charge)).amount_refunded


def test_parts_add_up_to_the_whole(
    client: stripe.StripeClient, paid: stripe.PaymentIntent, sandbox: Running, shop: Shop
) -> None:
    part = client.v1.refunds.create(
        {"payment_intent": paid.id, "amount": 300, "reason": "requested_by_customer", "metadata": {"a": "1"}}
    )
    half_way = client.v1.charges.retrieve(str(paid.latest_charge))
    rest = client.v1.refunds.create({"payment_intent": paid.id})

    assert (part.status, part.amount, part.reason) == ("succeeded", 300, "requested_by_customer")
    assert (half_way.amount_refunded, half_way.refunded) == (300, False)
    assert rest.amount == 700
    charge = client.v1.charges.retrieve(str(paid.latest_charge))
    assert (charge.amount_refunded, charge.refunded) == (1_000, True)
    listed = client.v1.refunds.list({"payment_intent": paid.id}).data
    assert [refund.id for refund in listed] == [rest.id, part.id]
    assert client.v1.refunds.retrieve(part.id).amount == 300
    until(sandbox.settled)
    assert shop.types()[-4:] == ["refund.created", "charge.refunded"] * 2


def test_more_than_the_rest_is_refused(client: stripe.StripeClient, paid: stripe.PaymentIntent) -> None:
    client.v1.refunds.create({"payment_intent": paid.id, "amount": 600})

    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"payment_intent": paid.id, "amount": 401})

    assert str(refused.value.user_message) == (
        "Refund amount (€4.01) is greater than unrefunded amount on charge (€4.00)"
    )
    assert refused.value.param == "amount"
    assert refunded(client, paid) == 600


def test_nothing_is_left_after_the_whole(client: stripe.StripeClient, paid: stripe.PaymentIntent) -> None:
    client.v1.refunds.create({"payment_intent": paid.id})

    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"payment_intent": paid.id, "amount": 1})

    assert refused.value.code == "charge_already_refunded"
    assert refunded(client, paid) == 1_000


@pytest.mark.parametrize("amount", [0, -5])
def test_an_amount_is_positive(client: stripe.StripeClient, paid: stripe.PaymentIntent, amount: int) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"payment_intent": paid.id, "amount": amount})

    assert refused.value.code == "parameter_invalid_integer"
    assert refunded(client, paid) == 0


@pytest.mark.parametrize("params", [{}, {"payment_intent": "pi_nobody"}, {"charge": "ch_nobody"}])
def test_something_that_was_paid_must_be_named(client: stripe.StripeClient, params: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create(params)

    assert refused.value.code in ("parameter_missing", "resource_missing")


def test_what_was_never_paid_is_not_refunded(client: stripe.StripeClient) -> None:
    intent = client.v1.payment_intents.create({"amount": 1_000, "currency": "eur"})

    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        client.v1.refunds.create({"payment_intent": intent.id})

    assert client.v1.refunds.list().data == []


def test_twenty_at_once_never_exceed_the_charge(sandbox: Running, paid: stripe.PaymentIntent) -> None:
    client = sandbox.client()

    def refund(_: int) -> int:
        try:
            return client.v1.refunds.create({"payment_intent": paid.id, "amount": 300}).amount
        except stripe.InvalidRequestError:
            return 0

    with ThreadPoolExecutor(20) as pool:
        given = sum(pool.map(refund, range(20)))

    assert given == 900
    assert refunded(client, paid) == 900


def test_new_metadata_is_told(client: stripe.StripeClient, paid: stripe.PaymentIntent, shop: Shop) -> None:
    refund = client.v1.refunds.create({"payment_intent": paid.id})

    updated = client.v1.refunds.update(refund.id, {"metadata": {"note": "seen"}})

    assert plain(updated.metadata) == {"note": "seen"}
    until(shop.has("refund.updated"))
