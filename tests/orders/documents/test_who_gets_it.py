"""Documents are for those the order belongs to, on the site and in the API; nobody else can tell that they exist."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from orders.cart_token import COOKIE, HEADER, cart_token
from orders.links import order_path
from orders.models import Document, Order
from tests.orders.api.app import problem
from tests.orders.api.conftest import app
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.documents.conftest import Invoiced, refund

__all__ = ["app"]
pytestmark = pytest.mark.django_db
SENT = (200, "application/pdf", "private, no-store")


@pytest.fixture
def bought(invoiced: Invoiced) -> Order:
    return Order.objects.get(pk=invoiced().id)


@pytest.fixture
def other(invoiced: Invoiced) -> Order:
    return Order.objects.get(pk=invoiced().id)


def page(order: Order, document: str = "", query: str = "") -> str:
    return (
        f"/orders/{order.number}/documents/{document or Document.objects.get(order=order).number}.pdf{query}"
    )


def guest(order: Order) -> Client:
    client = Client()
    client.cookies[COOKIE] = cart_token(order.cart_token)
    return client


def sent(answer: object) -> tuple[int, str, str]:
    return answer.status_code, answer.headers.get("Content-Type", ""), answer.headers.get("Cache-Control", "")


def test_the_guest_the_customer_and_the_signed_link_get_it(bought: Order) -> None:
    token = order_path(bought.number).partition("?")[2]
    number = Document.objects.get().number

    answers = [guest(bought).get(page(bought)), Client().get(page(bought, query=f"?{token}"))]
    user = User.objects.create_user("ada@example.com")
    Order.objects.update(user=user, cart_token=None)
    customer = Client()
    customer.force_login(user)
    answers.append(customer.get(page(bought)))

    assert [sent(answer) for answer in answers] == [SENT] * 3
    assert {answer.content for answer in answers} == {answers[0].content}
    assert answers[0].content.startswith(b"%PDF-")
    assert answers[0]["Content-Disposition"] == f'attachment; filename="{number}.pdf"'
    assert answers[0]["X-Content-Type-Options"] == "nosniff"


def test_nobody_else_gets_it(bought: Order, other: Order) -> None:
    stranger = Client()
    stranger.force_login(User.objects.create_user("eve@example.com"))
    token = order_path(other.number).partition("?")[2]
    theirs = Document.objects.get(order=other).number

    answers = {
        "anonymous": Client().get(page(bought)),
        "another customer": stranger.get(page(bought)),
        "another guest": guest(other).get(page(bought)),
        "a forged link": Client().get(page(bought, query="?t=forged")),
        "the link of another order": Client().get(page(bought, query=f"?{token}")),
        "a document of another order": guest(bought).get(page(bought, theirs)),
        "no document": guest(bought).get(page(bought, "INV-2026-999999")),
        "no order": guest(bought).get(f"/orders/ES-2222-2222/documents/{theirs}.pdf"),
        "a path": guest(bought).get(page(bought, "..%2f..%2fetc%2fpasswd")),
    }

    assert {who: answer.status_code for who, answer in answers.items()} == dict.fromkeys(answers, 404)
    assert guest(bought).get(page(bought, "%00")).status_code == 400
    assert guest(bought).post(page(bought)).status_code == 405


def test_the_orders_page_leads_to_them(bought: Order) -> None:
    refund(bought, 1_000)
    path = order_path(bought.number)

    shown = Client().get(path).content.decode()

    query = f"?{path.partition('?')[2]}"
    for document in Document.objects.all():
        address = page(bought, document.number, query)
        assert f'href="{address}"' in shown
        assert Client().get(address).status_code == 200
    assert "Credit note" in shown


def test_an_unpaid_orders_page_shows_none(client: Client, new_variant: NewVariant, order: PlaceIt) -> None:
    shown = client.get(order_path(order((new_variant(), 1)).number)).content.decode()

    assert 'id="order-documents" aria-labelledby="order-papers" class="" hidden' in " ".join(shown.split())


def api(client: Client, path: str, order: Order | None = None, **headers: str) -> Any:
    known = {HEADER: cart_token(order.cart_token)} if order else {}
    return client.get(f"/api/v1/orders/{path}", headers=known | headers)


def test_the_api_lists_and_sends_them(client: Client, bought: Order) -> None:
    refund(bought, 1_000)

    listed = api(client, f"{bought.number}/documents", bought)
    files = [
        client.get(one["url"], headers={HEADER: cart_token(bought.cart_token)})
        for one in listed.json()["results"]
    ]

    invoice, note = Document.objects.order_by("id")
    assert listed["Cache-Control"] == "private, no-store"
    assert listed.json() == {
        "count": 2, "next": None, "previous": None,
        "results": [
            {"number": one.number, "kind": one.kind, "issued_at": one.issued_at.isoformat(), "total": one.gross,
             "currency": "EUR", "url": f"http://testserver/api/v1/orders/{bought.number}/documents/{one.number}"}
            for one in (invoice, note)
        ],
    }  # fmt: skip
    assert [sent(answer) for answer in files] == [SENT] * 2


@pytest.mark.parametrize("accept", ["application/pdf", "*/*", "application/json", "text/html;q=NaN", "x"])
def test_the_file_is_sent_whatever_is_accepted(client: Client, bought: Order, accept: str) -> None:
    path = f"{bought.number}/documents/{Document.objects.get().number}"

    assert sent(api(client, path, bought, Accept=accept)) == SENT
    refused = api(client, path, Accept=accept)
    assert problem(refused, 404, "no_such_order")["status"] == 404


def test_the_api_tells_nobody_else(client: Client, bought: Order, other: Order) -> None:
    theirs = Document.objects.get(order=other).number

    for path, reader, code in (
        (f"{bought.number}/documents", None, "no_such_order"),
        (f"{bought.number}/documents", other, "no_such_order"),
        (f"{other.number}/documents/{theirs}", bought, "no_such_order"),
        (f"{bought.number}/documents/{theirs}", bought, "no_such_document"),
    ):
        problem(api(client, path, reader), 404, code)
