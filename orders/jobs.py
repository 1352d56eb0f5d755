"""RQ entry points: ids in, one use case out. Everything here may be lost, repeated or killed at any instruction."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from catalog.commands.write_bought_together import WriteBoughtTogether, write_bought_together
from electricityshop.jobs.periodic import every
from orders.commands.expire_order import ExpireOrder, expire_order
from orders.commands.prune_carts import BATCH, PruneCarts, prune_carts
from orders.finalization import finalize_order
from orders.mailing import send_mail as send_owed_mail
from orders.queries.recent_baskets import recent_baskets
from orders.queries.work import mails_due, orders_out_of_time, orders_to_finalize

MOST_BATCHES = 20


def finalize(*, order_id: int, **_: Any) -> None:
    finalize_order(order_id)


def send_mail(*, mail_id: int, **_: Any) -> None:
    send_owed_mail(mail_id)


@every(seconds=5)
def sweep_orders(**_: Any) -> None:
    """Finish what a lost job left behind."""
    for order_id in orders_to_finalize():
        finalize_order(order_id)


@every(seconds=15)
def sweep_mails(**_: Any) -> None:
    for mail_id in mails_due():
        send_owed_mail(mail_id)


@every(seconds=30)
def expire_orders(**_: Any) -> None:
    """Give back the stock of orders that were not paid in time."""
    for order_id in orders_out_of_time():
        expire_order(ExpireOrder(order_id=order_id))


@every(seconds=3600)
def prune_abandoned_carts(**_: Any) -> None:
    """Guests' carts that nobody touched for `CART_KEEP_DAYS`; what is left waits for the next hour."""
    before = timezone.now() - timedelta(days=settings.CART_KEEP_DAYS)
    for _batch in range(MOST_BATCHES):
        if prune_carts(PruneCarts(before=before)) < BATCH:
            return


@every(seconds=6 * 3600)
def count_bought_together(**_: Any) -> None:
    """Tell the catalogue what was bought with what; a few hours late is soon enough."""
    write_bought_together(WriteBoughtTogether(recent_baskets()))
