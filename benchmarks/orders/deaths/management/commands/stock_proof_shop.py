"""Fills an empty, migrated shop with a few articles that never run out and a way to send them."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from benchmarks.orders.deaths.buyers import SKUS
from catalog import stock
from catalog.models import Category, Product, StockItem, TaxClass, Variant
from orders.commands.add_shipping_method import AddShippingMethod, add_shipping_method

PLENTY = 1_000_000


class Command(BaseCommand):
    help = "Stock the shop of the proofs about killed processes and servers."

    def handle(self, *args: Any, **options: Any) -> None:
        standard = TaxClass.objects.create(code="standard", name="Standard rate", rate=1900)
        category = Category.objects.create(slug="proof", path="proof", name="Proof")
        for sku in SKUS:
            product = Product.objects.create(
                slug=sku.lower(), name=f"Cable {sku}", category=category, tax_class=standard
            )
            variant = Variant.objects.create(product=product, sku=sku, price=1_190, weight=500)
            StockItem.objects.create(variant=variant)
            with transaction.atomic():
                stock.adjust(variant.pk, PLENTY, reason="opening", actor="proof")
        add_shipping_method(AddShippingMethod(code="flat", name="Flat", kind="flat", price=500))
