"""The command, where there is little to tell; and what a check leaves behind: nothing."""

import json
from dataclasses import dataclass
from io import StringIO
from itertools import count

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from electricityshop.attempts.models import Attempt
from electricityshop.caching.answers import Outcome, Recipe, answer, apart
from electricityshop.commands import command
from electricityshop.plans.capture import capturing, undone
from electricityshop.plans.checking import State, check
from electricityshop.plans.many_rows import NotEmpty, write_many_rows
from electricityshop.plans.registry import Ask, Budget, DeclaredTwice, HotQuery, hot_queries, hot_query
from tests.factories import ProductFactory


@dataclass(frozen=True, slots=True)
class Try:
    key: str


@command
def write_attempt(wanted: Try) -> None:
    Attempt.objects.create(key=wanted.key, at="2026-01-01T00:00Z")


def query(ask: Ask) -> HotQuery:
    return HotQuery(
        name="test", about="", model=Attempt, pick=lambda _: ask, budget=Budget(statements=5), indexes=()
    )


@pytest.mark.django_db(transaction=True)
def test_what_a_command_writes_is_undone() -> None:
    with undone():
        write_attempt(Try("x"))
        assert Attempt.objects.exists()
    assert not Attempt.objects.exists()
    assert connection.get_autocommit()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_rung_or_told_by_what_is_undone() -> None:
    with undone():
        write_attempt(Try("x"))
    assert not connection.run_on_commit


@pytest.mark.django_db(transaction=True)
def test_what_was_captured_says_how_it_was_planned() -> None:
    with undone(), capturing() as captured:
        write_attempt(Try("50 %"))
        list(Attempt.objects.filter(key="50 %"))
    inserted, read = captured
    assert inserted.plan.kind == "ModifyTable"
    assert read.plan.rows == 1, "it saw what was written before it, once"


@pytest.mark.django_db(transaction=True)
def test_a_small_table_tells_nothing() -> None:
    assert check(query(lambda: list(Attempt.objects.filter(key="x"))), {}).state is State.UNKNOWN


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_run_says_why_and_is_not_green() -> None:
    verdict = check(query(lambda: list(Attempt.objects.extra(where=["nothing"]))), {})
    assert verdict.state is State.NOT_RUN
    assert "nothing" in verdict.reason


@pytest.mark.django_db(transaction=True)
def test_an_empty_shop_tells_nothing() -> None:
    told = StringIO()
    call_command("check_query_plans", "orders.history", stdout=told)
    assert "cannot tell orders.history_of_customer: There is no order" in told.getvalue()
    assert "--seed makes large ones" in told.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_shop_without_tiers_tells_nothing_of_them() -> None:
    ProductFactory()
    told = StringIO()
    call_command("check_query_plans", "search_found", stdout=told)
    assert "cannot tell catalog.search_found_often: The shop is looked at as a whole" in told.getvalue()


@pytest.mark.django_db(transaction=True)
def test_for_programs_it_answers_json() -> None:
    told = StringIO()
    call_command("check_query_plans", "orders.history", "--json", stdout=told)
    names = [each["name"] for each in json.loads(told.getvalue())["queries"]]
    assert names == ["orders.history_of_customer", "orders.history_of_guest"]


def test_tables_that_sell_are_not_sabotaged() -> None:
    with pytest.raises(CommandError, match="--seed"):
        call_command("check_query_plans", "--sabotage")


@pytest.mark.django_db(transaction=True)
def test_a_shop_with_products_is_not_filled() -> None:
    ProductFactory()
    with pytest.raises(NotEmpty):
        write_many_rows(10)


def test_two_hot_queries_of_an_app_cannot_share_a_name() -> None:
    hot_query(Attempt, statements=1)(twice := lambda _: list)
    with pytest.raises(DeclaredTwice):
        hot_query(Attempt, statements=1)(twice)


def test_answers_apart_are_kept_for_the_block_alone() -> None:
    numbers = count(1)
    recipe = Recipe(key="test-apart", build=lambda: next(numbers))
    with apart():
        assert answer(recipe).value == answer(recipe).value == 1
    assert answer(recipe).outcome is Outcome.MISS
    assert answer(recipe).value == 2


@pytest.mark.parametrize("query", hot_queries(), ids=lambda query: query.name)
def test_the_documentation_has_every_hot_query(query: HotQuery) -> None:
    rows = (settings.BASE_DIR / "docs" / "database.md").read_text().splitlines()
    [row] = [row for row in rows if row.startswith(f"| {query.name} |")]
    assert f"| {query.budget.statements} |" in row
    assert all(f"`{index}`" in row for index in query.indexes)
