"""The cart: seen, filled, changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from electricityshop.compiled_pages import compiled_page
from electricityshop.errors import DomainError, NotFound
from electricityshop.same_origin import same_origin_or_token
from electricityshop.templatetags.shop import sold_as
from orders.commands.change_cart import AddToCart, ChangeLine, add_to_cart, change_line
from orders.pages.owner import keep_cart, owner_of
from orders.pages.private import private, wants_fragment
from orders.pages.see_other import see_other
from orders.pages.whole_number import whole_quantity
from orders.queries.carts import CartItem, CartView, cart_of


@dataclass(frozen=True, slots=True)
class CartRow:
    """A line and what is to be said beside it."""

    item: CartItem
    note: str

    @property
    def field_id(self) -> str:
        return f"quantity-{self.item.id}"


@require_safe
@private
def cart(request: HttpRequest) -> HttpResponse:
    return _cart_page(request, cart_of(owner_of(request)))


@require_POST
@private
@same_origin_or_token
def cart_add(request: HttpRequest) -> HttpResponse:
    """Put `quantity` (1) of `sku` in: a small confirmation for htmx, else the cart."""
    try:
        wish = AddToCart(
            owner=owner_of(request),
            sku=request.POST.get("sku", ""),
            quantity=whole_quantity(request.POST.get("quantity", "1")),
        )
        added = add_to_cart(wish)
    except DomainError as error:
        return _not_added(request, error)
    what = added.offer
    response = _added(request, f"{sold_as(wish.quantity, what.sale_unit)} · {what.name}")
    keep_cart(request, response, added.cart_id)
    return response


@require_POST
@private
def cart_change(request: HttpRequest, line_id: int) -> HttpResponse:
    """A new `quantity` for a line, or `remove=1`; then the cart, or the review where `back` says so."""
    owner = owner_of(request)
    is_removed = "remove" in request.POST
    try:
        quantity = 0 if is_removed else whole_quantity(request.POST.get("quantity", ""))
        change_line(ChangeLine(owner=owner, line_id=line_id, quantity=quantity))
    except NotFound as error:
        return _line_gone(request, error)
    except DomainError as error:
        return _changed(request, line_id, note=error.message, status=error.status)
    if wants_fragment(request):
        return _changed(request, line_id)
    if is_removed:
        messages.success(request, "Taken out of the cart.")
    is_reviewing = request.POST.get("back") == "review"
    return see_other(reverse("orders:checkout-review" if is_reviewing else "orders:cart"))


def _added(request: HttpRequest, what: str) -> HttpResponse:
    if wants_fragment(request):
        response = compiled_page(request, "orders/_added.html", {"what": what})
        response["HX-Trigger"] = "cart-changed"
        return response
    messages.success(request, f"In your cart: {what}.")
    return see_other(reverse("orders:cart"))


def _not_added(request: HttpRequest, error: DomainError) -> HttpResponse:
    if wants_fragment(request):
        response = compiled_page(
            request, "orders/_not_added.html", {"message": error.message}, status=error.status
        )
        response["HX-Reswap"] = "innerHTML"  # a refusal is shown, too
        return response
    return _cart_page(request, cart_of(owner_of(request)), notice=error.message, status=error.status)


def _line_gone(request: HttpRequest, error: NotFound) -> HttpResponse:
    """The page on the screen is out of date: htmx loads it again."""
    response = _cart_page(request, cart_of(owner_of(request)), notice=error.message, status=error.status)
    if wants_fragment(request):
        response["HX-Refresh"] = "true"
    return response


def _changed(request: HttpRequest, line_id: int, *, note: str = "", status: int = 200) -> HttpResponse:
    view = cart_of(owner_of(request))
    notes = {line_id: note} if note else {}
    if not wants_fragment(request):
        return _cart_page(request, view, notes=notes, status=status)
    rows = [row for row in _rows(view, notes) if row.item.id == line_id]
    context = {"cart": view, "rows": rows, "is_refused": bool(note)}
    response = compiled_page(request, "orders/_cart_changed.html", context, status=status)
    response["HX-Reswap"] = "none"  # each piece goes to its own place, a refusal as well
    return response


def _cart_page(
    request: HttpRequest,
    view: CartView,
    *,
    notice: str = "",
    notes: Mapping[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"cart": view, "rows": _rows(view, notes or {}), "notice": notice}
    return compiled_page(request, "orders/cart.html", context, status=status)


def _rows(view: CartView, notes: Mapping[int, str]) -> list[CartRow]:
    return [CartRow(item, notes.get(item.id, item.problem)) for item in view.items]
