"""The list below the search field, without a page around it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from catalog.queries.suggestions import suggestions
from electricityshop.compiled_pages import compiled_page


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    suggested = suggestions(request.GET.get("q", ""))
    context = {
        "suggested": suggested,
        "search_url": reverse("catalog:search"),
        "status": _status(suggested.count),
    }
    return compiled_page(request, "catalog/_suggestions.html", context)


def _status(count: int) -> str:
    """What a screen reader says when the list has changed."""
    if not count:
        return gettext("No suggestions")
    text = ngettext("%(count)s suggestion", "%(count)s suggestions", count)
    return text % {"count": count}
