"""`manage.py seed_stage 5 10`: fills an empty, migrated shop with five articles, ten pieces of each, to fight over."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from catalog.models import Category, Product, TaxClass, Variant
from catalog.opening_stock import book_opening_stock


class Command(BaseCommand):
    help = "Add the demo's shipping methods, and articles A-0000, A-0001, … at 10 euros."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("articles", type=int)
        parser.add_argument("on_hand", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("load_demo_shop", stdout=self.stdout)
        with transaction.atomic():
            variants = _variants(options["articles"])
            quantities = {variant.pk: options["on_hand"] for variant in variants}
            book_opening_stock(quantities, actor="proof", now=timezone.now())


def _variants(count: int) -> list[Variant]:
    standard = TaxClass.objects.create(code="standard", name="Standard rate", rate=1900)
    shelf = Category.objects.create(slug="proof", path="proof", name="Proof")
    products = Product.objects.bulk_create(
        Product(slug=f"a-{number}", name=f"Article {number}", category=shelf, tax_class=standard)
        for number in range(count)
    )
    return Variant.objects.bulk_create(
        Variant(product=product, sku=f"A-{number:04}", price=1_000, weight=100)
        for number, product in enumerate(products)
    )
