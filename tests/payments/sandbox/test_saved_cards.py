"""Customers and the cards they keep."""

from typing import Any

import pytest
import stripe

from tests.payments.sandbox.harness import Running, Shop, plain, submit, succeeded, until


@pytest.fixture
def customer(client: stripe.StripeClient) -> stripe.Customer:
    return client.v1.customers.create({"email": "ada@example.org", "name": "Ada", "metadata": {"user": "7"}})


def save(client: stripe.StripeClient, customer: stripe.Customer, token: str) -> stripe.SetupIntent:
    params: Any = {
        "customer": customer.id,
        "payment_method": token,
        "confirm": True,
        "return_url": "https://shop.example/",
    }
    return client.v1.setup_intents.create(params)


def pay_later(client: stripe.StripeClient, customer: stripe.Customer, method: Any) -> stripe.PaymentIntent:
    params: Any = {
        "amount": 1_000,
        "currency": "eur",
        "customer": customer.id,
        "payment_method": method,
        "off_session": True,
        "confirm": True,
    }
    return client.v1.payment_intents.create(params)


def test_a_customer_is_found_by_email(client: stripe.StripeClient, customer: stripe.Customer) -> None:
    client.v1.customers.create({"email": "bob@example.org"})

    found = client.v1.customers.list({"email": "ada@example.org"}).data
    updated = client.v1.customers.update(customer.id, {"name": "Ada L."})

    assert [one.id for one in found] == [customer.id]
    assert plain(client.v1.customers.retrieve(customer.id).metadata) == {"user": "7"}
    assert updated.name == "Ada L."


def test_a_saved_card_pays_later(client: stripe.StripeClient, customer: stripe.Customer, shop: Shop) -> None:
    saved = save(client, customer, "pm_card_visa")

    paid = pay_later(client, customer, saved.payment_method)

    assert saved.status == "succeeded"
    assert (paid.status, paid.customer) == ("succeeded", customer.id)
    methods = client.v1.payment_methods.list({"customer": customer.id, "type": "card"}).data
    assert [method.id for method in methods] == [saved.payment_method]
    assert methods[0].card is not None
    assert methods[0].card.last4 == "4242"
    until(shop.has("setup_intent.succeeded", "payment_method.attached"))


def test_a_card_set_up_with_3d_secure_pays_later_unasked(
    client: stripe.StripeClient, customer: stripe.Customer
) -> None:
    saved = save(client, customer, "pm_card_authenticationRequiredOnSetup")
    assert saved.next_action is not None
    assert saved.next_action.redirect_to_url is not None
    back = submit(str(saved.next_action.redirect_to_url.url), outcome="complete")
    done = client.v1.setup_intents.retrieve(saved.id)

    paid = pay_later(client, customer, done.payment_method)

    assert saved.status == "requires_action"
    assert back.headers["Location"].startswith(f"https://shop.example/?setup_intent={saved.id}")
    assert done.status == "succeeded"
    assert paid.status == "succeeded"


def test_a_card_that_always_asks_cannot_pay_unasked(
    client: stripe.StripeClient, customer: stripe.Customer
) -> None:
    attached = client.v1.payment_methods.attach("pm_card_authenticationRequired", {"customer": customer.id})

    with pytest.raises(stripe.CardError) as declined:
        pay_later(client, customer, attached.id)

    assert declined.value.code == "authentication_required"
    assert succeeded(client) == []


def test_a_setup_that_failed_3d_secure_keeps_no_card(
    client: stripe.StripeClient, customer: stripe.Customer
) -> None:
    saved = save(client, customer, "pm_card_authenticationRequired")
    assert saved.next_action is not None
    assert saved.next_action.redirect_to_url is not None

    submit(str(saved.next_action.redirect_to_url.url), outcome="fail")

    assert client.v1.setup_intents.retrieve(saved.id).status == "requires_payment_method"
    assert client.v1.payment_methods.list({"customer": customer.id}).data == []


def test_a_declined_card_is_not_kept(client: stripe.StripeClient, customer: stripe.Customer) -> None:
    with pytest.raises(stripe.CardError):
        save(client, customer, "pm_card_chargeDeclined")
    with pytest.raises(stripe.CardError):
        client.v1.payment_methods.attach("pm_card_chargeDeclined", {"customer": customer.id})

    assert client.v1.payment_methods.list({"customer": customer.id}).data == []


def test_one_card_can_be_kept_and_still_be_declined(
    client: stripe.StripeClient, customer: stripe.Customer
) -> None:
    method = client.v1.payment_methods.attach("pm_card_chargeCustomerFail", {"customer": customer.id})

    with pytest.raises(stripe.CardError) as declined:
        pay_later(client, customer, method.id)

    assert declined.value.code == "card_declined"
    assert succeeded(client) == []


def test_a_card_of_someone_else_does_not_pay(client: stripe.StripeClient, customer: stripe.Customer) -> None:
    saved = save(client, customer, "pm_card_visa")
    other = client.v1.customers.create({"email": "bob@example.org"})

    with pytest.raises(stripe.InvalidRequestError, match="belongs to a Customer"):
        pay_later(client, other, saved.payment_method)

    assert succeeded(client) == []


def test_a_mobile_client_makes_a_payment_method(sandbox: Running, client: stripe.StripeClient) -> None:
    card: Any = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2040, "cvc": "123"}
    method = sandbox.client("pk_test_mobile").v1.payment_methods.create({"type": "card", "card": card})

    paid = client.v1.payment_intents.create(
        {"amount": 1_000, "currency": "eur", "payment_method": method.id, "confirm": True}
    )

    assert paid.status == "succeeded"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": "4242424242424241"}, "incorrect_number"),
        ({"number": "4111111111111111"}, "card_declined"),
        ({"exp_month": 13}, "invalid_expiry_month"),
        ({"exp_year": 2020}, "invalid_expiry_year"),
        ({"cvc": "1"}, "invalid_cvc"),
    ],
)
def test_card_data_is_checked(client: stripe.StripeClient, change: dict[str, Any], code: str) -> None:
    card: Any = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2040, "cvc": "123", **change}

    with pytest.raises(stripe.CardError) as refused:
        client.v1.payment_methods.create({"type": "card", "card": card})

    assert refused.value.code == code
