"""The store: prefixes forget, slow readers cannot put old data back, and Redis away is a miss."""

import zlib
from collections.abc import Iterator

import msgpack
import pytest
from django.core.cache import cache

from electricityshop import guarded_redis
from electricityshop.caching import connection, entries, near, store
from electricityshop.caching.tags import with_prefixes


def redis() -> object:
    return connection.client()


def test_what_is_set_is_got_until_it_is_removed() -> None:
    store.set("lamp:1", {"price": 1190, "photo": b"\x89PNG"})

    assert store.get("lamp:1") == {"price": 1190, "photo": b"\x89PNG"}
    assert store.exists("lamp:1")
    store.remove("lamp:1")
    assert store.get("lamp:1", "nothing") == "nothing"
    assert not store.exists("lamp:1")


def test_a_prefix_is_removed_at_once_and_its_neighbours_stay() -> None:
    for key in ("lamp:1", "lamp:2:offers", "lamps", "cable:1"):
        store.set(key, key)

    store.remove_by_prefix("lamp:")

    kept = [key for key in ("lamp:1", "lamp:2:offers", "lamps", "cable:1") if store.exists(key)]
    assert kept == ["lamps", "cable:1"]
    store.remove_by_prefix("")
    assert not store.exists("cable:1")


def test_a_prefix_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="ends in a colon"):
        store.remove_by_prefix("lamp")


def test_a_value_set_again_is_new_for_everybody() -> None:
    store.set("lamp:1", "old")
    store.get("lamp:1")

    store.set("lamp:1", "new")

    assert store.get("lamp:1") == "new"


def test_nothing_is_kept_longer_than_it_is_fresh() -> None:
    store.set("lamp:1", "old", seconds=-1)

    assert store.get("lamp:1", "missing") == "missing"


def test_every_key_has_the_shops_prefix_and_an_end() -> None:
    store.set("lamp:1", "x", seconds=60)
    store.get_or_build("lamp:2", lambda: "y", tags=["lamps"])

    names = redis().keys("*")

    assert names
    assert all(name.startswith(b"ElectricityShop:") for name in names)
    assert all(redis().ttl(name) > 0 for name in names)


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


def test_touching_a_family_forgets_its_members() -> None:
    built = iter(("old", "new"))
    store.get_or_build("answer", lambda: next(built), tags=["lamp:17"])

    store.remove_by_tag("lamp:")

    assert store.get_or_build("answer", lambda: next(built), tags=["lamp:17"]) == "new"
    assert with_prefixes(["a:b:c"]) == {"a:b:c", "a:b:", "a:"}


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
    [key] = redis().keys("*entry:answer")
    kept = redis().hgetall(key)
    cache.clear()
    redis().hset(key, mapping=kept)

    assert store.get_or_build("answer", lambda: "new", tags=["lamp"]) == "new"


def test_tags_that_were_evicted_revive_nothing() -> None:
    store.get_or_build("answer", lambda: "old", tags=["lamp"])
    store.remove_by_tag("lamp")
    redis().delete(connection.TAGS)
    near.forget()

    assert store.get_or_build("answer", lambda: "new", tags=["lamp"]) == "new"


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\xff{not msgpack",
        b"zno zlib",
        b"p" + msgpack.packb([entries.SCHEMA + 1, 0, 2e10, 0, [], "of another version"]),
        b"p" + msgpack.packb("too short"),
        b"z" + zlib.compress(b"\xc1"),
        b"",
    ],
)
def test_a_corrupt_or_older_value_is_a_miss(rubbish: bytes) -> None:
    store.get_or_build("answer", lambda: "old")
    [key] = redis().keys("*entry:answer")
    redis().hset(key, "data", rubbish)
    near.forget()

    assert store.get("answer", "missing") == "missing"
    assert store.get_or_build("answer", lambda: "new") == "new"


def test_a_key_that_holds_something_else_is_a_miss() -> None:
    redis().set(f"{connection.ENTRY}answer", "a string")

    assert store.get_or_build("answer", lambda: "built") == "built"


def test_large_values_are_compressed() -> None:
    store.set("large", "x" * 100_000)
    [key] = redis().keys("*entry:large")

    assert redis().hstrlen(key, "data") < 2_000
    near.forget()
    assert store.get("large") == "x" * 100_000


def test_without_redis_everything_is_built_and_nothing_fails(redis_away: None) -> None:
    built: Iterator[int] = iter((1, 2))

    assert [store.get_or_build("answer", lambda: next(built), tags=["lamp"]) for _ in range(2)] == [1, 2]
    store.remove_by_tag("lamp")
    store.set("lamp:1", 1)
    assert store.get("lamp:1", "missing") == "missing"


def test_while_redis_is_away_only_the_first_asks_for_it(
    redis_away: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    execute = guarded_redis.Redis.execute_command
    monkeypatch.setattr(
        guarded_redis.Redis,
        "execute_command",
        lambda *args, **more: asked.append(1) or execute(*args, **more),  # type: ignore[func-returns-value]  # append gives None, so the call is made
    )

    for _ in range(5):
        store.get("lamp:1")

    assert len(asked) == 1


def test_an_error_while_building_is_not_kept_and_holds_nobody_up() -> None:
    def fail() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.get_or_build("answer", fail)
    assert store.get_or_build("answer", lambda: "built") == "built"


def test_a_touch_is_made_once_whoever_tells_of_it() -> None:
    first = connection.touch([("7f", ["lamp"]), ("80", ["cable"])])
    moment = connection.note()

    assert first == 2
    assert connection.touch([("7f", ["lamp"])]) == 0
    assert connection.note() == moment


def test_more_tags_than_can_be_remembered_forget_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MOST_TAGS", 10)
    store.get_or_build("answer", lambda: "old", tags=["lamp"])

    store.remove_by_tag(*(f"tag{number}" for number in range(9)))
    store.remove_by_tag("one more")

    assert store.get_or_build("answer", lambda: "new", tags=["lamp"]) == "new"
