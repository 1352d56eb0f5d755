"""The order button: one order, whatever happens, and on to the payment."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from catalog.models import StockItem, Variant
from orders.links import order_path
from orders.models import CartLine, Order
from tests.orders.conftest import NewVariant
from tests.orders.pages.shopping import ADDRESS, fill_cart, go_to_review, placing
from tests.payments.provider import Provider

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shipping")]

NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.fixture
def no_provider(settings: Any) -> None:
    from payments import adapters  # noqa: PLC0415  # its cache is emptied here and nowhere else

    settings.SANDBOX_URL = NOBODY_LISTENS
    adapters._gateway.cache_clear()


def test_an_order_is_placed_and_led_on_to_its_payment(
    client: Client, new_variant: NewVariant, provider: Provider
) -> None:
    fill_cart(client, new_variant)

    answer = client.post("/checkout/place", placing(go_to_review(client)))

    order = Order.objects.get()
    assert answer.status_code == 303
    assert answer["Location"].startswith(f"{provider.url}/c/pay/")
    assert (order.status, order.total, order.email) == ("pending", 2 * 1_190 + 490, "ada@example.com")
    assert CartLine.objects.count() == 0


def test_a_double_press_is_one_order(client: Client, new_variant: NewVariant, provider: Provider) -> None:
    fill_cart(client, new_variant)
    button = placing(go_to_review(client))

    first, second = client.post("/checkout/place", button), client.post("/checkout/place", button)

    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1


def test_the_next_order_is_another_one_and_knows_the_address(
    client: Client, new_variant: NewVariant, provider: Provider
) -> None:
    fill_cart(client, new_variant)
    client.post("/checkout/place", placing(go_to_review(client)))
    fill_cart(client, new_variant)

    page = client.get("/checkout/review").content.decode()
    client.post("/checkout/place", placing(page))

    assert "Main Street 1" in page
    assert Order.objects.count() == 2


def test_without_an_answer_from_the_provider_the_order_stands_and_can_be_paid_later(
    client: Client, new_variant: NewVariant, no_provider: None
) -> None:
    fill_cart(client, new_variant)

    answer = client.post("/checkout/place", placing(go_to_review(client)))

    number = Order.objects.get().number
    assert (answer.status_code, answer["Location"]) == (303, order_path(number))
    page = client.get(answer["Location"]).content.decode()
    assert "Payments cannot be taken just now." in page
    assert f'action="/orders/{number}/pay?t=' in page


def test_a_changed_price_is_shown_before_anything_is_ordered(client: Client, new_variant: NewVariant) -> None:
    fill_cart(client, new_variant)
    button = placing(go_to_review(client))
    Variant.objects.update(price=2_000)

    answer = client.post("/checkout/place", button)

    assert (answer.status_code, answer["Location"], Order.objects.count()) == (303, "/checkout/review", 0)
    page = client.get("/checkout/review").content.decode()
    assert "The total has changed since you saw it." in page
    assert "€44.90" in page


def test_stock_that_vanished_is_said_line_by_line_and_put_right_on_the_review_page(
    client: Client, new_variant: NewVariant, provider: Provider
) -> None:
    fill_cart(client, new_variant, quantity=9)
    other = Client()
    other.post("/cart/add", {"sku": Variant.objects.get().sku, "quantity": 5})
    button, theirs = placing(go_to_review(client)), placing(go_to_review(other))
    other.post("/checkout/place", theirs)

    answer = client.post("/checkout/place", button, follow=True)

    assert answer.redirect_chain == [("/checkout/review", 303)]
    page = answer.content.decode()
    assert "Only 5 of 9 available." in page
    assert "Take 5 pieces" in page
    assert 'aria-disabled="true">Order with obligation to pay' in page
    assert 'action="/checkout/place"' not in page
    assert [(line.quantity, Order.objects.count()) for line in CartLine.objects.all()] == [(9, 1)]

    line = CartLine.objects.get()
    taken = client.post(f"/cart/lines/{line.pk}", {"quantity": "5", "back": "review"})
    assert (taken.status_code, taken["Location"]) == (303, "/checkout/review")
    client.post("/checkout/place", placing(client.get("/checkout/review").content.decode()))
    assert Order.objects.count() == 2


def test_a_line_is_removed_on_the_review_page(client: Client, new_variant: NewVariant) -> None:
    fill_cart(client, new_variant, lines=2)
    go_to_review(client)
    line = CartLine.objects.order_by("id")[0]
    StockItem.objects.filter(variant=line.variant_id).update(on_hand=0)

    page = client.get("/checkout/review").content.decode()
    removed = client.post(f"/cart/lines/{line.pk}", {"remove": "1", "back": "review"})

    assert "Sold out. Remove it to go on." in page
    assert "Take " not in page
    assert removed["Location"] == "/checkout/review"
    assert 'action="/checkout/place"' in client.get("/checkout/review").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "admin", ""])
def test_a_made_up_way_back_is_the_cart(client: Client, new_variant: NewVariant, back: str) -> None:
    fill_cart(client, new_variant)

    answer = client.post(f"/cart/lines/{CartLine.objects.get().pk}", {"quantity": "1", "back": back})

    assert answer["Location"] == "/cart"


def test_ordering_again_what_an_own_unpaid_order_holds(
    client: Client, new_variant: NewVariant, provider: Provider
) -> None:
    fill_cart(client, new_variant, quantity=10)
    client.post("/checkout/place", placing(go_to_review(client)))
    added = client.post("/cart/add", {"sku": Variant.objects.get().sku, "quantity": 7})

    page = client.get("/checkout/review").content.decode()
    client.post("/checkout/place", placing(page))

    assert added["Location"] == "/cart"
    assert "available" not in page
    assert list(Order.objects.order_by("id").values_list("status", flat=True)) == ["cancelled", "pending"]


@pytest.mark.parametrize(
    "button", [{}, {"key": "", "expected_total": "2870"}, {"key": "x" * 300, "expected_total": "2870"},
               {"key": "a-key-of-my-own", "expected_total": "1e9"}, {"key": "a\nkey\tof", "expected_total": "2870"}],
)  # fmt: skip
def test_a_made_up_button_orders_nothing(
    client: Client, new_variant: NewVariant, button: dict[str, str]
) -> None:
    fill_cart(client, new_variant)
    go_to_review(client)

    answer = client.post("/checkout/place", button)

    assert (answer.status_code, answer["Location"], Order.objects.count()) == (303, "/checkout/review", 0)


def test_without_the_steps_before_nothing_is_placed(client: Client, new_variant: NewVariant) -> None:
    fill_cart(client, new_variant)
    button = {"key": "cart-lines-1", "expected_total": "2870"}

    unfilled = client.post("/checkout/place", button, follow=True)
    stranger = Client().post("/checkout/place", button, follow=True)
    client.post("/checkout", ADDRESS)
    half_filled = client.post("/checkout/place", button, follow=True)

    ends = [answer.redirect_chain[-1][0] for answer in (unfilled, stranger, half_filled)]
    assert ends == ["/checkout", "/cart", "/checkout/shipping"]
    assert Order.objects.count() == 0


def test_a_customers_order_is_theirs(client: Client, new_variant: NewVariant, provider: Provider) -> None:
    user = User.objects.create_user("ada@example.com")
    client.force_login(user)
    fill_cart(client, new_variant)

    client.post("/checkout/place", placing(go_to_review(client)))

    assert (Order.objects.get().user_id, Order.objects.get().cart_token) == (user.pk, None)


@pytest.mark.parametrize("lines", [5, 50])
def test_placing_and_starting_the_payment_cost_the_same_for_any_number_of_lines(
    client: Client,
    new_variant: NewVariant,
    lines: int,
    provider: Provider,
    django_assert_max_num_queries: Any,
) -> None:
    fill_cart(client, new_variant, lines)
    button = placing(go_to_review(client))

    with django_assert_max_num_queries(46):  # 36, and BEGIN and COMMIT of five transactions
        client.post("/checkout/place", button)

    assert Order.objects.count() == 1
