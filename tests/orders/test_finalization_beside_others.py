"""Workers that get into each other's way: nobody waits for a worker that hangs, nothing is done twice, nothing is left."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from email.message import Message
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction

from electricityshop.jobs import leases
from orders.commands import send_mail as sending
from orders.commands.place_order import PlacedOrder
from orders.commands.send_mail import ClaimMail, claim_mail
from orders.finalization import finalize_order
from orders.mailing import send_mail
from orders.models import Order, OrderMail
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.test_finalization import pay, relay, step_states

pytestmark = pytest.mark.django_db(transaction=True)


class SlowMailServer(BaseEmailBackend):
    """Takes a mail when it is told to."""

    taken: list[Message] = []
    asked, go_on = threading.Event(), threading.Event()

    def send_messages(self, email_messages: Any) -> int:
        self.asked.set()
        self.go_on.wait(10)
        self.taken.extend(email_messages)
        return len(email_messages)


@pytest.fixture
def slow_mail_server(settings: Any) -> type[SlowMailServer]:
    settings.EMAIL_BACKEND = f"{SlowMailServer.__module__}.SlowMailServer"
    SlowMailServer.taken.clear()
    SlowMailServer.asked.clear()
    SlowMailServer.go_on.clear()
    return SlowMailServer


@pytest.fixture
def short_leases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "LEASE", timedelta(seconds=0.3))
    monkeypatch.setattr(leases, "RENEWED_EVERY_SECONDS", 0.05)


@pytest.fixture
def paid(new_variant: NewVariant, order: PlaceIt) -> PlacedOrder:
    placed = order((new_variant(on_hand=5), 2))
    pay(placed)
    relay()
    return placed


@contextmanager
def in_other_hands(order_id: int) -> Iterator[None]:
    """Another worker has the order, and hangs."""
    taken, over = threading.Event(), threading.Event()

    def hang() -> None:
        with transaction.atomic():
            Order.objects.select_for_update().get(pk=order_id)
            taken.set()
            over.wait(10)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(hang)
        taken.wait(10)
        try:
            yield
        finally:
            over.set()
            hanging.result()


def test_nobody_waits_for_a_worker_that_hangs_with_an_order(paid: PlacedOrder) -> None:
    with in_other_hands(paid.id):
        started = time.monotonic()
        finalize_order(paid.id)
        waited = time.monotonic() - started
        assert step_states(paid) == ["due", "waiting", "waiting", "waiting"]
    finalize_order(paid.id)

    assert waited < 2
    assert step_states(paid) == ["done"] * 4


def test_of_many_workers_at_once_the_last_one_leaves_nothing_due(
    new_variant: NewVariant, order: PlaceIt
) -> None:
    cable = new_variant(on_hand=50)

    def work(order_id: int) -> None:
        finalize_order(order_id)
        connection.close()

    for _ in range(5):
        placed = order((cable, 2))
        pay(placed)
        relay()
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(work, [placed.id] * 6))
        assert step_states(placed) == ["done"] * 4


def test_a_mail_is_nobody_elses_while_the_mail_server_takes_its_time(
    paid: PlacedOrder, slow_mail_server: type[SlowMailServer], short_leases: None
) -> None:
    def work() -> None:
        finalize_order(paid.id)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(work)
        slow_mail_server.asked.wait(10)
        mail = OrderMail.objects.get(order_id=paid.id)
        time.sleep(1)  # longer than the claim would last
        second = send_mail(mail.pk)
        slow_mail_server.go_on.set()
        first.result()

    assert second is False
    assert len(slow_mail_server.taken) == 1
    assert step_states(paid) == ["done"] * 4


def test_a_mail_whose_sender_was_killed_is_soon_anothers(
    paid: PlacedOrder, slow_mail_server: type[SlowMailServer], short_leases: None
) -> None:
    slow_mail_server.go_on.set()
    order = Order.objects.get(pk=paid.id)
    mail = OrderMail.objects.create(
        order=order, kind="cancelled", message_id="<one@electricityshop.example>", due_at=order.placed_at
    )
    assert claim_mail(ClaimMail(mail_id=mail.pk))  # and then its worker is killed

    at_once = send_mail(mail.pk)
    time.sleep(0.4)
    later = send_mail(mail.pk)

    assert (at_once, later) == (False, True)
    assert len(slow_mail_server.taken) == 1
