"""`manage.py load_demo_catalog`: the demo catalogue's categories, attributes, brands, products, synonyms. Safe to repeat."""

import logging
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.commands.count_for_search import count_for_search
from catalog.commands.write_products import WriteProducts, write_products
from catalog.commands.write_synonyms import WriteSynonyms, write_synonyms
from catalog.commands.write_tree import TAX_CLASSES, WriteTree, write_tree
from catalog.demo import attributes, brands, categories, products
from catalog.demo.synonyms import synonym_groups
from catalog.domain.records import ProductRecord

SOURCE = "demo"
_BATCH = 500


class Command(BaseCommand):
    help = "Load the demo catalogue: electrical goods by invented makers."

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("electricityshop.commands").setLevel(logging.WARNING)
        started = time.monotonic()
        tree = write_tree(WriteTree(tuple(attributes()), tuple(categories()), tuple(brands()), TAX_CLASSES))
        self.stdout.write(
            f"{tree.categories:,} categories, {tree.attributes:,} attributes and {tree.brands:,} brands created"
        )
        synonyms = write_synonyms(WriteSynonyms(synonym_groups()))
        self.stdout.write(f"{synonyms.created:,} groups of synonyms added")
        created = updated = unchanged = variants = 0
        for batch in _batches(products()):
            report = write_products(WriteProducts(SOURCE, batch))
            for rejected in report.rejected:
                raise CommandError(f"{batch[rejected.index].slug}: {rejected.reason}")
            created, updated = created + report.created, updated + report.updated
            unchanged += report.unchanged
            variants += sum(len(product.variants) for product in batch)
            self.stdout.write(f"  {created + updated + unchanged:,} products, {variants:,} variants")
        count_for_search()
        self.stdout.write(
            f"demo catalogue: {created:,} products created, {updated:,} updated, {unchanged:,} unchanged, "
            f"{variants:,} variants, {time.monotonic() - started:.1f} s"
        )


def _batches(records: Iterator[ProductRecord]) -> Iterator[tuple[ProductRecord, ...]]:
    while batch := tuple(islice(records, _BATCH)):
        yield batch
