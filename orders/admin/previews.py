"""Every mail as a customer would get it, for an order or for the sample. Nothing is sent, nothing in it can run."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from orders.adapters.mail import BRINGS, SUBJECTS, build
from orders.adapters.pdf import pdf_answer
from orders.admin.sample_order import NOTES, sample_document, sample_order
from orders.models import Order
from orders.queries.documents import DocumentView, document_of, documents_of
from orders.queries.orders import OrderView, order_for_worker

POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
FIRST = "confirmation"


class NoSuchPreview(Http404):
    """No such kind of mail, no such order, or nothing attached."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mail, for which order; `number` is empty for the sample."""

    kind: str
    number: str
    order: OrderView

    @property
    def document(self) -> DocumentView | None:
        """What the mail brings with it: the newest of its kind."""
        kind = BRINGS.get(self.kind)
        if kind is None:
            return None
        if not self.number:
            return sample_document(self.order, kind)
        cards = [card for card in documents_of(self.order) if card.kind is kind]
        return document_of(self.order, cards[-1].number) if cards else None

    def message(self, document: DocumentView | None) -> EmailMultiAlternatives:
        return build(self.kind, self.order, document=document, note=NOTES.get(self.kind, ""))

    def url(self, page: str, **changes: str) -> str:
        query = {"kind": self.kind} | ({"order": self.number} if self.number else {}) | changes
        return f"{reverse(f'admin:orders_ordermail_{page}')}?{urlencode(query)}"


@require_safe
@never_cache
def preview(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """The list of kinds beside one of them: head, HTML in a frame, text, attachments."""
    try:
        wanted, fault = _wanted(request, model_admin), ""
    except NoSuchPreview as error:
        wanted, fault = Wanted(FIRST, "", sample_order()), str(error)
    document = wanted.document
    message = wanted.message(document)
    context = {
        **admin.site.each_context(request), "title": "Mails", "fault": fault, "mail": message, "wanted": wanted,
        "kinds": [(kind, subject, wanted.url("preview", kind=kind)) for kind, subject in _kinds(wanted)],
        "html_url": wanted.url("preview_html"), "attachment_url": wanted.url("preview_attachment"),
        "document": document,
    }  # fmt: skip
    return render(request, "admin/mail_preview.html", context, status=404 if fault else 200)


@require_safe
@never_cache
@xframe_options_sameorigin
def preview_html(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """The mail's own HTML, which may style itself and nothing else."""
    wanted = _wanted(request, model_admin)
    html = wanted.message(wanted.document).alternatives[0]
    return HttpResponse(str(html[0]), headers={"Content-Security-Policy": POLICY})


@require_safe
@never_cache
def preview_attachment(request: HttpRequest, model_admin: Any) -> HttpResponse:
    document = _wanted(request, model_admin).document
    if document is None:
        raise NoSuchPreview("Nothing is attached to this mail.")
    return pdf_answer(document)


def _kinds(wanted: Wanted) -> list[tuple[str, str]]:
    return [(kind, subject.format(number=wanted.order.number)) for kind, subject in SUBJECTS.items()]


def _wanted(request: HttpRequest, model_admin: Any) -> Wanted:
    """Raises `PermissionDenied` or `NoSuchPreview`."""
    if not (model_admin.has_view_permission(request) and request.user.has_perm("orders.view_order")):
        raise PermissionDenied
    kind, number = request.GET.get("kind", FIRST), request.GET.get("order", "").strip().upper()
    if kind not in SUBJECTS:
        raise NoSuchPreview("There is no such mail.")
    return Wanted(kind, number, _order(number) if number else sample_order())


def _order(number: str) -> OrderView:
    pk = (
        Order.objects.filter(number=number).values_list("pk", flat=True).first()
        if "\0" not in number
        else None
    )
    if pk is None:
        raise NoSuchPreview(f"There is no order {number[:20]}.")
    return order_for_worker(pk)
