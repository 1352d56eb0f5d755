"""Every page a search engine should know, a few thousand to a file."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from catalog.queries.category_tree import category_tree
from catalog.queries.published_slugs import published_slugs

if TYPE_CHECKING:
    AnySitemap = Sitemap[Any]
else:
    AnySitemap = Sitemap


class ProductSitemap(AnySitemap):
    limit = 5_000

    def items(self) -> Any:
        return published_slugs()

    def location(self, item: tuple[str, datetime]) -> str:
        return reverse("catalog:product", args=[item[0]])

    def lastmod(self, item: tuple[str, datetime]) -> datetime:
        return item[1]


class CategorySitemap(AnySitemap):
    def items(self) -> list[str]:
        return [reverse("catalog:home"), *(_category(node.path) for node in category_tree())]

    def location(self, item: str) -> str:
        return item


def _category(path: str) -> str:
    return reverse("catalog:category", args=[path])


SITEMAPS: dict[str, type[AnySitemap]] = {"categories": CategorySitemap, "products": ProductSitemap}
