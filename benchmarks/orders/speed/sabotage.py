"""What would make orders too dear, to show that the measurement would notice."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

WASTED_SECONDS = 0.06
PLACING = {"/api/v1/orders", "/checkout/place"}


class Wasteful:
    """Middleware that burns CPU on every order placed."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        until = time.thread_time() + WASTED_SECONDS
        while request.path in PLACING and time.thread_time() < until:
            pass
        return self.respond(request)
