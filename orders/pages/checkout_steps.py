"""The steps of checkout, one after the other, and what every one of them shows."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from electricityshop.plugins.types import Parcel
from orders.pages.answers import Answers
from orders.queries.carts import CartView

ADDRESS, SHIPPING, REVIEW = 1, 2, 3
STEPS = ("Address", "Shipping", "Review", "Payment")


def way_back(request: HttpRequest, cart: CartView, answers: Answers, step: int) -> str:
    """Where to go first when this step cannot be shown yet; empty when it can."""
    if cart.is_empty:
        messages.info(request, "Your cart is empty. Put something in before you order.")
        return reverse("orders:cart")
    if cart.has_problems and step < REVIEW:  # the review says it beside the lines
        messages.warning(request, "Some items cannot be ordered as they are. Adjust your cart and go on.")
        return reverse("orders:cart")
    if step > ADDRESS and not answers.knows_where:
        return reverse("orders:checkout")
    if step > SHIPPING and not answers.method:
        return reverse("orders:checkout-shipping")
    return ""


def parcel_of(cart: CartView, answers: Answers) -> Parcel:
    """What is to be shipped, once it is known where to."""
    country = answers.shipping.country if answers.shipping else ""
    return Parcel(cart.weight, cart.totals.items, cart.currency, country)


def step_context(cart: CartView, step: int) -> dict[str, Any]:
    return {"cart": cart, "steps": STEPS, "current": step, "totals": cart.totals}
