"""A guest who logs in keeps the cart."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from orders.cart_token import COOKIE, read_token
from orders.commands.merge_carts import MergeCarts, merge_carts


@receiver(user_logged_in)
def keep_guest_cart(request: HttpRequest | None, user: Any, **_: Any) -> None:
    """Merge the cart of the request's cookie; the page that follows drops the cookie."""
    cart_id = read_token(request.COOKIES.get(COOKIE, "")) if request is not None else None
    if cart_id is not None:
        merge_carts(MergeCarts(guest_cart_id=cart_id, user_id=user.pk))
