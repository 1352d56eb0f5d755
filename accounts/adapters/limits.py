"""The limits of the settings, for who is asking."""

from allauth.core.internal.httpkit import get_client_ip
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.http import HttpRequest

from accounts.domain.attempts import Limit

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104  # a name for "no address", nothing listens on it


def limit(name: str, subject: str) -> Limit:
    """The limit `name` of `settings.ATTEMPT_LIMITS` for one subject."""
    most, seconds = settings.ATTEMPT_LIMITS[name]
    return Limit(name, subject, most, seconds)


def client_address(request: HttpRequest) -> str:
    """The caller's IP address, an IPv6 one as its /64; proxies are believed as far as TRUSTED_PROXY_COUNT says."""
    address = get_client_ip(request)
    return truncate_ip(address) if address else UNKNOWN_ADDRESS


def login_limits(request: HttpRequest | None, email: str) -> tuple[Limit, ...]:
    """Failures to log in: per e-mail address, and per caller."""
    limits = (limit("login_email", email.strip()),)
    if request is None or not request.META.get("REMOTE_ADDR"):
        return limits
    return (*limits, limit("login_ip", client_address(request)))


def mail_limits(request: HttpRequest, email: str) -> tuple[Limit, ...]:
    """Mails somebody may have sent: to one address, and from one caller."""
    return limit("mail_to", email.strip()), limit("mail_ip", client_address(request))
