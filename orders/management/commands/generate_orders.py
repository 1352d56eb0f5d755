"""`manage.py generate_orders --orders N`: two years of orders, for measuring; docs/scale.md says what is in them."""

import logging
import resource
import sys
import time
from argparse import ArgumentTypeError
from array import array
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from accounts.commands.generate_customers import MOST_CUSTOMERS, GenerateCustomers, generate_customers
from catalog.queries.popular_articles import articles, popular_articles
from electricityshop.arguments import whole_number
from electricityshop.errors import DomainError
from electricityshop.progress import Progress
from orders.commands.generate_orders import GenerateOrders, generate_orders
from orders.demo.numbers import generated_number
from orders.demo.past_orders import Period, customer_email, past_order, wishes
from orders.demo.people import home
from orders.demo.shelf import EmptyShelf, Shelf
from orders.queries.generated_orders import generated_orders, is_generated_order

MOST_ORDERS = 100_000_000
_BATCH = 2_000
_DAYS = 730
_ORDERS_PER_CUSTOMER = 4
_TABLES = (
    "orders_order, orders_orderline, orders_orderaddress, orders_shipment, orders_shipmentline, orders_document, "
    "orders_finalizationstep, orders_orderevent, orders_ordermail, payments_payment, payments_paymentinstrument, "
    "payments_refund, catalog_stockmovement, catalog_stockhold, accounts_user, account_emailaddress"
)


def past_day(text: str) -> date:
    """Raises `ArgumentTypeError` with what to give instead."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.max
    if day <= timezone.localdate():
        return day
    raise ArgumentTypeError("give a day like 2026-06-30 that is not in the future")


class Command(BaseCommand):
    help = "Generate two years of orders for what the catalogue has, with all that belongs to them. Safe to repeat."
    requires_system_checks = []  # they load every page and the admin

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--orders", type=whole_number(MOST_ORDERS), required=True, help="how many")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other orders (1)")
        parser.add_argument("--until", type=past_day, help="the day before which all happened (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("electricityshop.commands").setLevel(logging.WARNING)
        started, wanted, before = time.monotonic(), options["orders"], generated_orders()
        try:
            shelf = Shelf(popular_articles())
            period = _period(options["seed"], wanted, options["until"])
            _check_same(period, shelf, before)
            lines = _generate(shelf, replace(period, customers=_customers(period)), before)
        except EmptyShelf as error:
            raise CommandError("There is nothing to order: load the demo catalogue first.") from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM (ANALYZE) {_TABLES}")
        seconds = time.monotonic() - started
        self.stdout.write(
            f"{wanted - before:,} orders with {lines:,} lines generated, there were {before:,}; {seconds:.1f} s, "
            f"{1000 * seconds / max(wanted - before, 1):.2f} ms an order, "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most"
        )


def _period(seed: int, total: int, until: date | None) -> Period:
    day = until or timezone.localdate()
    end = timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001  # the shop's midnight
    since = end - timedelta(days=_DAYS)
    return Period(
        seed=seed,
        total=total,
        since=since,
        until=end,
        customers=(),
        payment_time=timedelta(minutes=settings.ORDER_PAYMENT_MINUTES),
        currency=settings.SHOP_CURRENCY,
    )


def _customers(period: Period) -> "array[int]":
    """Ids, in the order of their numbers; those who are there already stay as they are."""
    ids, total = array("q"), -(-period.total // _ORDERS_PER_CUSTOMER)
    for first in range(0, total, MOST_CUSTOMERS):
        places = range(first, min(first + MOST_CUSTOMERS, total))
        names = {customer_email(place): home(period.seed, f"customer {place}").name for place in places}
        ids.extend(generate_customers(GenerateCustomers(names, period.since)))
    return ids


def _check_same(period: Period, shelf: Shelf, before: int) -> None:
    """Whether the orders that are there were generated with the same arguments. Raises `CommandError`."""
    if not before:
        return
    last = next(wishes(period, shelf, before - 1, before - 1)) if before <= period.total else None
    if last is None or not is_generated_order(generated_number(period.seed, before - 1), last.placed_at):
        raise CommandError(
            f"There are {before:,} generated orders already, of another --orders, --seed or --until. "
            "Give the same ones to go on, or start with an empty shop."
        )


def _generate(shelf: Shelf, period: Period, before: int) -> int:
    """How many lines. What was broken off goes on where it was, as batches are written as a whole and in order."""
    lines = 0
    progress = Progress(sys.stderr, period.total, "orders")
    for first in range(before, period.total, _BATCH):
        last = min(first + _BATCH, period.total) - 1
        wanted = list(wishes(period, shelf, first, last))
        found = articles({variant for wish in wanted for variant in wish.variant_ids})
        lines += generate_orders(GenerateOrders(tuple(past_order(period, wish, found) for wish in wanted)))
        progress(last + 1)
    return lines
