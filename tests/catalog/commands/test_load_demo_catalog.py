"""`load_demo_catalog`: the whole demo catalogue, safe to repeat."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Sum

from catalog.models import Category, Product, StockItem, StockMovement, SynonymGroup, Variant

pytestmark = pytest.mark.django_db


def load() -> str:
    output = StringIO()
    call_command("load_demo_catalog", stdout=output)
    return output.getvalue()


def test_the_demo_catalogue_loads_twice() -> None:
    first = load()
    products, variants = Product.objects.count(), Variant.objects.count()
    second = load()

    assert f"{products:,} products created" in first
    assert f"0 products created, 0 updated, {products:,} unchanged" in second
    assert (Product.objects.count(), Variant.objects.count()) == (products, variants)
    assert products > 500
    assert StockItem.objects.count() == variants
    on_hand = StockItem.objects.aggregate(sum=Sum("on_hand"))
    assert StockMovement.objects.aggregate(sum=Sum("on_hand_change")) == on_hand
    assert Category.objects.filter(parent=None).exists()
    assert not Product.objects.filter(search=None).exists()
    assert f"{SynonymGroup.objects.count()} groups of synonyms added" in first
    assert "\n0 groups of synonyms added" in second
    assert SynonymGroup.objects.filter(words__contains=["socket", "outlet"]).count() == 1
