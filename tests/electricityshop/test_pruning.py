"""What nobody needs any more goes, in batches; what somebody may need stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from electricityshop.events import jobs as event_jobs
from electricityshop.events.commands import prune_outbox
from electricityshop.events.models import Delivery, OutboxMessage
from orders.jobs import prune_abandoned_carts
from orders.models import Cart, CartLine
from payments.jobs import prune_inbox
from payments.models import WebhookEvent
from tests.orders.conftest import NewVariant, new_variant

__all__ = ["new_variant"]

pytestmark = pytest.mark.django_db


def message(name: str, *states: str, days: int) -> None:
    row = OutboxMessage.objects.create(name=name, aggregate="a", payload={})
    OutboxMessage.objects.filter(pk=row.pk).update(occurred_at=timezone.now() - timedelta(days=days))
    for state in states:
        Delivery.objects.create(message=row, subscriber=state, state=state, due_at=timezone.now())


def test_events_go_when_everybody_has_had_them() -> None:
    message("had", "done", days=31)
    message("heard by nobody", days=31)
    message("recent", "done", days=29)
    message("not had", "done", "pending", days=400)
    message("dead", "dead", days=400)

    event_jobs.prune_events()

    assert set(OutboxMessage.objects.values_list("name", flat=True)) == {"recent", "not had", "dead"}
    assert Delivery.objects.count() == 4


def test_they_go_in_batches(monkeypatch: Any) -> None:
    monkeypatch.setattr(prune_outbox, "BATCH", 2)
    monkeypatch.setattr(event_jobs, "BATCH", 2)
    monkeypatch.setattr(event_jobs, "MOST_BATCHES", 2)
    for _ in range(5):
        message("had", "done", days=31)

    event_jobs.prune_events()
    assert OutboxMessage.objects.count() == 1
    event_jobs.prune_events()
    assert OutboxMessage.objects.count() == 0


def test_webhooks_go_when_they_were_processed_long_ago() -> None:
    for name, days, is_processed in (("old", 31, True), ("recent", 29, True), ("waiting", 400, False)):
        WebhookEvent.objects.create(
            pk=name, type="x", payload={}, next_attempt_at=timezone.now(),
            processed_at=timezone.now() if is_processed else None,
        )  # fmt: skip
        WebhookEvent.objects.filter(pk=name).update(received_at=timezone.now() - timedelta(days=days))

    prune_inbox()

    assert set(WebhookEvent.objects.values_list("pk", flat=True)) == {"recent", "waiting"}


def test_carts_go_that_guests_left_behind(new_variant: NewVariant) -> None:
    long_ago = timezone.now() - timedelta(days=91)
    carts = {name: Cart.objects.create() for name in ("left", "recent", "filled lately")}
    carts["customer's"] = Cart.objects.create(user=User.objects.create_user("c@example.com", "x"))
    Cart.objects.exclude(pk=carts["recent"].pk).update(updated_at=long_ago)
    for cart in carts.values():
        CartLine.objects.create(cart=cart, variant=new_variant(), quantity=1)
    CartLine.objects.exclude(cart=carts["filled lately"]).update(added_at=long_ago)

    prune_abandoned_carts()

    assert set(Cart.objects.values_list("pk", flat=True)) == {
        cart.pk for name, cart in carts.items() if name != "left"
    }
    assert CartLine.objects.count() == 3
