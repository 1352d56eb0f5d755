"""Sending articles of an order back: ask which and why, then announce the return."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from electricityshop.errors import DomainError
from orders.commands.request_return import RequestReturn, ReturnKeyReused, request_return
from orders.pages.finding import FoundOrder, found_order
from orders.pages.private import private
from orders.pages.return_form import ReturnForm
from orders.pages.see_other import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@private
def order_return(request: HttpRequest, number: str) -> HttpResponse:
    """A form sent twice is one return."""
    found = found_order(request, number)
    if request.method != "POST":
        if not found.view.can_be_returned(timezone.now()):
            messages.info(request, "Nothing of this order can be sent back (any more).")
            return see_other(found.url())
        form = ReturnForm(initial={"key": uuid4().hex}, order=found.view)
        return _ask(request, found, form)
    form = ReturnForm(request.POST, order=found.view)
    if not form.is_valid():
        return _ask(request, found, form, status=400)
    return _announce(request, found, form)


def _announce(request: HttpRequest, found: FoundOrder, form: ReturnForm) -> HttpResponse:
    try:
        returned = request_return(
            RequestReturn(
                order_id=found.view.id,
                quantities=form.quantities,
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
                key=form.cleaned_data["key"],
                actor="customer",
            )
        )
    except ReturnKeyReused:
        messages.info(request, "This form was sent already. Open it anew to send more back.")
        return see_other(found.url())
    except DomainError as error:
        form.refuse(error)
        return _ask(request, found, form, status=error.status)
    messages.success(request, f"Return {returned} is announced. Put this number into the parcel.")
    return see_other(found.url())


def _ask(request: HttpRequest, found: FoundOrder, form: ReturnForm, status: int = 200) -> HttpResponse:
    context = {"order": found.view, "order_url": found.url(), "form": form}
    return render(request, "orders/return.html", context, status=status)
