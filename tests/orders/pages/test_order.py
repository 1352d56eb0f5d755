"""The order's page: for those it belongs to, live while it moves, with what may be done now."""

import re
from datetime import timedelta
from typing import Any

import django_rq
import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from orders.commands.deliver_order import DeliverOrder, deliver_order
from orders.commands.note_decline import NoteDecline, note_decline
from orders.commands.place_order import PlacedOrder
from orders.commands.ship_order import ShipOrder, ship_order
from orders.finalization import finalize_order
from orders.links import order_path
from orders.models import Order
from payments.models import PaymentInstrument
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.test_finalization import pay, relay
from tests.payments.provider import Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def placed(new_variant: NewVariant, order: PlaceIt) -> PlacedOrder:
    return order((new_variant(), 2))


def headline(page: str) -> str:
    found = re.search(r'<h1 id="order-headline">(.*?)</h1>', page)
    return found[1] if found else ""


def timeline(page: str) -> list[tuple[str, str]]:
    """(state, title) of each dot."""
    dots = re.findall(
        r"<li (?:class=\"(\w+)\"|(aria-current)=\"step\")?>\s*(.*?)\s*(?:<|\n)", page.partition("timeline")[2]
    )
    return [(done or ("current" if current else ""), title) for done, current, title in dots]


def test_the_signed_link_opens_it_and_stays_in_the_address(client: Client, placed: PlacedOrder) -> None:
    path = order_path(placed.number)

    answer = client.get(path)

    token = path.partition("?t=")[2]
    page = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert headline(page) == "Waiting for your payment"
    assert f'action="/orders/{placed.number}/pay?t={token}"' in page
    assert f'href="/orders/{placed.number}/cancel?t={token}"' in page
    assert "hx-trigger" not in page.partition("order-progress")[2].partition(">")[0]


def test_nobody_else_finds_it(client: Client, placed: PlacedOrder) -> None:
    other = Client()
    other.force_login(User.objects.create_user("eve@example.com"))
    token = order_path(placed.number).partition("?t=")[2]
    paths = [
        f"/orders/{placed.number}/", f"/orders/{placed.number}/?t=forged", f"/orders/ES-2222-2222/?t={token}",
        f"/orders/{placed.number}/progress", f"/orders/{placed.number}/cancel",
    ]  # fmt: skip

    found = {(visitor.get(path).status_code) for visitor in (client, other) for path in paths}
    done = {other.post(f"/orders/{placed.number}/{what}").status_code for what in ("pay", "cancel")}

    assert (found, done) == ({404}, {404})
    assert Order.objects.get().status == "pending"


def test_its_customer_finds_it_in_the_history(client: Client, placed: PlacedOrder) -> None:
    user = User.objects.create_user("ada@example.com")
    Order.objects.update(user=user, cart_token=None)

    assert client.get("/orders/")["Location"].startswith("/accounts/login/")

    client.force_login(user)
    page = client.get("/orders/").content.decode()

    assert f'href="/orders/{placed.number}/"' in page
    assert "To be paid" in page
    assert client.get(f"/orders/{placed.number}/").status_code == 200
    assert client.get("/orders/?page=2").status_code == 404
    assert client.get("/orders/?page=x").status_code == 400


def test_coming_back_from_the_payment_is_not_believed_but_checked(
    client: Client, placed: PlacedOrder
) -> None:
    queue = django_rq.get_queue("high")
    queue.empty()

    page = client.get(f"{order_path(placed.number)}&paid=1").content.decode()
    client.get(f"{order_path(placed.number)}&paid=1&n=1")

    assert headline(page) == "We are checking your payment"
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh" content="2;url=/orders/' in page
    assert "Pay €" not in page
    jobs = [(job.func_name, job.kwargs["reference"]) for job in queue.jobs]
    assert jobs == [("payments.jobs.check_payment", placed.number)]
    assert Order.objects.get().status == "pending"


def test_a_payment_that_does_not_arrive_may_be_tried_again(client: Client, placed: PlacedOrder) -> None:
    page = client.get(f"/orders/{placed.number}/progress{order_path(placed.number)[-90:].partition('/')[2]}")

    assert page.status_code == 404  # without its link

    link = order_path(placed.number).replace("/?", "/progress?")
    page = client.get(f"{link}&paid=1&n=30")

    assert headline(page.content.decode()) == "Waiting for your payment"
    assert "Pay €" in page.content.decode()


def test_coming_back_unpaid_says_that_nothing_was_charged(client: Client, placed: PlacedOrder) -> None:
    page = client.get(f"{order_path(placed.number)}&paid=0").content.decode()

    assert "nothing was charged" in page


