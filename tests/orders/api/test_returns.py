"""Returns through the API: announced by the owner, once per key, and followed."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from catalog.models import Variant
from orders.commands.place_order import PlacedOrder
from orders.commands.refund_return import RefundReturn, refund_return
from orders.finalization import finalize_order
from orders.models import Order, OrderLine, Return
from tests.orders.api.app import App, nothing_changes, problem
from tests.orders.api.test_statements import statements
from tests.orders.conftest import NewVariant
from tests.orders.living import receive, ship
from tests.orders.test_finalization import pay, relay
from tests.payments.provider import Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def cable(new_variant: NewVariant) -> Variant:
    return new_variant(price=1_190, weight=1)


@pytest.fixture
def number(app: App, provider: Provider, cable: Variant, new_variant: NewVariant, shipping: None) -> str:
    """The number of an order of four and one, all of it shipped."""
    app.put_in(cable.sku, 4)
    app.put_in(new_variant(weight=1).sku)
    number = str(app.order().json()["number"])
    placed = PlacedOrder(Order.objects.get().pk, number, is_new=True)
    pay(placed)
    relay()
    finalize_order(placed.id)
    ship(placed)
    return number


def send(app: App, number: str, cable: Variant, key: str = "k", **changes: Any) -> Any:
    body = {"lines": [{"sku": cable.sku, "quantity": 3}], "reason": "faulty", "note": "It hums."} | changes
    return app.post(f"orders/{number}/returns", body, Idempotency_Key=key)


def test_announced_and_followed(app: App, number: str, cable: Variant) -> None:
    made = send(app, number, cable)

    returned = Return.objects.get()
    assert (made.status_code, made.json()) == (
        201,
        {
            "number": returned.number, "status": "requested", "reason": "faulty", "note": "It hums.",
            "requested_at": returned.requested_at.isoformat(), "refund": None, "reject_reason": "",
            "lines": [{"sku": cable.sku, "name": OrderLine.objects.get(sku=cable.sku).name, "quantity": 3, "received": 0}],
        },
    )  # fmt: skip
    receive(returned, {cable.sku: 2})
    refund_return(RefundReturn(return_id=returned.pk, actor="staff:1"))
    listed = app.get(f"orders/{number}/returns").json()
    assert (listed["count"], listed["results"][0]["status"], listed["results"][0]["refund"]) == (
        1,
        "refunded",
        2_380,
    )
    order = app.get(f"orders/{number}").json()
    assert [(line["shipped"], line["returned"]) for line in order["lines"]] == [(4, 2), (1, 0)]
    assert [line["quantity"] for line in order["shipments"][0]["lines"]] == [4, 1]
    assert order["return_until"] > order["placed_at"]


def test_the_same_key_is_the_same_return(app: App, number: str, cable: Variant) -> None:
    first = send(app, number, cable)

    with nothing_changes():
        assert send(app, number, cable).content == first.content
        problem(send(app, number, cable, reason="late"), 409, "idempotency_key_reused")
        problem(app.post(f"orders/{number}/returns", {"lines": [{"sku": cable.sku, "quantity": 1}], "reason": "late"}),
                400, "idempotency_key_missing")  # fmt: skip
        for key in ("x" * 256, "a\x07b", "schlüssel"):
            problem(send(app, number, cable, key=key), 400)


def test_more_than_is_there(app: App, number: str, cable: Variant) -> None:
    with nothing_changes():
        refusal = problem(
            send(app, number, cable, lines=[{"sku": cable.sku, "quantity": 5}]), 409, "too_many"
        )
        problem(send(app, number, cable, lines=[{"sku": "X", "quantity": 1}]), 400, "unknown_article")

    assert refusal["errors"] == {cable.sku: ["4 can be sent back."]}


LINES: list[Any] = [
    None, "", {}, [], [None], [{}], [{"sku": "X"}], [{"quantity": 1}], [[1]],
    *([{"sku": "X", "quantity": quantity}] for quantity in (0, -1, 1.5, "1", True, None, [], {})),
    [{"sku": "X", "quantity": 1}] * 2, [{"sku": f"X{n}", "quantity": 1} for n in range(501)],
]  # fmt: skip


@pytest.mark.parametrize("lines", LINES, ids=lambda value: repr(value)[:30])
def test_lines_that_are_none(app: App, number: str, cable: Variant, lines: Any) -> None:
    with nothing_changes():
        assert set(problem(send(app, number, cable, lines=lines), 400, "invalid_input")["errors"]) == {
            "lines"
        }


@pytest.mark.parametrize(
    ("field", "value"),
    [*(("reason", value) for value in ("", "because", None, 1, [], {})),
     *(("note", value) for value in (None, "x" * 501, [], {}))],
)  # fmt: skip
def test_a_return_that_is_not_complete(app: App, number: str, cable: Variant, field: str, value: Any) -> None:
    with nothing_changes():
        assert set(problem(send(app, number, cable, **{field: value}), 400)["errors"]) == {field}


def test_what_has_not_left_does_not_come_back(app: App, number: str, cable: Variant) -> None:
    Order.objects.update(status="confirmed")

    with nothing_changes():
        problem(send(app, number, cable), 409, "not_returnable")


def test_nobody_else(app: App, number: str, cable: Variant, new_variant: NewVariant) -> None:
    other = App()
    other.put_in(new_variant().sku)

    with nothing_changes():
        for stranger in (App(), other):
            problem(send(stranger, number, cable), 404)
            problem(stranger.get(f"orders/{number}/returns"), 404)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_one_return(app: App, number: str, cable: Variant) -> None:
    def once(_: int) -> tuple[int, bytes]:
        try:
            answer = send(App(token=app.token), number, cable)
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as senders:
        answers = set(senders.map(once, range(10)))

    assert [status for status, _ in answers] == [201]
    assert Return.objects.count() == 1


def test_what_it_costs_does_not_grow(app: App, number: str, cable: Variant) -> None:
    send(app, number, cable, lines=[{"sku": cable.sku, "quantity": 1}])
    one = statements(lambda: app.get(f"orders/{number}/returns"))
    for key in range(2):
        send(app, number, cable, key=str(key), lines=[{"sku": cable.sku, "quantity": 1}])

    assert statements(lambda: app.get(f"orders/{number}/returns")) == one
