"""Checkout, step 2: how it travels."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from electricityshop.compiled_pages import compiled_page
from orders.commands.remember_checkout import RememberCheckout, remember_checkout
from orders.pages.answers import read_answers
from orders.pages.checkout_steps import SHIPPING, parcel_of, step_context, way_back
from orders.pages.delivery import DeliveryWindow, delivery_window
from orders.pages.owner import owner_of
from orders.pages.postal_fields import country_name
from orders.pages.private import private
from orders.pages.see_other import see_other
from orders.queries.carts import cart_of
from orders.queries.shipping_options import (
    ShippingNotOffered,
    ShippingOption,
    shipping_option,
    shipping_options,
)


@dataclass(frozen=True, slots=True)
class Choice:
    option: ShippingOption
    window: DeliveryWindow
    is_chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
@private
def shipping(request: HttpRequest) -> HttpResponse:
    owner = owner_of(request)
    cart = cart_of(owner)
    answers = read_answers(cart.checkout)
    back = way_back(request, cart, answers, SHIPPING)
    if back:
        return see_other(back)
    parcel = parcel_of(cart, answers)
    error = ""
    if request.method == "POST":
        try:
            option = shipping_option(request.POST.get("method", ""), parcel)
        except ShippingNotOffered as refusal:
            error = refusal.message
        else:
            remember_checkout(RememberCheckout(owner=owner, answers={"method": option.code}))
            return see_other(reverse("orders:checkout-review"))
    offered = choices(shipping_options(parcel), answers.method)
    context = step_context(cart, SHIPPING) | {
        "choices": offered,
        "can_go_on": any(choice.is_chosen for choice in offered),
        "error": error,
        "country": country_name(answers.shipping.country if answers.shipping else ""),
    }
    return compiled_page(request, "orders/checkout_shipping.html", context, status=409 if error else 200)


def choices(options: tuple[ShippingOption, ...], remembered: str) -> list[Choice]:
    """The options with their dates; chosen is the remembered one, else the first that is possible."""
    possible = [option.code for option in options if option.price is not None]
    chosen = remembered if remembered in possible else next(iter(possible), "")
    today = timezone.localdate()
    return [
        Choice(
            option, delivery_window(today, option.minimum_days, option.maximum_days), option.code == chosen
        )
        for option in options
    ]
