"""The store: tags forget, slow readers cannot put old data back, and Redis away is a miss."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache, caches
from django.db import transaction

from electricityshop.caching import store
from electricityshop.caching.invalidation import touch


def test_a_value_is_built_once_until_its_tag_is_touched() -> None:
    built: list[int] = []

    def build() -> int:
        built.append(1)
        return len(built)

    assert [store.get_or_build("answer", build, tags=["lamp"]) for _ in range(3)] == [1, 1, 1]
    store.remove_by_tag("lamp")
    assert store.get_or_build("answer", build, tags=["lamp"]) == 2
    store.remove_by_tag("another")
    assert store.get_or_build("answer", build, tags=["lamp"]) == 2


def test_a_slow_reader_cannot_put_the_old_value_back() -> None:
    def slow() -> str:
        store.remove_by_tag("lamp")  # somebody commits while we read
        return "old"

    assert store.get_or_build("answer", slow, tags=["lamp"]) == "old"
    assert store.get_or_build("answer", lambda: "new", tags=["lamp"]) == "new"


def test_nothing_found_is_kept_too() -> None:
    assert store.get_or_build("answer", lambda: None, tags=["lamp"]) is None
    assert store.get_or_build("answer", lambda: "rebuilt", tags=["lamp"]) is None


def test_a_flushed_redis_revives_nothing() -> None:
    store.get_or_build("answer", lambda: "old", tags=["lamp"])
    kept = {key: cache.client.get_client().get(key) for key in cache.client.get_client().keys("*answer*")}
    cache.clear()
    for key, value in kept.items():
        cache.client.get_client().set(key, value)

    assert store.get_or_build("answer", lambda: "new", tags=["lamp"]) == "new"


def test_a_corrupt_value_is_a_miss() -> None:
    store.set("answer", 1)
    [key] = cache.client.get_client().keys("*answer*")
    cache.client.get_client().set(key, b"\xff{not json")

    assert store.get("answer", "missing") == "missing"
    assert not store.exists("answer")


@pytest.mark.django_db(transaction=True)
def test_a_tag_is_bumped_on_commit_and_not_on_rollback() -> None:
    before = store.tag_versions(["lamp"])

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        touch("lamp")
        raise ZeroDivisionError
    assert store.tag_versions(["lamp"]) == before
    with transaction.atomic():
        touch("lamp")
        assert store.tag_versions(["lamp"]) == before
    assert store.tag_versions(["lamp"]) != before


@pytest.fixture
def redis_away(settings: object) -> Iterator[None]:
    configured = dict(settings.CACHES["default"], LOCATION="redis://127.0.0.1:1/0")
    settings.CACHES = {"default": configured}
    caches._settings = caches.settings = caches.configure_settings(None)
    if hasattr(caches._connections, "default"):
        delattr(caches._connections, "default")
    yield
    if hasattr(caches._connections, "default"):
        delattr(caches._connections, "default")


def test_without_redis_everything_is_built_and_nothing_fails(redis_away: None) -> None:
    built = iter((1, 2))
    assert [store.get_or_build("answer", lambda: next(built), tags=["lamp"]) for _ in range(2)] == [1, 2]
    store.remove_by_tag("lamp")
