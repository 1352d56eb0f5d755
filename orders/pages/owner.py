"""Whose cart and orders a request is about, and the cookie by which a guest is known again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from orders.cart_token import COOKIE, cart_token, read_token
from orders.domain.owners import Owner

COOKIE_SECONDS = 60 * 24 * 60 * 60


def owner_of(request: HttpRequest) -> Owner:
    """The customer who is logged in, else the guest of the cookie, else somebody who has nothing yet."""
    if request.user.is_authenticated:
        return Owner(user_id=request.user.pk)
    return Owner(cart_id=read_token(request.COOKIES.get(COOKIE, "")))


def keep_cart(request: HttpRequest, response: HttpResponse, cart_id: UUID) -> None:
    """Give a guest the cookie that opens this cart; a customer's cart needs none."""
    if not request.user.is_authenticated:
        response.set_cookie(
            COOKIE, cart_token(cart_id), max_age=COOKIE_SECONDS,
            httponly=True, samesite="Lax", secure=request.is_secure(),
        )  # fmt: skip


def drop_stale_cart(request: HttpRequest, response: HttpResponse) -> None:
    """A guest cart's cookie has no use once its holder is logged in: the carts were merged then."""
    if COOKIE in request.COOKIES and request.user.is_authenticated:
        response.delete_cookie(COOKIE, samesite="Lax")
