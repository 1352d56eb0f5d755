"""Who is asking, as far as a limit can tell visitors apart."""

from allauth.core.internal.httpkit import get_client_ip
from allauth.core.internal.ratelimit import truncate_ip
from django.http import HttpRequest

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104  # a name for "no address", nothing listens on it


def client_address(request: HttpRequest) -> str:
    """The caller's IP address, an IPv6 one as its /64; proxies are believed as far as TRUSTED_PROXY_COUNT says."""
    address = get_client_ip(request)
    return truncate_ip(address) if address else UNKNOWN_ADDRESS
