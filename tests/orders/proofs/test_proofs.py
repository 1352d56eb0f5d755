"""The proofs of races, repeats and lost answers, at a size that takes seconds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from benchmarks.orders.duplicates_forged import forged
from benchmarks.orders.duplicates_webhooks import FOUR, delivery, event_of
from benchmarks.orders.stage.asking import ask, together
from benchmarks.orders.stage.buyers import (
    fill_carts,
    filled_cart,
    order_request,
    order_together,
    plain_buyers,
)
from benchmarks.orders.stage.paying import effects, paid_in_secret
from benchmarks.orders.stage.shop import Shop
from catalog.models import StockItem
from orders.models import Order
from orders.queries.audit.audit import audit
from payments.jobs import sweep_open_payments
from payments.models import Payment, WebhookEvent
from payments.processing import process_webhook
from tests.orders.test_audit import T

pytestmark = pytest.mark.django_db(transaction=True)

Work = Callable[[], None]


@pytest.fixture(autouse=True)
def audited(made: Shop) -> object:
    """Every proof ends with the auditor."""
    yield
    assert [finding for finding in audit(T) if finding.count] == []


def test_the_last_pieces_are_sold_once(made: Shop) -> None:
    buyers = plain_buyers("A-0000", 16)

    bought = order_together(made.url, 0.0, buyers, fill_carts(made.url, buyers))

    assert sorted(one.status for one in bought) == [201] * 10 + [409] * 6
    assert StockItem.objects.get().held == 10


def test_the_same_checkout_at_once_is_one_order(made: Shop) -> None:
    token = filled_cart(made.url, [("A-0000", 2)])

    answers = together(made.url, [order_request(token, "my-key")] * 12)

    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert ask(made.url, order_request(token, "my-key", "another@example.com")).status == 409
    assert Order.objects.count() == 1


def processed(event_id: str) -> str | None:
    """What one worker of several made of it."""
    try:
        return process_webhook(event_id)
    finally:
        connection.close()


def test_one_webhook_at_once_has_one_effect(made: Shop, work: Work) -> None:
    order, intent = paid_in_secret(made)
    event = event_of(made, intent)

    answers = together(made.url, [delivery(made, event)] * 12)
    with ThreadPoolExecutor(8) as workers:
        outcomes = list(workers.map(processed, [event["id"]] * 8))
    work()
    ask(made.url, delivery(made, event))
    work()

    assert {answer.status for answer in answers} == {200}
    assert sorted(filter(None, outcomes)) == ["settled"]
    assert effects(made, order.number).status == "confirmed"
    assert effects(made, order.number).most == 1


@pytest.mark.parametrize("first", range(len(FOUR)))
def test_whatever_comes_first_the_end_is_the_same(made: Shop, work: Work, first: int) -> None:
    order, intent = paid_in_secret(made)
    made.sandbox.api("POST", "refunds", payment_intent=intent)
    session = order.checkout_url.rpartition("/")[2]

    for kind in FOUR[first:] + FOUR[:first]:
        about = session if kind.startswith("checkout") else intent
        ask(made.url, delivery(made, event_of(made, about, kind)))
        work()

    end = effects(made, order.number)
    assert (end.status, end.most, end.refund_mails, end.given_back) == ("refunded", 1, 1, order.total)


def test_what_is_forged_is_not_accepted(made: Shop, work: Work) -> None:
    order, intent = paid_in_secret(made)

    forgeries = list(forged(made, event_of(made, intent)))
    statuses = {name: ask(made.url, request).status for name, request in forgeries}
    work()

    assert len(statuses) >= 12
    assert [name for name, status in statuses.items() if not 400 <= status < 500] == []
    assert not WebhookEvent.objects.exists()
    assert effects(made, order.number).status == "pending"


def test_what_nobody_tells_is_found_by_the_sweep(made: Shop, work: Work) -> None:
    order, _ = paid_in_secret(made)
    work()
    assert effects(made, order.number).status == "pending"

    Payment.objects.update(next_check_at=timezone.now())
    sweep_open_payments()
    work()

    assert effects(made, order.number).status == "confirmed"
    assert len(made.sandbox.charges()[order.number]) == 1
