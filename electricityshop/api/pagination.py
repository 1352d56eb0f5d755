"""Lists answer `count`, `next`, `previous`, `results`."""

from collections.abc import Callable
from typing import Any, TypeVar

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from electricityshop.pages import Page

T = TypeVar("T")


def page_response(request: Request, page: Page[T], represent: Callable[[tuple[T, ...]], Any]) -> Response:
    """The page in the API's list shape; `represent` turns its items into JSON values."""
    number = page.request.number
    url = request.build_absolute_uri()
    return Response(
        {
            "count": page.count,
            "next": replace_query_param(url, "page", number + 1) if page.has_next else None,
            "previous": replace_query_param(url, "page", number - 1) if page.has_previous else None,
            "results": represent(page.items),
        }
    )
