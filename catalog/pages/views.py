"""The pages a shopper browses. Each view asks its query and shows the answer."""

from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from catalog.domain.drawings import UnknownDrawing, draw
from catalog.pages.listing import Listing
from catalog.pages.structured_data import product_data
from catalog.queries.category_tree import CategoryNode, category_tree
from catalog.queries.drawings import DRAWINGS_REVISION
from catalog.queries.home_page import category_map, home_page
from catalog.queries.product_page import product_page
from catalog.queries.related.related_products import related_products

FOREVER = "public, max-age=31536000, immutable"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return _page(request, "catalog/home.html", {"home": home_page()})


@require_safe
def category(request: HttpRequest, path: str) -> HttpResponse:
    tree = category_tree()
    here = tree.at(path)
    listing = Listing.of(request, category=path)
    *above, _ = tree.trail(here.id)
    context = {"category": here, "trail": _trail(above), "tiles": category_map(here.id), **listing.context()}
    return _page(request, "catalog/category.html", context, current=path)


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    sku = request.GET.get("v", "")
    shown = product_page(slug, sku)
    related = related_products(shown)
    context = {
        "product": shown,
        "trail": _trail(shown.trail),
        "related": related,
        "reasons": {one.card.slug: one.reason for one in related.accessories},
        "structured_data": product_data(shown, request.build_absolute_uri),
        "is_other_variant": bool(sku) and (shown.chosen is None or shown.chosen.sku != sku),
    }
    return _page(request, "catalog/product.html", context, current=shown.category)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    listing = Listing.of(request, is_search=True)
    context = {"search_text": listing.selection.search, "tiles": (), **listing.context()}
    if not context["page"].count:
        context["tiles"] = category_map()
    return _page(request, "catalog/search.html", context)


def _revision(request: HttpRequest, kind: str, key: str) -> str:
    return f'"{DRAWINGS_REVISION}"'


@require_safe
@csp_replace({"default-src": [NONE], "style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]  # it takes any view
@condition(etag_func=_revision)
def drawing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """A product's picture. Its address says everything about it, so it never changes."""
    try:
        picture = draw(kind, key)
    except UnknownDrawing as error:
        raise Http404(str(error)) from error
    return HttpResponse(picture, content_type="image/svg+xml", headers={"Cache-Control": FOREVER})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": request.build_absolute_uri(reverse("catalog:sitemap"))}
    return render(request, "catalog/robots.txt", context, content_type="text/plain")


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, current: str = "") -> HttpResponse:
    """With the menu of top categories, of which the one `current` lies in is marked."""
    menu = {"menu": category_tree().roots, "menu_current": current.partition("/")[0]}
    return render(request, template, menu | context)


def _trail(nodes: tuple[CategoryNode, ...] | list[CategoryNode]) -> list[tuple[str, str]]:
    return [(node.name, node.address) for node in nodes]
