"""The cart page: filled, changed, refused; one guest, one cookie."""

import pytest
from django.test import Client

from catalog.models import StockItem, Variant
from orders.cart_token import COOKIE, read_token
from orders.models import CartLine
from tests.orders.conftest import NewVariant

pytestmark = pytest.mark.django_db

BAD_QUANTITIES = ["0", "-1", "1.5", "1e3", "1e9", "", "two", "١", "0x10", "NaN", "9" * 400, "2147483648"]


def quantities() -> list[int]:
    return list(CartLine.objects.order_by("id").values_list("quantity", flat=True))


def put_in(client: Client, variant: Variant, quantity: int = 1) -> CartLine:
    client.post("/cart/add", {"sku": variant.sku, "quantity": quantity})
    return CartLine.objects.get(variant=variant)


def test_an_article_goes_in_and_the_guest_is_known_again(client: Client, new_variant: NewVariant) -> None:
    variant = new_variant(price=1_190)

    answer = client.post("/cart/add", {"sku": variant.sku, "quantity": "2"})

    assert (answer.status_code, answer["Location"]) == (303, "/cart")
    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 60 * 24 * 60 * 60)
    assert read_token(cookie.value) == CartLine.objects.get().cart_id
    page = client.get("/cart")
    assert page["Cache-Control"] == "private, no-store"
    assert "In your cart: 2 pieces · Cable" in page.content.decode()
    assert "€23.80" in page.content.decode()
    assert "€3.80" in page.content.decode()  # the VAT contained


def test_without_a_cookie_nobody_sees_the_cart(client: Client, new_variant: NewVariant) -> None:
    put_in(client, new_variant())

    page = Client().get("/cart")

    assert "Your cart is empty" in page.content.decode()


