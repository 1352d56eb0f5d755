"""After much was forgotten, the busiest pages are there again before anybody asks."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from catalog.caching import invalidate_all_products
from electricityshop.caching import jobs, near, statistics
from electricityshop.caching.models import Touch
from electricityshop.caching.warming import warm_if_forgotten
from tests.factories import product_with_variant
from tests.front_door import ask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def shop(settings: Any) -> None:
    settings.SHOP_URL = "http://testserver"
    product_with_variant(slug="lamp", name="Lamp")
    statistics._counts.clear()
    statistics._addresses.clear()


def test_pages_are_built_once_and_again_when_everything_was_forgotten() -> None:
    assert warm_if_forgotten() > 3
    assert [ask(address).cache for address in ("/", "/p/lamp/", "/api/v1/products")] == ["HIT"] * 3
    assert warm_if_forgotten() == 0

    invalidate_all_products()
    jobs.warm_pages()
    assert ask("/p/lamp/").cache == "HIT"

    cache.clear()
    near.forget()
    jobs.warm_pages()
    assert ask("/p/lamp/").cache == "HIT"


def test_what_was_asked_for_most_is_built_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "ADDRESSES_LOOKED_AT", 1.0)
    ask("/search?q=lamp&utm=1")
    statistics.send()
    assert statistics.busiest(5) == ["/search?q=lamp"]
    warm_if_forgotten()
    statistics.send()

    assert statistics.busiest(5) == ["/search?q=lamp"]  # nobody asked for the others
    invalidate_all_products()
    warm_if_forgotten()
    assert ask("/search?q=lamp").cache == "HIT"


def test_without_redis_the_jobs_wait_for_better_times(redis_away: None) -> None:
    jobs.warm_pages()
    jobs.sweep_touches()


def test_the_report_tells_what_helps_and_what_it_takes() -> None:
    for _ in range(4):
        ask("/p/lamp/")
    statistics.send()
    Touch.objects.create(tags=["product:1"])

    out = StringIO()
    call_command("cache_report", "--json", stdout=out)
    found = json.loads(out.getvalue())

    assert {"kind": "page", "name": "ProductPage", "outcomes": {"MISS": 1, "HIT": 3}} in found["uses"]
    [size] = [size for size in found["sizes"] if size["name"] == "page:ProductPage"]
    assert size["count"] == 1
    assert 500 < size["bytes"] < 50_000
    assert found["waiting"] >= 1
    assert found["used_memory"] > 0
    out = StringIO()
    call_command("cache_report", stdout=out)
    assert "page ProductPage" in out.getvalue()
    assert "75.0%" in out.getvalue()


def test_the_report_of_an_empty_cache() -> None:
    out = StringIO()

    call_command("cache_report", stdout=out)

    assert "nothing yet" in out.getvalue()


def test_the_report_without_redis_says_so(redis_away: None) -> None:
    with pytest.raises(CommandError, match="does not answer"):
        call_command("cache_report")


def test_counts_of_several_processes_add_up() -> None:
    for _ in range(2):
        statistics.count("page", "ProductPage", "HIT")
        statistics.send()

    assert statistics.counted()[("page", "ProductPage")] == {"HIT": 2}
