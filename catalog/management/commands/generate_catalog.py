"""`manage.py generate_catalog --products N`: a catalogue of any size, for measuring; docs/scale.md says what is in it."""

import logging
import resource
import sys
import time
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from catalog.commands.count_for_search import count_for_search
from catalog.commands.generate_products import GenerateProducts, generate_products
from catalog.commands.write_tree import WriteTree, write_tree
from catalog.demo.generated import brands, generated_products
from catalog.demo.generated.products import MOST_PRODUCTS
from catalog.queries.generated_catalogue import generated_before
from electricityshop.arguments import whole_number
from electricityshop.errors import DomainError
from electricityshop.progress import Progress

_BATCH = 1_000
_AGE_DAYS = 730
_TABLES = "catalog_product, catalog_variant, catalog_stockitem, catalog_stockmovement"


class Command(BaseCommand):
    help = "Generate products after the demo catalogue's until there are as many as wanted. Safe to repeat."
    requires_system_checks = []  # they load every page and the admin

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--products",
            type=whole_number(MOST_PRODUCTS),
            required=True,
            help="how many generated products there shall be",
        )
        parser.add_argument("--seed", type=int, default=1, help="another seed, other products (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("electricityshop.commands").setLevel(logging.WARNING)
        wanted, seed = options["products"], options["seed"]
        started = time.monotonic()
        try:
            before = generated_before(next(generated_products(seed, 1, 1)))
            write_tree(WriteTree(brands=brands()))
            _generate(seed, before + 1, wanted)
        except DomainError as error:
            raise CommandError(str(error)) from error
        _settle()
        seconds, made = time.monotonic() - started, max(wanted - before, 0)
        self.stdout.write(
            f"{made:,} products generated, there were {before:,}; {seconds:.1f} s, "
            f"{1000 * seconds / max(made, 1):.2f} ms a product, "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most"
        )


def _generate(seed: int, first: int, last: int) -> None:
    """In batches that end at whole thousands, so that what is generated in two goes is the same as in one."""
    progress = Progress(sys.stderr, last, "products")
    while first <= last:
        end = min(last, (first - 1) // _BATCH * _BATCH + _BATCH)
        batch = tuple(generated_products(seed, first, end))
        generate_products(GenerateProducts(batch, _created_at(seed, end)))
        progress(end)
        first = end + 1


def _created_at(seed: int, number: int) -> datetime:
    """Some moment of the two years before today, for the batch this product is in."""
    age = Random(f"{seed}/created/{(number - 1) // _BATCH}").random() * _AGE_DAYS
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=age)


def _settle() -> None:
    """Counts, statistics and visibility maps as a shop has them that has run for a while; the search index sorted in."""
    count_for_search()
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (ANALYZE) {_TABLES}")
