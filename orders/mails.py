"""Mails owed to a customer: a row in the transaction of the reason, sent by a worker afterwards."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from electricityshop.commands import require_transaction
from electricityshop.jobs.enqueueing import ring
from electricityshop.plain_sql import insert
from orders.models import Order, OrderMail


def owe(order: Order, kind: OrderMail.Kind, key: str = "") -> None:
    """Owe one mail of this kind and key, once however often it is asked for; a worker is rung after the commit."""
    require_transaction()
    domain = settings.SHOP_MAIL_FROM.rpartition("@")[2].rstrip(">")
    suffix = f".{key}" if key else ""
    mail = {
        "order_id": order.pk, "kind": kind.value, "key": key, "attempts": 0, "due_at": timezone.now(), "error": "",
        "message_id": f"<{order.number}.{kind.value}{suffix}@{domain}>",
    }  # fmt: skip
    insert("orders_ordermail", [mail], more="ON CONFLICT DO NOTHING")
    if kind is not OrderMail.Kind.CONFIRMATION:  # the confirmation is the last finalization step
        mail_id = OrderMail.objects.values_list("pk", flat=True).get(order=order, kind=kind, key=key)
        transaction.on_commit(
            partial(ring, "orders.jobs.send_mail", queue="default", mail_id=mail_id), robust=True
        )
