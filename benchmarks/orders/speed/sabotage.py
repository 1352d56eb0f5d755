"""What would make orders too dear, to show that the measurement would notice."""

import time
from collections.abc import Callable, Sequence

from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse

from electricityshop.embedded.mailbox import MailboxBackend

WASTED_SECONDS = 0.06
WASTED_ON_MAIL_SECONDS = 0.2
PLACING = {"/api/v1/orders", "/checkout/place"}


class Wasteful:
    """Middleware that burns CPU on every order placed."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in PLACING:
            burn(WASTED_SECONDS)
        return self.respond(request)


class WastefulMailbox(MailboxBackend):
    """Burns CPU before every mail is handed over."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        burn(WASTED_ON_MAIL_SECONDS)
        return super().send_messages(email_messages)


def burn(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass
