"""Where most visits to the catalogue begin: worth having ready."""

from django.urls import reverse

from catalog.models import Product
from catalog.queries.addresses import category_address, product_address
from catalog.queries.category_tree import category_tree


def first_pages(most: int) -> list[str]:
    """At most `most` addresses: home, the API's list, categories from the top down, the most popular products."""
    categories = sorted(category_tree(), key=lambda node: node.depth)
    lists = [
        reverse("catalog:home"),
        reverse("catalog-api:products"),
        *(category_address(node.path) for node in categories),
    ]
    slugs = Product.objects.published().order_by("-popularity", "-id").values_list("slug", flat=True)
    return [*lists[: most // 2], *map(product_address, slugs[: most - most // 2])]
