"""Compiled pages: in the shell of Django's own, and nothing of one visitor in what is kept."""

import re

import pytest
from django.test import Client, override_settings
from django.utils.translation import override

from electricityshop.compiled_pages import shell
from orders.pages.country_select import country_choices
from orders.pages.postal_fields import postal_fields
from tests.orders.conftest import NewVariant

pytestmark = pytest.mark.django_db


def part(page: str, tag: str) -> str:
    found = re.search(rf"<{tag}\b.*</{tag}>", page, re.DOTALL)
    assert found, tag
    return found[0]


def test_head_header_and_footer_are_those_of_any_other_page(client: Client) -> None:
    cart = client.get("/cart").content.decode()
    other = client.get("/no-such-page").content.decode()

    for tag in ("header", "footer"):
        assert part(cart, tag) == part(other, tag)
    assert set(re.findall(r"<(?:link|script|meta) [^>]*>", part(other, "head"))) < set(
        re.findall(r"<(?:link|script|meta) [^>]*>", part(cart, "head"))
    )
    assert "<title>Cart · ElectricityShop</title>" in cart


def test_the_shell_is_that_of_the_language_and_of_the_settings() -> None:
    english = shell("orders/base.html")
    with override("de"):
        german = shell("orders/base.html")
    with override_settings(SHOP_NAME="Volt"):
        renamed = shell("orders/base.html")

    assert ('lang="en"' in english[0], 'lang="de"' in german[0]) == (True, True)
    assert ("Volt" in renamed[1], "Volt" in shell("orders/base.html")[1]) == (True, False)


def test_a_page_without_title_messages_and_content_is_no_shell() -> None:
    with pytest.raises(ValueError, match="once each"):
        shell("_notice.html")


def test_what_happened_is_shown_once(client: Client) -> None:
    client.get("/checkout")  # with an empty cart

    first, second = (client.get("/cart").content.decode() for _ in range(2))

    message = '<p class="notice "\n           role="status">Your cart is empty. Put something in before you order.</p>'
    assert (message in first, message in second) == (True, False)


def test_forms_of_a_page_share_a_token_and_a_page_without_gives_none(
    client: Client, new_variant: NewVariant
) -> None:
    empty = client.get("/cart")
    for _ in range(2):
        client.post("/cart/add", {"sku": new_variant().sku})

    tokens = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/cart").content.decode())

    assert "csrftoken" not in empty.cookies
    assert (len(tokens), len(set(tokens))) == (4, 1)


def test_an_empty_field_is_put_together_once_and_holds_nothing_of_a_visitor(
    client: Client, new_variant: NewVariant
) -> None:
    client.post("/cart/add", {"sku": new_variant().sku})
    empty = client.get("/checkout").content.decode()

    refused = client.post("/checkout", {"email": "ada@example.com", "city": "Berlin"}).content.decode()
    again = client.get("/checkout").content.decode()

    assert 'value="Berlin"' in refused
    assert 'aria-invalid="true"' in fields(refused)["line1"]
    assert fields(again) == fields(empty)
    assert fields(empty)["city"] == (
        '<input type="text" name="city" autocomplete="shipping address-level2" maxlength="120" required id="id_city">'
    )


def fields(page: str) -> dict[str, str]:
    found = re.finditer(r'<(?:input|select)[^>]* name="(\w+)"[^>]*>', page)
    return {one[1]: one[0] for one in found if one[1] != "csrfmiddlewaretoken"}


def test_forms_share_fields_that_no_form_can_change() -> None:
    choices = country_choices(["DE"])

    fields = postal_fields("shipping", "", choices)

    assert postal_fields("shipping", "", choices) is fields
    with pytest.raises(TypeError):
        fields["name"] = fields["city"]  # type: ignore[index]  # that is the point
