"""Storing a webhook event before anything is made of it."""

from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.jobs.enqueueing import ring
from payments.domain.gateway import Notice

INSERT = """
INSERT INTO payments_webhookevent (id, type, payload, received_at, next_attempt_at, attempts, outcome)
VALUES (%s, %s, jsonb_build_object('object', %s::text, 'intent', %s::text), %s, %s, 0, '')
ON CONFLICT (id) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class StoreWebhook:
    notice: Notice


@command
def store_webhook(asked: StoreWebhook) -> bool:
    """Whether it was new; then its job is rung after the commit. One statement, waiting for no other row."""
    notice, now = asked.notice, timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [notice.id, notice.type, notice.object, notice.intent, now, now])
        is_new = bool(cursor.rowcount)
    if is_new:
        transaction.on_commit(
            partial(ring, "payments.jobs.process_webhook", queue="high", event_id=notice.id), robust=True
        )
    return is_new
