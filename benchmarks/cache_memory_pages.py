"""Addresses of pages of the demo catalogue that the page cache keeps, by kind."""

from collections.abc import Callable, Iterator
from itertools import product as combined
from typing import Any

SORTS = ("", "sort=price&", "sort=-price&")
VIEWS = ("", "view=table&")
FILTERS = ("", "in_stock=1&", "max_price=50&")
WORDS = ("cable", "led", "switch", "lamp", "breaker", "usb", "socket", "battery", "wire", "charger")


def _products() -> Iterator[str]:
    return (f"/p/{slug}/" for slug in _catalog().Product.objects.values_list("slug", flat=True))


def _variants() -> Iterator[str]:
    named = _catalog().Variant.objects.values_list("product__slug", "sku")
    return (f"/p/{slug}/?v={sku}" for slug, sku in named)


def _categories() -> Iterator[str]:
    paths = list(_catalog().Category.objects.values_list("path", flat=True))
    chosen = combined(VIEWS, SORTS, FILTERS, paths)
    return (f"/c/{path}/?{view}{sort}{limit}" for view, sort, limit, path in chosen)


def _searches() -> Iterator[str]:
    prices = (f"max_price={price}&" for price in range(5, 200, 5))
    return (f"/search?q={word}&{price}{view}" for word, price, view in combined(WORDS, prices, VIEWS))


def _resources() -> Iterator[str]:
    slugs = _catalog().Product.objects.values_list("slug", flat=True)
    return (f"/api/v1/products/{slug}" for slug in slugs)


def _lists() -> Iterator[str]:
    paths = _catalog().Category.objects.values_list("path", flat=True)
    asked = combined(("20", "50", "100"), ("", "&ordering=price"), paths)
    return (f"/api/v1/products?category={path}&page_size={size}{order}" for size, order, path in asked)


def _catalog() -> Any:
    from catalog import models  # noqa: PLC0415  # needs the settings

    return models


KINDS: dict[str, Callable[[], Iterator[str]]] = {
    "product page": _products,
    "product page of a variant": _variants,
    "category page": _categories,
    "search page": _searches,
    "product of the API": _resources,
    "product list of the API": _lists,
}
