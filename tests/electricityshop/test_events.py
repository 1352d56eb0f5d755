"""The outbox: nothing without a commit, everything after one, in order, and never twice for one subscriber."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.utils import timezone

from electricityshop.commands import TransactionRequired, command
from electricityshop.events import subscriptions
from electricityshop.events.base import Event
from electricityshop.events.models import Delivery, OutboxMessage
from electricityshop.events.outbox import record
from electricityshop.events.relay import deliver_aggregate, due_aggregates
from electricityshop.jobs.retries import DATABASE


@dataclass(frozen=True, slots=True, kw_only=True)
class LampSwitched(Event):
    lamp: int
    is_on: bool

    @property
    def aggregate(self) -> str:
        return f"lamp:{self.lamp}"


class Refusing(RuntimeError):
    pass


@pytest.fixture
def heard() -> Iterator[list[LampSwitched]]:
    """What the subscriber was told; it refuses lamp 13."""
    events: list[LampSwitched] = []

    @subscriptions.subscribe(LampSwitched)
    def listen(event: LampSwitched) -> None:
        if event.lamp == 13:
            raise Refusing
        events.append(event)

    yield events
    subscriptions._SUBSCRIBERS.pop(LampSwitched.name)


@command
def switch(lamp: int, *, is_on: bool) -> None:
    record(LampSwitched(lamp=lamp, is_on=is_on))


pytestmark = pytest.mark.django_db


def test_an_event_is_delivered_once_in_order(heard: list[LampSwitched]) -> None:
    switch(1, is_on=True)
    switch(1, is_on=False)

    assert due_aggregates() == ["lamp:1", "lamp:1"]
    assert deliver_aggregate("lamp:1") == 2
    assert deliver_aggregate("lamp:1") == 0
    assert [event.is_on for event in heard] == [True, False]


def test_a_rollback_leaves_no_event(heard: list[LampSwitched]) -> None:
    with pytest.raises(Refusing), transaction.atomic():
        record(LampSwitched(lamp=1, is_on=True))
        raise Refusing

    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_needs_the_transaction_that_caused_it(heard: list[LampSwitched]) -> None:
    with pytest.raises(TransactionRequired):
        record(LampSwitched(lamp=1, is_on=True))


def test_a_failing_handler_holds_back_its_aggregate_alone_and_is_dead_in_the_end(
    heard: list[LampSwitched],
) -> None:
    switch(13, is_on=True)
    switch(13, is_on=False)
    switch(2, is_on=True)

    for aggregate in set(due_aggregates()):
        deliver_aggregate(aggregate)

    assert [event.lamp for event in heard] == [2]
    first, second = Delivery.objects.filter(message__aggregate="lamp:13").order_by("id")
    assert (first.state, first.attempts, second.attempts) == ("pending", 1, 0)
    assert first.error == "Refusing: "
    assert first.due_at > timezone.now()

    Delivery.objects.filter(pk=first.pk).update(attempts=DATABASE.attempts - 1, due_at=timezone.now())
    deliver_aggregate("lamp:13")
    first.refresh_from_db()
    assert first.state == "dead"
