"""The guest's cart token: the cart's id, signed. Pages carry it in a cookie, API clients in a header."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

COOKIE = "cart"
HEADER = "X-Cart-Token"

_signer = Signer(salt="orders.cart")


def cart_token(cart_id: UUID) -> str:
    return _signer.sign(cart_id.hex)


def read_token(token: str) -> UUID | None:
    """The cart's id; None when the token is empty or not ours."""
    try:
        return UUID(hex=_signer.unsign(token)) if token and len(token) <= 200 else None
    except (BadSignature, ValueError):
        return None
