"""The order mails: complete, in text and HTML, nothing of the customer's taken for markup."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils.html import escape

from accounts.domain.postal import PostalAddress
from orders.adapters.mail import SUBJECTS, build
from orders.adapters.pdf import render_pdf
from orders.commands.record_refund import RecordRefund, record_refund
from orders.commands.reject_return import RejectReturn, reject_return
from orders.commands.ship_order import ShipOrder, ship_order
from orders.finalization import finalize_order
from orders.links import order_url
from orders.mailing import send_mail
from orders.models import Document, OrderLine, OrderMail
from orders.queries.documents import document_of
from orders.queries.orders import OrderView, order_for_mail, order_for_worker
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


def test_a_confirmation_brings_the_invoice_the_order_was_given(
    new_variant: NewVariant, order: PlaceIt
) -> None:
    placed = order((new_variant(), 2))
    pay(placed)
    relay()
    finalize_order(placed.id)

    (sent,) = mail.outbox
    invoice = Document.objects.get()
    ((name, content, kind),) = sent.attachments
    assert (name, kind) == (f"{invoice.number}.pdf", "application/pdf")
    assert content == render_pdf(document_of(order_for_worker(placed.id), invoice.number))
    for part in parts(sent):
        assert f"Invoice {invoice.number} is attached to this mail as PDF" in " ".join(part.split())


def test_a_mail_about_an_order_that_is_here_reads_it_with_three_statements(
    view: Callable[..., OrderView], django_assert_num_queries: Any
) -> None:
    whole = view()

    with django_assert_num_queries(3):  # the order, its addresses, its lines
        mailed = order_for_mail(whole.id)

    assert mailed == replace(whole, steps=(), events=())


def test_each_refund_brings_its_own_credit_note(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(price=1_190), 2))
    pay(placed)
    relay()
    finalize_order(placed.id)
    mail.outbox.clear()
    for key, amount, so_far in (("r1", 100, 100), ("r2", 250, 350)):
        record_refund(RecordRefund(number=placed.number, key=key, amount=amount, refunded=so_far))

    for mail_id in OrderMail.objects.filter(kind="refunded").order_by("-id").values_list("pk", flat=True):
        send_mail(mail_id)

    numbers = Document.objects.filter(kind="credit_note").order_by("-id").values_list("number", flat=True)
    assert [one.attachments[0][0] for one in mail.outbox] == [f"{number}.pdf" for number in numbers]
    for part in parts(mail.outbox[0]):
        assert "€2.50" in part
        assert "€3.50" in part


def test_a_mail_without_a_document_brings_nothing(view: Callable[..., OrderView]) -> None:
    for kind in SUBJECTS:
        message = build(kind, view())
        assert message.attachments == []
        assert "attached" not in message.body


def test_a_return_needs_no_more_than_the_order(view: Callable[..., OrderView], settings: Any) -> None:
    settings.SELLER_STREET = "7 Return Road"
    order = view()

    plain = parts(build("return_requested", order))
    noted = parts(build("return_received", order, note="RT-1: 2 × <Cable>"))

    assert all("7 Return Road" in part for part in plain)
    assert "RT-1: 2 × <Cable>" in noted[0]
    assert "RT-1: 2 × &lt;Cable&gt;" in noted[1]


def test_an_unpaid_order_is_told_what_now(view: Callable[..., OrderView], settings: Any) -> None:
    for part in parts(build("payment_failed", view())):
        words = " ".join(part.split())
        assert "no payment arrived in time" in words
        assert "the money goes back by itself" in words
        assert settings.SHOP_URL in words
        assert "Cable" in words


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