def test_htmx_gets_a_small_confirmation(client: Client, new_variant: NewVariant) -> None:
    variant = new_variant()

    answer = client.post("/cart/add", {"sku": variant.sku}, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Trigger"]) == (200, "cart-changed")
    assert "<html" not in answer.content.decode()
    assert COOKIE in answer.cookies


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("quantity", BAD_QUANTITIES)
def test_a_bad_quantity_is_refused_and_changes_nothing(
    client: Client, new_variant: NewVariant, quantity: str, headers: dict[str, str]
) -> None:
    line = put_in(client, new_variant(), 2)

    added = client.post("/cart/add", {"sku": line.variant.sku, "quantity": quantity}, headers=headers)
    changed = client.post(f"/cart/lines/{line.pk}", {"quantity": quantity}, headers=headers)

    assert (added.status_code, changed.status_code) == (400, 400)
    assert quantities() == [2]


def test_what_cannot_be_bought_is_refused(client: Client, new_variant: NewVariant) -> None:
    sold_out, unpriced, hidden = new_variant(on_hand=0), new_variant(price=None), new_variant(is_active=False)

    answers = [
        client.post("/cart/add", {"sku": one}) for one in ("NO-SUCH", hidden.sku, unpriced.sku, sold_out.sku)
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 409, 409]
    assert "There is no article with the number NO-SUCH." in answers[0].content.decode()
    assert "This article is sold out." in answers[3].content.decode()
    assert quantities() == []


def test_too_much_is_said_beside_the_line(client: Client, new_variant: NewVariant) -> None:
    line = put_in(client, new_variant(on_hand=10), 2)

    answer = client.post(f"/cart/lines/{line.pk}", {"quantity": "11"})

    assert answer.status_code == 409
    note = answer.content.decode().partition(f'id="line-note-{line.pk}" role="status">')[2]
    assert note.partition("</p>")[0].strip() == '<p class="error-text">Only 10 left.'
    assert quantities() == [2]


def test_a_line_is_changed_and_taken_out(client: Client, new_variant: NewVariant) -> None:
    line = put_in(client, new_variant(), 2)

    changed = client.post(f"/cart/lines/{line.pk}", {"quantity": "5"})

    assert (changed.status_code, quantities()) == (303, [5])

    removed = client.post(f"/cart/lines/{line.pk}", {"remove": "1"})

    assert (removed.status_code, quantities()) == (303, [])


def test_htmx_gets_the_new_amounts_only(client: Client, new_variant: NewVariant) -> None:
    line, other = put_in(client, new_variant(price=1_000), 2), put_in(client, new_variant(price=1))

    answer = client.post(f"/cart/lines/{line.pk}", {"quantity": "5"}, headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert f'id="line-total-{line.pk}" hx-swap-oob="innerHTML">€50.00<' in text
    assert f"line-total-{other.pk}" not in text
    assert "€50.01" in text


def test_another_ones_line_is_not_found(client: Client, new_variant: NewVariant) -> None:
    line = put_in(client, new_variant(), 2)

    answers = [
        Client().post(f"/cart/lines/{line.pk}", {"quantity": "3"}),
        Client().post(f"/cart/lines/{line.pk}", {"remove": "1"}),
        client.post(f"/cart/lines/{2**70}", {"remove": "1"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert quantities() == [2]


def test_an_article_no_longer_for_sale_stands_in_the_way_until_it_is_removed(
    client: Client, new_variant: NewVariant
) -> None:
    line = put_in(client, new_variant())
    put_in(client, new_variant(price=700))
    Variant.objects.filter(pk=line.variant_id).update(price=None)

    page = client.get("/cart")

    assert "No longer for sale. Remove it to go on." in page.content.decode()
    assert "€7.00" in page.content.decode()
    assert 'href="/checkout"' not in page.content.decode()


def test_a_forged_post_is_refused_and_one_of_this_site_needs_no_token(new_variant: NewVariant) -> None:
    client = Client(enforce_csrf_checks=True)
    wish = {"sku": new_variant().sku}
    forged = [
        {},
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ]

    refused = [client.post("/cart/add", wish, headers=headers).status_code for headers in forged]

    assert refused == [403, 403, 403]
    assert quantities() == []

    ours = [{"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}]
    taken = [client.post("/cart/add", wish, headers=headers).status_code for headers in ours]

    assert taken == [303, 303]
    assert quantities() == [2]


def test_changing_a_line_needs_the_token(new_variant: NewVariant) -> None:
    client = Client(enforce_csrf_checks=True)
    client.post("/cart/add", {"sku": new_variant().sku}, headers={"Sec-Fetch-Site": "same-origin"})
    line = CartLine.objects.get()

    answer = client.post(
        f"/cart/lines/{line.pk}", {"quantity": "5"}, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert (answer.status_code, quantities()) == (403, [1])


@pytest.mark.parametrize("sku", ["a%00b", "%ff%fe"])
def test_what_is_no_text_is_refused(client: Client, db: None, sku: str) -> None:
    answer = client.post("/cart/add", f"sku={sku}", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 400


def test_a_cookie_that_is_not_ours_is_nobodys(client: Client, new_variant: NewVariant) -> None:
    line = put_in(client, new_variant())
    client.cookies[COOKIE] = f"{line.cart_id.hex}:forged"

    page = client.get("/cart")

    assert "Your cart is empty" in page.content.decode()


def stock_goes_to(variant: Variant, left: int) -> None:
    StockItem.objects.filter(variant=variant).update(on_hand=left)


def test_what_is_left_of_a_line_is_taken_with_one_click(client: Client, new_variant: NewVariant) -> None:
    line = put_in(client, new_variant(), 5)
    stock_goes_to(line.variant, 3)

    page = client.get("/cart").content.decode()

    assert "Only 3 of 5 available." in page
    assert 'name="quantity" value="3"' in page
    assert "Take 3 pieces" in page
    assert 'href="/checkout"' not in page
    answer = client.post(f"/cart/lines/{line.pk}", {"quantity": "3"})
    assert (answer.status_code, answer["Location"], quantities()) == (303, "/cart", [3])
    assert "Take 3 pieces" not in client.get("/cart").content.decode()


def test_what_is_left_keeps_to_the_steps_it_is_sold_in(client: Client, new_variant: NewVariant) -> None:
    line = put_in(
        client, new_variant(on_hand=50, minimum_quantity=10, quantity_step=5, sale_unit="metre"), 40
    )
    stock_goes_to(line.variant, 33)

    page = client.get("/cart").content.decode()

    assert "Only 33 of 40 available." in page
    assert 'name="quantity" value="30"' in page


@pytest.mark.parametrize("left", [0, 9])
def test_where_nothing_can_be_taken_nothing_is_offered(
    client: Client, new_variant: NewVariant, left: int
) -> None:
    line = put_in(client, new_variant(on_hand=50, minimum_quantity=10), 20)
    stock_goes_to(line.variant, left)

    page = client.get("/cart").content.decode()

    assert ("Sold out. Remove it to go on." if left == 0 else "Only 9 of 20 available.") in page
    assert "Take " not in page
    assert 'name="remove"' in page


def test_htmx_shows_what_is_left_beside_its_line(client: Client, new_variant: NewVariant) -> None:
    line, other = put_in(client, new_variant(), 5), put_in(client, new_variant(), 1)
    stock_goes_to(line.variant, 3)

    answer = client.post(f"/cart/lines/{line.pk}", {"quantity": "2"}, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert f'id="line-note-{line.pk}"' in answer.content.decode()
    assert "available" not in answer.content.decode()
    assert quantities() == [2, other.quantity]
