"""What the shop is without its guards, one at a time, to show that the proofs would notice.

Each mode changes the process it runs in, once the shop's apps are ready. Only the last is no sabotage: it makes a
proof that waits for reconciliation short.
"""

import random
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from unittest.mock import patch

from django.db import transaction
from django.utils import timezone

from benchmarks.orders.stage import pace
from catalog import stock
from electricityshop.commands import command
from electricityshop.events.outbox import record
from electricityshop.jobs.enqueueing import ring
from electricityshop.jobs.periodic import PERIODIC
from electricityshop.plain_sql import fetch
from payments.commands.claim_webhook import ClaimedWebhook, ClaimWebhook
from payments.commands.settle_payment import Settlement, SettlePayment
from payments.commands.store_webhook import StoreWebhook
from payments.domain.events import PaymentSucceeded
from payments.domain.gateway import Notice
from payments.domain.notices import notice
from payments.domain.states import PaymentState
from payments.models import Payment, WebhookEvent

A_MOMENT_SECONDS = 0.05


def unlocked() -> None:
    """Rows are read without a lock: what was read may have changed when it is acted upon, a moment later."""
    replace("django.db.models.QuerySet.select_for_update", lambda rows, *_, **__: rows)
    for module in ("catalog.stock", "orders.queries.carts"):
        replace(f"{module}.fetch", _fetch_without_locks)
    read = stock._locked  # noqa: SLF001  # sabotage has no public door

    def read_long_ago(variant_ids: Iterable[int]) -> dict[int, Any]:
        items = read(variant_ids)
        time.sleep(random.uniform(0, A_MOMENT_SECONDS))
        return items

    replace("catalog.stock._locked", read_long_ago)


def _fetch_without_locks(statement: str, parameters: Any) -> list[tuple[Any, ...]]:
    return fetch(statement.replace("FOR UPDATE", ""), parameters)


def forgetful() -> None:
    """Nobody looks whether an order was placed with this key before."""
    unlocked()
    replace("orders.commands.place_order._placed_before", lambda wish: None)


def trusting() -> None:
    """Whatever looks like an event is taken for one of Stripe's."""
    replace(
        "payments.adapters.stripe.StripeGateway.parse_webhook",
        lambda self, body, signature: notice(body, live=self.live),
    )


def repeating() -> None:
    """A webhook is processed as often as it comes, and a payment settled as often as that is asked."""
    replace("payments.pages.webhook.store_webhook", _store_again)
    replace("payments.processing.claim_webhook", _claim_again)
    replace("payments.checking.settle_payment", _settle_again)


def replace(what: str, by: object) -> None:
    """For as long as the process lives; `what` is where its callers look for it."""
    patch(what, by).start()


@command
def _store_again(asked: StoreWebhook) -> bool:
    told = asked.notice
    names = {"type": told.type, "payload": {"object": told.object, "intent": told.intent}}
    WebhookEvent.objects.update_or_create(id=told.id, defaults=names | {"next_attempt_at": timezone.now()})
    transaction.on_commit(
        partial(ring, "payments.jobs.process_webhook", queue="high", event_id=told.id), robust=True
    )
    return True


@command
def _claim_again(asked: ClaimWebhook) -> ClaimedWebhook:
    event = WebhookEvent.objects.get(pk=asked.event_id)
    told = Notice(event.id, event.type, event.payload.get("object", ""), event.payload.get("intent", ""))
    return ClaimedWebhook(told, 1)


@command
def _settle_again(asked: SettlePayment) -> Settlement:
    payment, charge = Payment.objects.get(pk=asked.payment_id), asked.charge
    payment.state, payment.captured = PaymentState.SUCCEEDED, charge.received
    payment.charged_intent, payment.succeeded_at = charge.id, timezone.now()
    payment.save()
    record(PaymentSucceeded(reference=payment.reference, amount=charge.received, currency=charge.currency))
    return Settlement.SETTLED


def unswept() -> None:
    """Nobody compares what is open with Stripe."""
    for name in [name for name in _periodic() if name.startswith("payments.")]:
        del PERIODIC[name]


def short() -> None:
    """Open payments are looked at after seconds instead of minutes."""
    for module in ("payments.domain.timing", "payments.commands.open_payment"):
        replace(f"{module}.FIRST_CHECK", timedelta(seconds=pace.FIRST_CHECK))
    _periodic()["payments.jobs.sweep_open_payments"] = pace.SWEEP


def _periodic() -> dict[str, float]:
    """What runs at intervals, once the jobs that say so are known."""
    from payments import jobs  # noqa: F401, PLC0415  # it registers them

    return PERIODIC


MODES: Mapping[str, Callable[[], Any]] = {
    mode.__name__: mode for mode in (unlocked, forgetful, trusting, repeating, unswept, short)
}
