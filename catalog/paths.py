"""Keeping the categories' paths true when one is renamed or moved."""

from django.db.models import Value
from django.db.models.functions import Concat, Substr

from catalog.models import Category
from electricityshop.commands import require_transaction


def repath(category: Category) -> None:
    """Save `category` with the path its parent and slug give it, and move everything below along."""
    require_transaction()
    before = category.path
    category.path = f"{category.parent.path}/{category.slug}" if category.parent else category.slug
    category.save()
    if before and before != category.path:
        below = Category.objects.filter(path__startswith=f"{before}/")
        below.update(path=Concat(Value(category.path), Substr("path", len(before) + 1)))
