"""`manage.py generate_catalog --products N`: a catalogue of any size, for measuring; docs/scale.md says what is in it."""

import logging
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections
from django.utils import timezone

from catalog.commands.count_for_search import count_for_search
from catalog.commands.generate_products import GenerateProducts, generate_products
from catalog.commands.write_tree import WriteTree, write_tree
from catalog.demo.generated import brands, generated_products
from catalog.demo.generated.products import MOST_PRODUCTS
from catalog.models import Product, Variant
from catalog.models.stock import StockMovement
from catalog.queries.generated_catalogue import generated_before, generated_in_batches
from electricityshop.arguments import whole_number
from electricityshop.database.late_indexes import create_missing, indexes_last
from electricityshop.errors import DomainError
from electricityshop.progress import Progress

_BATCH = 1_000
_AGE_DAYS = 730
MOST_PROCESSES = 64
_INDEXED = (Product, Variant, StockMovement)
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
        parser.add_argument(
            "--processes",
            type=whole_number(MOST_PROCESSES),
            default=1,
            help="how many write at once (1); with more, ids are in no order",
        )
        parser.add_argument(
            "--indexes-last",
            action="store_true",
            help="drop the declared indexes meanwhile: quicker, and only for a shop that nobody visits",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("electricityshop.commands").setLevel(logging.WARNING)
        wanted, seed = options["products"], options["seed"]
        started = time.monotonic()
        try:
            before = generated_before(next(generated_products(seed, 1, 1)))
            write_tree(WriteTree(brands=brands()))
            with indexes_last(_INDEXED) if options["indexes_last"] else nullcontext():
                _generate(seed, wanted, options["processes"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        create_missing(_INDEXED)  # of a run that was killed
        _settle()
        seconds, made = time.monotonic() - started, max(wanted - before, 0)
        self.stdout.write(
            f"{made:,} products generated, there were {before:,}; {seconds:.1f} s, "
            f"{1000 * seconds / max(made, 1):.2f} ms a product, {_peak()} MB at most"
        )


def _generate(seed: int, wanted: int, processes: int) -> None:
    """What is missing, in batches that end at whole thousands: in several goes it becomes the same as in one."""
    batches = list(_missing(wanted))
    progress = Progress(sys.stderr, wanted, "products")
    done = wanted - sum(last - first + 1 for first, last in batches)
    for count in _written(seed, batches, processes):
        done += count
        progress(done)


def _missing(wanted: int) -> Iterator[tuple[int, int]]:
    there = generated_in_batches(_BATCH)
    for start in range(0, wanted, _BATCH):
        first = start + there.get(start // _BATCH, 0) + 1
        last = min(wanted, start + _BATCH)
        if first <= last:
            yield first, last


def _written(seed: int, batches: list[tuple[int, int]], processes: int) -> Iterator[int]:
    """How many products each batch has, as soon as it is written."""
    write = partial(_write, seed)
    if processes == 1:
        yield from map(write, batches)
        return
    connections.close_all()  # no two processes may speak over one
    with get_context("fork").Pool(processes) as pool:
        yield from pool.imap_unordered(write, batches)


def _write(seed: int, batch: tuple[int, int]) -> int:
    first, last = batch
    products = tuple(generated_products(seed, first, last))
    generate_products(GenerateProducts(products, _created_at(seed, last)))
    return len(products)


def _peak() -> int:
    """Megabytes, of the largest of the processes."""
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        // 1024
    )


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
