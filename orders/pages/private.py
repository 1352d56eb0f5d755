"""Pages that are one person's: no cache keeps them."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from orders.pages.owner import drop_stale_cart

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def private(view: View[P]) -> View[P]:
    """Forbid storing the answer anywhere, and take a stale cart cookie away."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        drop_stale_cart(request, response)
        return response

    return answer


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks, for a piece of the page it is on."""
    return request.headers.get("HX-Request") == "true"
