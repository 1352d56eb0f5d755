"""The link by which a guest reads an order: its number and a signature nobody else can make."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

_signer = Signer(salt="orders.link")


def order_path(number: str) -> str:
    """Path of the order's page with its signature."""
    return f"{reverse('orders:order', args=[number])}?t={_signature(number)}"


def order_url(number: str) -> str:
    return settings.SHOP_URL + order_path(number)


def is_signed(number: str, token: str) -> bool:
    """Whether `token` is the signature of this order's link."""
    try:
        return bool(_signer.unsign(f"{number}:{token}"))
    except BadSignature:
        return False


def _signature(number: str) -> str:
    return _signer.sign(number).rpartition(":")[2]
