"""Every product page there is, for the sitemap."""

from datetime import datetime

from django.db.models import QuerySet

from catalog.models import Product


def published_slugs() -> QuerySet[Product, tuple[str, datetime]]:
    """(slug, last change), lazily, so that a page of the sitemap reads no more than it lists."""
    return Product.objects.published().order_by("id").values_list("slug", "updated_at")
