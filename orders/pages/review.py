"""Checkout, step 3: everything at a glance, then the order."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.domain.postal import PostalAddress
from electricityshop.compiled_pages import compiled_page
from electricityshop.errors import DomainError
from orders.commands.place_order import EmptyCart, KeyReused, PlaceOrder, place_order
from orders.domain.owners import Owner
from orders.domain.pricing import price_order
from orders.pages.answers import Answers, read_answers
from orders.pages.checkout_steps import REVIEW, parcel_of, step_context, way_back
from orders.pages.delivery import delivery_window
from orders.pages.handing_over import payment_page
from orders.pages.owner import owner_of
from orders.pages.private import private
from orders.pages.see_other import see_other
from orders.pages.whole_number import whole_quantity
from orders.queries.carts import CartView, cart_of, checkout_answers
from orders.queries.shipping_options import ShippingNotOffered, shipping_option


@require_safe
@private
def review(request: HttpRequest) -> HttpResponse:
    cart = cart_of(owner_of(request))
    answers = read_answers(cart.checkout)
    back = way_back(request, cart, answers, REVIEW)
    if back:
        return see_other(back)
    try:
        option = shipping_option(answers.method, parcel_of(cart, answers))
    except ShippingNotOffered as error:
        messages.warning(request, error.message)
        return see_other(reverse("orders:checkout-shipping"))
    shipping_price = option.price.amount if option.price else 0
    context = step_context(cart, REVIEW) | {
        "answers": answers,
        "option": option,
        "window": delivery_window(timezone.localdate(), option.minimum_days, option.maximum_days),
        "totals": price_order((item.priced for item in cart.items), shipping_price),
        "key": placement_key(cart),
    }
    return compiled_page(request, "orders/checkout_review.html", context)


@require_POST
@private
def place(request: HttpRequest) -> HttpResponse:
    """Place the order and lead on to the payment; a second press of the button is the same order."""
    owner = owner_of(request)
    answers = read_answers(checkout_answers(owner))
    if answers.shipping is None:
        return see_other(reverse("orders:checkout-review"))  # which leads to the first unfinished step
    try:
        placed = place_order(_wish(request, owner, answers, answers.shipping))
    except EmptyCart as error:
        messages.info(request, error.message)
        return see_other(reverse("orders:cart"))
    except KeyReused:
        messages.info(request, "This was ordered already.")
        return see_other(reverse("orders:cart"))
    except DomainError as error:
        messages.error(request, error.message)
        return see_other(reverse("orders:checkout-review"))
    return see_other(payment_page(request, owner, placed.number))


def placement_key(cart: CartView) -> str:
    """The same for the same lines of a cart, so that sending it twice is one order.

    Line ids are never given twice, and an order takes its lines out of the cart: no two orders share a key, and
    none has to be written down before it is used.
    """
    return f"cart-lines-{max(item.id for item in cart.items)}"


def _wish(request: HttpRequest, owner: Owner, answers: Answers, shipping: PostalAddress) -> PlaceOrder:
    return PlaceOrder(
        owner=owner,
        email=answers.email,
        shipping=shipping,
        billing=answers.billing or shipping,
        shipping_method=answers.method,
        key=request.POST.get("key", ""),
        expected_total=whole_quantity(request.POST.get("expected_total", "")),
    )
