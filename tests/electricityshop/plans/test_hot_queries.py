"""Every hot query keeps to its budget over large tables, and would miss each index that was declared for it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.db.models import QuerySet

from accounts.models import Address, RefreshToken
from catalog.models import Product, Variant
from catalog.queries.listing import candidates
from catalog.queries.stock_levels import stock_levels
from electricityshop.plans.checking import State, Verdict, check, table_sizes
from electricityshop.plans.guard import claims, indexes_to_claim, sabotage
from electricityshop.plans.many_rows import forget_many_rows, write_many_rows
from electricityshop.plans.picking import parent
from electricityshop.plans.registry import HOT_QUERIES, Ask, Size, hot_queries
from orders.models import CartLine, OrderLine
from payments.models import Refund

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("large_tables"),
    pytest.mark.xdist_group("plans"),
]


@pytest.fixture(scope="module")
def large_tables(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Fifty thousand rows in each table that grows, committed: index-only scans need to know what everybody sees."""
    with django_db_blocker.unblock():
        write_many_rows()
        yield
        forget_many_rows()


def told(verdict: Verdict) -> str:
    return "\n".join([verdict.reason, *(f"{problem}\n   {problem.sql}" for problem in verdict.problems)])


@pytest.mark.parametrize("name", [query.name for query in hot_queries()])
def test_a_hot_query_keeps_to_its_budget(name: str) -> None:
    query = HOT_QUERIES[name]
    verdict = check(query, table_sizes())
    assert verdict.state is State.GREEN, told(verdict)
    assert not set(query.indexes) - verdict.used, f"{name} says it uses them"


@pytest.mark.parametrize("index", sorted(claims()))
def test_who_claims_an_index_turns_red_without_it(index: str) -> None:
    missed = sabotage(index)
    assert missed.is_needed, missed


def test_every_declared_index_is_claimed_and_every_claim_is_declared() -> None:
    assert {index.name for index in indexes_to_claim()} == set(claims())


def test_a_dropped_index_is_back_afterwards() -> None:
    before = [index.name for index in indexes_to_claim()]
    sabotage("variant_of_product")
    assert [index.name for index in indexes_to_claim()] == before


@pytest.mark.parametrize(
    ("children", "field"),
    [
        (Variant.objects.filter(product__is_published=True), "product_id"),
        (CartLine.objects.exclude(cart__user=None), "cart__user_id"),
        (OrderLine.objects.filter(shipped__gt=0), "order_id"),
        (OrderLine.objects.filter(order__status="paid"), "order_id"),
        (Address.objects.all(), "user_id"),
        (RefreshToken.objects.all(), "family"),
        (Refund.objects.all(), "payment_id"),
    ],
)
def test_what_is_asked_of_few_and_of_many_differs(children: QuerySet[Any], field: str) -> None:
    """Else a statement for each row would not be seen."""
    counts = {size: children.filter(**{field: parent(children, field, size)}).count() for size in Size}
    assert counts[Size.FEW] == 1
    assert counts[Size.MANY] >= 20


def test_a_statement_for_each_row_turns_red() -> None:
    query = HOT_QUERIES["catalog.product_at_slug"]

    def pick(size: Size) -> Ask:
        ask = query.pick(size)

        def one_by_one() -> None:
            for variant in ask().variants:
                stock_levels([variant.sku])

        return one_by_one

    verdict = check(replace(query, pick=pick), table_sizes())
    assert verdict.state is State.RED
    assert "statements for few rows" in told(verdict)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: list(Product.objects.filter(summary="new")), "reads the whole table, 50,000 rows"),
        (lambda: list(Product.objects.order_by("name")[:3]), "sorts 50,000 rows"),
        (
            lambda: list(Product.objects.published().filter(summary="x").order_by("-popularity", "-id")[:3]),
            "are read for 0",
        ),
    ],
)
def test_a_bad_plan_is_named_with_what_to_do(ask: Ask, words: str) -> None:
    query = replace(HOT_QUERIES["catalog.all_products"], pick=lambda _: ask)
    assert words in told(check(query, table_sizes()))


def test_a_check_changes_nothing() -> None:
    before = Product.objects.order_by("pk").values_list("name", "search").first()
    check(HOT_QUERIES["catalog.import_of_changes"], table_sizes())
    check(HOT_QUERIES["orders.order_placed"], table_sizes())
    assert Product.objects.filter(name__endswith=" new").count() == 0
    assert Product.objects.order_by("pk").values_list("name", "search").first() == before
    assert (
        HOT_QUERIES["orders.order_placed"].model.objects.filter(placement_key__contains="check").count() == 0
    )


def test_bounds_of_lists_are_the_shops_again_after_a_check() -> None:
    names = ("LARGE", "ENOUGH", "SMALL", "TIERS")
    before = [getattr(candidates, name) for name in names]
    verdict = check(HOT_QUERIES["catalog.search_found_everywhere"], table_sizes())
    assert "product_found_in_tier_1" in verdict.used, "they were smaller while it ran"
    assert [getattr(candidates, name) for name in names] == before


def test_a_write_is_planned_as_it_finds_the_rows() -> None:
    """Explained after it ran, a claim would find nothing to take."""
    query = HOT_QUERIES["payments.webhook_claimed"]
    verdict = check(query, table_sizes())
    assert verdict.statements == 2, "claimed, and read"
    assert partial(check, query)(table_sizes()).state is State.GREEN, "and may be claimed again"
