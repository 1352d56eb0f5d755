"""Checkout: one step after the other, nothing typed twice, nothing lost."""

from typing import Any

import pytest
from django.test import Client

from accounts.commands.save_address import SaveAddress, save_address
from accounts.domain.postal import PostalAddress
from accounts.models import Address, User
from orders.models import Cart
from tests.orders.conftest import NewVariant
from tests.orders.pages.shopping import ADDRESS, fill_cart, go_to_review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipping")]


def remembered() -> dict[str, Any]:
    checkout: dict[str, Any] = Cart.objects.get().checkout
    return checkout


@pytest.mark.parametrize("step", ["/checkout", "/checkout/shipping", "/checkout/review"])
def test_with_an_empty_cart_there_is_no_checkout(client: Client, step: str) -> None:
    answer = client.get(step)

    assert (answer.status_code, answer["Location"]) == (303, "/cart")
    assert "Your cart is empty. Put something in" in client.get("/cart").content.decode()


def test_a_later_step_leads_to_the_first_unfinished_one(client: Client, new_variant: NewVariant) -> None:
    fill_cart(client, new_variant)

    assert client.get("/checkout/shipping")["Location"] == "/checkout"
    assert client.get("/checkout/review")["Location"] == "/checkout"

    client.post("/checkout", ADDRESS)

    assert client.get("/checkout/review")["Location"] == "/checkout/shipping"


def test_an_article_that_cannot_be_ordered_leads_to_the_cart(client: Client, new_variant: NewVariant) -> None:
    variant = new_variant(on_hand=2)
    client.post("/cart/add", {"sku": variant.sku, "quantity": 2})
    type(variant).objects.filter(pk=variant.pk).update(price=None)

    assert client.get("/checkout")["Location"] == "/cart"


def test_what_was_filled_in_is_there_again(client: Client, new_variant: NewVariant) -> None:
    fill_cart(client, new_variant)
    go_to_review(client)

    address = client.get("/checkout").content.decode()
    shipping = client.get("/checkout/shipping").content.decode()

    assert 'value="ada@example.com"' in address
    assert 'value="Main Street 1"' in address
    assert 'value="parcel" checked' in shipping


