"""What of the header is one visitor's: loaded beside pages that are the same for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from orders.pages.guest_header import COUNT
from orders.pages.owner import owner_of
from orders.pages.private import private
from orders.queries.carts import cart_count


@require_safe
@private
def header_fragment(request: HttpRequest) -> HttpResponse:
    """The number in the cart, the name of who is logged in, and messages that no page has shown yet."""
    counted = request.META.get(COUNT)
    context = {"count": cart_count(owner_of(request)) if counted is None else counted, "user": request.user}
    return render(request, "orders/_header_fragment.html", context)
