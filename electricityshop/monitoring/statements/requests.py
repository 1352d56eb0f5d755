"""Around every request: its statements are on the account of the view that answers it."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from electricityshop.monitoring.statements.repeats import Repeat, repeated, repeats
from electricityshop.monitoring.statements.scopes import rename, scope

UNRESOLVED = "no page"
"""The account of what is not found, or not let through to a view."""
HEADER = "X-N-Plus-One"

logger = structlog.get_logger(__name__)


class StatementsOfRequest:
    """The outermost middleware. In development, an answer that took an N+1 has a header that says so."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with scope(UNRESOLVED) as here:
            response = self.respond(request)
        found = repeats(here)
        if found:
            repeated.send(self.__class__, scope=here.name, repeats=found)
            if settings.DEBUG:
                response[HEADER] = ", ".join(map(str, found))
                _warn(here.name, found)
        return response

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """The view is known now, and none of its statements has run."""
        if request.resolver_match:
            rename(request.resolver_match.view_name)


def _warn(name: str, found: tuple[Repeat, ...]) -> None:
    for one in found:
        logger.warning("n plus one", scope=name, count=one.count, statement=one.statement.text)