def test_a_guest_sees_at_most_eight_fields(client: Client, new_variant: NewVariant) -> None:
    fill_cart(client, new_variant)

    page = client.get("/checkout").content.decode()

    form = page.partition('class="card stack checkout-form"')[2].partition('class="stack billing-address"')[0]
    behind_details = form.partition("<details")[2].partition("</details>")[0]
    visible = form.replace(behind_details, "")
    assert [visible.count("<input type="), visible.count("<select")] == [1 + 7, 1]  # the token is one of them
    assert '<option value="DE" selected>Germany</option>' in form
    assert "Only for the carrier, should the parcel not find you." in form


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"email": ""}, "email", "Enter your e-mail address."),
        ({"email": "ada@"}, "email", "Enter an e-mail address, e.g. name@example.com."),
        ({"name": ""}, "name", "Enter the name of who receives it."),
        ({"name": "A\u202eB"}, "name", "Use one line of plain text."),
        ({"name": "a" * 500}, "name", "Ensure this value has at most 120 characters (it has 500)."),
        ({"postcode": ""}, "postcode", "Enter the postcode, e.g. 10115."),
        ({"postcode": "1012 AB"}, "postcode", "That is not a postcode of this country; it looks like 10115."),
        ({"country": "ZZ"}, "country", "We do not deliver to this country yet."),
        ({"country": "US"}, "country", "We do not deliver to this country yet."),
        ({"phone": "call me"}, "phone", "Enter a phone number, e.g. +49 30 123456."),
        ({"same_billing": ""}, "billing_name", "Enter the name of who receives it."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_on_top(
    client: Client, new_variant: NewVariant, changes: dict[str, str], field: str, message: str
) -> None:
    fill_cart(client, new_variant)

    answer = client.post("/checkout", ADDRESS | changes)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'id="id_{field}_error"><li>{message}</li>' in page
    assert f'<a href="#id_{field}">' in page
    assert 'value="Main Street 1"' in page
    assert remembered() == {}


def test_the_invoice_may_go_elsewhere(client: Client, new_variant: NewVariant) -> None:
    fill_cart(client, new_variant)
    billing = {"name": "Babbage Ltd", "line1": "Dorset Street 1", "city": "London", "country": "GB"}

    client.post("/checkout", ADDRESS | {"same_billing": ""} | {f"billing_{k}": v for k, v in billing.items()})

    assert remembered()["billing"]["name"] == "Babbage Ltd"
    assert 'value="Babbage Ltd"' in client.get("/checkout").content.decode()


def test_a_customer_chooses_among_saved_addresses(client: Client, new_variant: NewVariant) -> None:
    user = User.objects.create_user("ada@example.com")
    home = save_address(SaveAddress(user_id=user.pk, postal=postal(line1="Home 1")))
    work = save_address(SaveAddress(user_id=user.pk, postal=postal(line1="Work 2")))
    client.force_login(user)
    fill_cart(client, new_variant)

    page = client.get("/checkout").content.decode()

    assert f'value="{home}" checked' in page
    assert 'value="ada@example.com"' in page

    client.post("/checkout", {"email": "ada@example.com", "address": work, "same_billing": "on"})

    assert (remembered()["shipping"]["line1"], remembered()["address_id"]) == ("Work 2", work)
    assert f'value="{work}" checked' in client.get("/checkout").content.decode()


def test_another_ones_address_cannot_be_chosen(client: Client, new_variant: NewVariant) -> None:
    user, other = User.objects.create_user("ada@example.com"), User.objects.create_user("eve@example.com")
    save_address(SaveAddress(user_id=user.pk, postal=postal()))
    theirs = save_address(SaveAddress(user_id=other.pk, postal=postal()))
    client.force_login(user)
    fill_cart(client, new_variant)

    answer = client.post("/checkout", {"email": "ada@example.com", "address": theirs, "same_billing": "on"})

    assert answer.status_code == 400
    assert remembered() == {}


def test_a_new_address_is_saved_once(client: Client, new_variant: NewVariant) -> None:
    user = User.objects.create_user("ada@example.com")
    client.force_login(user)
    fill_cart(client, new_variant)

    client.post("/checkout", ADDRESS | {"save_address": "on"})
    saved = Address.objects.get(user=user)

    assert (saved.line1, remembered()["address_id"]) == ("Main Street 1", saved.pk)

    client.post("/checkout", ADDRESS | {"address": saved.pk, "save_address": "on"})

    assert Address.objects.count() == 1


def test_shipping_that_cannot_take_the_parcel_says_why(client: Client, new_variant: NewVariant) -> None:
    client.post("/cart/add", {"sku": new_variant(weight=20_000).sku, "quantity": 2})
    client.post("/checkout", ADDRESS)

    page = client.get("/checkout/shipping").content.decode()
    refused = client.post("/checkout/shipping", {"method": "parcel"})
    unknown = client.post("/checkout/shipping", {"method": "no-such"})

    assert "The parcel weighs 40.0 kg; this method takes up to 32 kg." in page
    assert 'value="flat" checked' in page
    assert (refused.status_code, unknown.status_code) == (409, 409)
    assert "method" not in remembered() or not remembered()["method"]


def test_a_method_that_is_no_longer_possible_is_asked_for_again(
    client: Client, new_variant: NewVariant
) -> None:
    fill_cart(client, new_variant)
    go_to_review(client)
    client.post("/cart/add", {"sku": new_variant(weight=20_000).sku, "quantity": 2})

    assert client.get("/checkout/review")["Location"] == "/checkout/shipping"


def test_review_shows_all_of_it(client: Client, new_variant: NewVariant) -> None:
    client.post("/cart/add", {"sku": new_variant(price=1_190, weight=10).sku, "quantity": 2})
    client.post("/cart/add", {"sku": new_variant(price=107, rate=700, weight=10).sku, "quantity": 1})

    page = go_to_review(client)

    for text in (
        "Ada Lovelace",
        "10115 Berlin",
        "Germany",
        "ada@example.com",
        "Parcel",
        "€29.77",
        "€4.58",
        "€0.07",
    ):
        assert text in page
    assert "of which VAT 19\u202f%" in page
    assert "of which VAT 7\u202f%" in page


@pytest.mark.parametrize("lines", [5, 50])
def test_no_step_costs_statements_per_line(
    client: Client, new_variant: NewVariant, lines: int, django_assert_max_num_queries: Any
) -> None:
    fill_cart(client, new_variant, lines)
    go_to_review(client)

    with django_assert_max_num_queries(8):
        client.get("/cart")
    for step in ("/checkout", "/checkout/shipping", "/checkout/review"):
        with django_assert_max_num_queries(15):
            assert client.get(step).status_code == 200
    with django_assert_max_num_queries(15):
        client.post("/checkout", ADDRESS)
    with django_assert_max_num_queries(15):
        client.post("/checkout/shipping", {"method": "parcel"})


def postal(line1: str = "Main Street 1") -> PostalAddress:
    return PostalAddress(name="Ada Lovelace", line1=line1, postcode="10115", city="Berlin", country="DE")
