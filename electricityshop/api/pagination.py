"""Lists answer `count`, `next`, `previous`, `results`."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from electricityshop.pages import Page

T = TypeVar("T")


def page_response(
    request: Request,
    page: Page[T],
    represent: Callable[[tuple[T, ...]], Any],
    *,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """The page in the API's list shape; `represent` turns its items into JSON values, `more` stands before them."""
    number = page.request.number
    url = request.build_absolute_uri()
    return Response(
        {
            "count": page.count,
            "next": replace_query_param(url, "page", number + 1) if page.has_next else None,
            "previous": replace_query_param(url, "page", number - 1) if page.has_previous else None,
            **(more or {}),
            "results": represent(page.items),
        }
    )
