"""The limits of logging in and of mails, for who is asking."""

from django.http import HttpRequest

from electricityshop.attempts.limits import Limit, limit
from electricityshop.attempts.visitors import client_address


def login_limits(request: HttpRequest | None, email: str) -> tuple[Limit, ...]:
    """Failures to log in: per e-mail address, and per caller."""
    limits = (limit("login_email", email.strip()),)
    if request is None or not request.META.get("REMOTE_ADDR"):
        return limits
    return (*limits, limit("login_ip", client_address(request)))


def mail_limits(request: HttpRequest, email: str) -> tuple[Limit, ...]:
    """Mails somebody may have sent: to one address, and from one caller."""
    return limit("mail_to", email.strip()), limit("mail_ip", client_address(request))