def test_the_progress_is_followed_to_its_end(client: Client, placed: PlacedOrder) -> None:
    link = order_path(placed.number).replace("/?", "/progress?")
    pay(placed)
    relay()

    moving = client.get(f"{link}&paid=1&n=2").content.decode()
    finalize_order(placed.id)
    done = client.get(f"{link}&paid=1&n=3").content.decode()

    assert "<html" not in moving
    assert "&amp;n=3" in moving or "n=3" in moving
    assert timeline(moving)[:2] == [("done", "Order placed"), ("current", "Checking the payment")]
    assert headline(done) == "Your order is confirmed"
    assert "hx-trigger" not in done
    assert 'hx-swap-oob="true"' in done
    assert timeline(done) == [
        ("done", "Order placed"), ("done", "Payment received"), ("done", "Goods set aside for you"),
        ("done", "Order confirmed"), ("done", "Confirmation sent"), ("", "Being packed"), ("", "On its way"), ("", "Delivered"),
    ]  # fmt: skip


def test_a_declined_card_is_said(client: Client, placed: PlacedOrder) -> None:
    note_decline(NoteDecline(number=placed.number, message="Your card has insufficient funds."))

    page = client.get(order_path(placed.number)).content.decode()

    assert 'role="alert"' in page
    assert "Your card has insufficient funds." in page


def test_paying_leads_to_the_hosted_page(client: Client, placed: PlacedOrder, provider: Provider) -> None:
    path = order_path(placed.number).replace("/?", "/pay?")

    first, again = client.post(path), client.post(path)

    assert (first.status_code, first["Location"]) == (303, again["Location"])
    assert first["Location"].startswith(f"{provider.url}/c/pay/")


def test_a_signed_link_offers_nobodys_saved_cards(
    client: Client, placed: PlacedOrder, provider: Provider
) -> None:
    ada = User.objects.create_user("ada@example.com", "a long pass phrase")
    Order.objects.update(user=ada)
    hers = Client()
    hers.force_login(ada, backend="accounts.adapters.backends.ShopBackend")

    own = hers.post(f"/orders/{placed.number}/pay")["Location"]
    by_link = client.post(order_path(placed.number).replace("/?", "/pay?"))["Location"]

    assert own != by_link
    rows = PaymentInstrument.objects.order_by("created_at").values_list("owner", "state", "url")
    assert list(rows) == [(f"user:{ada.pk}", "closed", own), ("", "open", by_link)]


def test_an_order_out_of_time_is_not_paid(client: Client, placed: PlacedOrder) -> None:
    Order.objects.update(pay_until=timezone.now() - timedelta(seconds=1))

    page = client.get(order_path(placed.number)).content.decode()
    answer = client.post(order_path(placed.number).replace("/?", "/pay?"))

    assert headline(page) == "The time to pay is over"
    assert "Pay €" not in page
    assert answer["Location"] == order_path(placed.number)


def test_cancelling_asks_first(client: Client, placed: PlacedOrder) -> None:
    path = order_path(placed.number).replace("/?", "/cancel?")

    asked = client.get(path).content.decode()

    assert "Cancel this order?" in asked
    assert Order.objects.get().status == "pending"

    answer = client.post(path, {"reason": "I ordered by mistake"})
    page = client.get(answer["Location"]).content.decode()

    assert (answer.status_code, Order.objects.get().cancel_reason) == (303, "I ordered by mistake")
    assert headline(page) == "This order was cancelled"
    assert timeline(page) == [("done", "Order placed"), ("failed", "Order cancelled")]
    assert "Cancel the order" not in page


def test_what_has_left_cannot_be_cancelled(client: Client, placed: PlacedOrder) -> None:
    pay(placed)
    relay()
    finalize_order(placed.id)
    ship_order(ShipOrder(order_id=placed.id, carrier="DHL", tracking_number="123", actor="staff"))
    path = order_path(placed.number).replace("/?", "/cancel?")

    assert client.get(path)["Location"] == order_path(placed.number)
    page = client.post(path, {"reason": "Too late"}, follow=True).content.decode()

    assert "An order that is shipped cannot become cancelled." in page
    assert headline(page) == "Your order is on its way"
    assert "DHL" in page

    deliver_order(DeliverOrder(order_id=placed.id, actor="staff"))

    assert headline(client.get(order_path(placed.number)).content.decode()) == "Your order has arrived"


@pytest.mark.parametrize("lines", [5, 50])
def test_the_page_costs_the_same_for_any_number_of_lines(
    client: Client, new_variant: NewVariant, order: PlaceIt, lines: int, django_assert_max_num_queries: Any
) -> None:
    placed = order(*((new_variant(weight=1), 1) for _ in range(lines)))

    with django_assert_max_num_queries(15):
        client.get(order_path(placed.number))
