"""One order: how it stands, live while it is under way, and what may be done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from electricityshop.errors import DomainError
from electricityshop.jobs.enqueueing import ring
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.pages.documents import document_links
from orders.pages.finding import FoundOrder, found_order
from orders.pages.handing_over import hosted_page
from orders.pages.private import private
from orders.pages.progress import headline
from orders.pages.see_other import see_other
from orders.pages.timeline import moments

QUICK_LOOKS = 60
"""After so many looks, a second apart, the page looks less often."""
PATIENCE = 30
"""After so many looks a payment that did not arrive may be tried again."""
REASONS = (
    "I changed my mind",
    "I ordered by mistake",
    "It takes too long",
    "I found it elsewhere",
    "Another reason",
)


@require_safe
@private
def order(request: HttpRequest, number: str) -> HttpResponse:
    """`paid=1` is what the payment page sends people back with: it is believed only after asking there."""
    found = found_order(request, number)
    if _returns_paid(request, found) and not _looks(request):
        ring("payments.jobs.check_payment", queue="high", reference=found.view.number)
    return render(request, "orders/order.html", _context(request, found))


@require_safe
@private
def order_progress(request: HttpRequest, number: str) -> HttpResponse:
    """The part of the page that moves."""
    context = _context(request, found_order(request, number)) | {"is_answer": True}
    return render(request, "orders/_order_progress.html", context)


@require_POST
@private
def order_pay(request: HttpRequest, number: str) -> HttpResponse:
    found = found_order(request, number)
    return see_other(hosted_page(request, found.view) or found.url())


@require_http_methods(["GET", "HEAD", "POST"])
@private
def order_cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Ask, then cancel."""
    found = found_order(request, number)
    if request.method != "POST":
        if not found.view.can_be_cancelled:
            messages.info(request, "This order cannot be cancelled any more.")
            return see_other(found.url())
        context = {"order": found.view, "order_url": found.url(), "reasons": REASONS}
        return render(request, "orders/cancel.html", context)
    try:
        reason = request.POST.get("reason") or REASONS[0]
        cancel_order(CancelOrder(order_id=found.view.id, reason=reason, actor="customer"))
    except DomainError as error:
        messages.error(request, error.message)
    return see_other(found.url())


def _context(request: HttpRequest, found: FoundOrder) -> dict[str, Any]:
    order, looks = found.view, _looks(request)
    is_checking = _returns_paid(request, found) and looks < PATIENCE
    is_moving = order.is_under_way or is_checking
    again = {"n": looks + 1} | ({"paid": 1} if request.GET.get("paid") == "1" else {})
    return {
        "order": order,
        "headline": headline(order, is_checking=is_checking),
        "moments": moments(order, is_checking=is_checking),
        "is_checking": is_checking,
        "is_moving": is_moving,
        "can_be_paid": order.awaits_payment and order.pay_until > timezone.now() and not is_checking,
        "came_back_unpaid": order.awaits_payment and request.GET.get("paid") == "0",
        "declined": next((event.message for event in reversed(order.events) if event.kind == "declined"), ""),
        "pause": 1 if looks < QUICK_LOOKS else 5,
        "progress_url": found.url("order-progress", **again),
        "refresh_url": found.url(**again),
        "pay_url": found.url("order-pay"),
        "cancel_url": found.url("order-cancel"),
        "return_url": found.url("order-return") if order.can_be_returned(timezone.now()) else "",
        "documents": document_links(found),
    }


def _returns_paid(request: HttpRequest, found: FoundOrder) -> bool:
    return found.view.awaits_payment and request.GET.get("paid") == "1"


def _looks(request: HttpRequest) -> int:
    """How often this page has looked already; 0 when it is opened."""
    text = request.GET.get("n", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
