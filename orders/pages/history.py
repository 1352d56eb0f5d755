"""A customer's orders."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from electricityshop.pages import PageRequest
from orders.pages.owner import owner_of
from orders.pages.private import private
from orders.queries.orders import order_history

ORDERS_A_PAGE = 10


@require_safe
@private
@login_required
def history(request: HttpRequest) -> HttpResponse:
    page = PageRequest.parse(request.GET.get("page"), default_size=ORDERS_A_PAGE)
    return render(request, "orders/history.html", {"page": order_history(owner_of(request), page)})
