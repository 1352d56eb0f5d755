"""The order mails: complete, in text and HTML, nothing of the customer's taken for markup."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils.html import escape

from accounts.domain.postal import PostalAddress
from orders.adapters.mail import SUBJECTS, build
from orders.commands.reject_return import RejectReturn, reject_return
from orders.commands.ship_order import ShipOrder, ship_order
from orders.finalization import finalize_order
from orders.links import order_url
from orders.models import OrderLine
from orders.queries.orders import OrderView, order_for_worker
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.living import announce, confirmed, receive, ship
from tests.orders.test_finalization import pay, relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def view(new_variant: NewVariant, order: PlaceIt) -> Callable[..., OrderView]:
    def make(**changes: object) -> OrderView:
        cable = new_variant(price=1_190, weight=10, sale_unit="metre")
        book = new_variant(price=107, rate=700, weight=10)
        return order_for_worker(order((cable, 3), (book, 1), **changes).id)

    return make


def parts(message: EmailMultiAlternatives) -> tuple[str, str]:
    return str(message.body), str(message.alternatives[0].content)


@pytest.mark.parametrize("kind", SUBJECTS)
def test_each_says_which_order_and_leads_to_it(kind: str, view: Callable[..., OrderView]) -> None:
    order = view()

    message = build(kind, order)
    text, html = parts(message)

    assert order.number in message.subject
    for part in (text, html):
        assert order_url(order.number) in part
        assert "Hello Ada Lovelace," in part
    assert "<" not in text
    assert "{" not in text + html.replace("{", "", html.count("{") if "<style>" in html else 0)
    assert max(len(line) for line in text.splitlines() if "http" not in line) <= 78
    assert "\n\n\n\n\n" not in text


def test_the_confirmation_is_complete(view: Callable[..., OrderView]) -> None:
    order = view()

    for part in parts(build("confirmation", order)):
        for expected in (
            "Cable", "3\u202fm × €11.90", "€35.70", "1 piece × €1.07", "Parcel", "€4.90", "€41.67",
            "of which VAT 19\u202f%", "€6.48", "of which VAT 7\u202f%", "€0.07", "Main Street 1", "10115 Berlin", "Germany",
        ):  # fmt: skip
            assert expected in part


def test_the_invoice_address_is_named_when_it_is_another(view: Callable[..., OrderView]) -> None:
    billing = PostalAddress(name="Babbage Ltd", line1="Dorset Street 1", city="London", country="GB")

    text, html = parts(build("confirmation", view(billing=billing)))

    assert "THE INVOICE GOES TO" in text
    assert "Babbage Ltd" in html


def test_what_a_customer_typed_is_text(view: Callable[..., OrderView], address: PostalAddress) -> None:
    odd = replace(address, name='<b>Ada</b> & "Co"')

    text, html = parts(build("confirmation", view(shipping=odd)))

    assert 'Hello <b>Ada</b> & "Co",' in text
    assert "Hello &lt;b&gt;Ada&lt;/b&gt; &amp; &quot;Co&quot;," in html


def test_the_parcel_is_named_with_its_number_and_link(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))
    pay(placed)
    relay()
    finalize_order(placed.id)
    ship_order(
        ShipOrder(order_id=placed.id, carrier="DHL", tracking_number="00340", actor="staff",
                  tracking_url="https://carrier.example/00340?x=1&y=2")
    )  # fmt: skip

    text, html = parts(build("shipped", order_for_worker(placed.id)))

    assert "DHL, 00340\nhttps://carrier.example/00340?x=1&y=2" in text
    assert 'href="https://carrier.example/00340?x=1&amp;y=2"' in html


def test_mails_about_a_return_say_which(new_variant: NewVariant, order: PlaceIt) -> None:
    cable = new_variant()
    placed = confirmed(order, (cable, 3))
    ship(placed)
    returned = announce(placed, {cable.sku: 3})
    requested = build("return_requested", order_for_worker(placed.id), returned.number)
    receive(returned, {cable.sku: 1}, {cable.sku: 1})
    received = build("return_received", order_for_worker(placed.id), returned.number)
    again = announce(placed, {cable.sku: 1})
    reject_return(RejectReturn(return_id=again.pk, reason="Not <ours>.", actor="staff:1"))
    rejected = build("return_rejected", order_for_worker(placed.id), again.number)

    name = OrderLine.objects.get().name
    for message, said in (
        (requested, f"Return {returned.number}: 3 × {name}"),
        (received, f"Return {returned.number}: 2 × {name}"),
        (rejected, f"Return {again.number} was not accepted: Not <ours>."),
    ):
        text, html = parts(message)
        assert said in text
        assert escape(said) in html
