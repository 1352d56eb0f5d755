"""The order mails: HTML and text from `templates/orders/mail/`, sent through Django's mail backend."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from orders.adapters.pdf import render_pdf
from orders.commands.send_mail import OwedMail
from orders.documents import seller
from orders.domain.documents import DocumentKind
from orders.links import order_url
from orders.queries.documents import DocumentView, document_of_mail
from orders.queries.mail_subject import mail_subject
from orders.queries.orders import OrderView, order_for_mail

SUBJECTS = {
    "confirmation": "Your order {number} is confirmed",
    "payment_failed": "Your order {number} was not paid",
    "shipped": "Your order {number} is on its way",
    "cancelled": "Your order {number} was cancelled",
    "refunded": "A refund for your order {number}",
    "return_requested": "Your return for order {number}",
    "return_received": "Your return for order {number} arrived",
    "return_rejected": "Your return for order {number} was not accepted",
}
BRINGS = {"confirmation": DocumentKind.INVOICE, "refunded": DocumentKind.CREDIT_NOTE}
"""Mails that a document is attached to, once it was issued."""


def deliver(mail: OwedMail) -> None:
    """Build the mail and hand it over. Raises what the backend raises."""
    order = order_for_mail(mail.order_id)
    kind = BRINGS.get(mail.kind)
    document = document_of_mail(order, kind, _document_key(kind, mail.key)) if kind else None
    message = build(mail.kind, order, mail.key, document=document)
    message.extra_headers["Message-ID"] = mail.message_id
    message.send()


def build(
    kind: str, order: OrderView, key: str = "", *, document: DocumentView | None = None, note: str = ""
) -> EmailMultiAlternatives:
    """The mail of one kind for an order, not sent. `key` says which parcel, refund or return it is about."""
    context = _context(order, key, document) | ({"note": note} if note else {})
    message = EmailMultiAlternatives(
        subject=SUBJECTS[kind].format(number=order.number),
        body=render_to_string(f"orders/mail/{kind}.txt", context),
        from_email=settings.SHOP_MAIL_FROM,
        to=[order.email],
        headers={"X-Order": order.number, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string(f"orders/mail/{kind}.html", context), "text/html")
    if document is not None:
        message.attach(document.filename, render_pdf(document), "application/pdf")
    return message


def _context(order: OrderView, key: str, document: DocumentView | None) -> dict[str, Any]:
    return {
        "order": order, "order_url": order_url(order.number), "shop_name": settings.SHOP_NAME,
        "shop_url": settings.SHOP_URL, "seller": seller(), "document": document, **mail_subject(order, key),
    }  # fmt: skip


def _document_key(kind: DocumentKind, key: str) -> str:
    """An order has one invoice, and a credit note of each refund."""
    return "" if kind is DocumentKind.INVOICE else key
