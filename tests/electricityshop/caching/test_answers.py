"""One builds, the others wait or are served what was there, and nobody is served what was before a change."""

import threading
import time
from collections.abc import Iterator

import pytest

from electricityshop.caching import answers, connection, near
from electricityshop.caching.answers import Outcome, Recipe, answer
from electricityshop.caching.store import remove_by_tag
from electricityshop.caching.tags import collecting, depends_on


class Builder:
    """Counts its builds; each waits until it may end."""

    def __init__(self) -> None:
        self.count = 0
        self.begun = threading.Event()
        self.may_end = threading.Event()

    def __call__(self) -> int:
        self.count += 1
        self.begun.set()
        self.may_end.wait(10)
        return self.count


@pytest.fixture
def builder() -> Iterator[Builder]:
    made = Builder()
    yield made
    made.may_end.set()


def recipe(build: object, *, seconds: float = 60) -> Recipe[int]:
    return Recipe(key="slow", build=build, tags=("lamp",), seconds=seconds)


def asked_at_once(
    wanted: Recipe[int], number: int
) -> tuple[list[threading.Thread], list[answers.Answer[int]]]:
    got: list[answers.Answer[int]] = []
    threads = [threading.Thread(target=lambda: got.append(answer(wanted))) for _ in range(number)]
    for thread in threads:
        thread.start()
    return threads, got


def joined(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(20)


def test_of_many_who_miss_one_builds(builder: Builder) -> None:
    threads, got = asked_at_once(recipe(builder), 20)
    builder.begun.wait(5)
    time.sleep(0.1)  # the others find that somebody builds; if they are slower, they find the entry
    builder.may_end.set()
    joined(threads)

    assert builder.count == 1
    assert [found.value for found in got] == [1] * 20
    assert sorted(found.outcome for found in got) == [Outcome.HIT] * 19 + [Outcome.MISS]


def test_while_one_builds_an_expired_entry_anew_the_others_get_the_old_one(builder: Builder) -> None:
    answer(recipe(lambda: 0, seconds=0.05))
    time.sleep(0.06)
    first, built = asked_at_once(recipe(builder, seconds=0.05), 1)
    builder.begun.wait(5)

    found = answer(recipe(builder, seconds=0.05))

    assert (found.value, found.outcome) == (0, Outcome.STALE)
    assert builder.count == 1
    builder.may_end.set()
    joined(first)
    assert built[0].value == 1


def test_who_waited_for_a_build_that_began_before_a_change_is_not_served_it(builder: Builder) -> None:
    first, old = asked_at_once(recipe(builder), 1)
    builder.begun.wait(5)
    remove_by_tag("lamp")
    second, new = asked_at_once(recipe(builder), 1)
    builder.may_end.set()
    joined(first + second)

    assert [found.value for found in old] == [1]
    assert [found.value for found in new] == [2]


def test_after_a_change_nothing_old_is_served_even_while_somebody_builds(builder: Builder) -> None:
    builder.may_end.set()
    answer(recipe(builder))
    remove_by_tag("lamp")

    assert answer(recipe(builder)).value == 2


def test_a_hot_entry_is_built_anew_a_little_before_it_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    values = iter((1, 2))
    answer(recipe(lambda: next(values), seconds=60))
    monkeypatch.setattr("electricityshop.caching.entries.random.random", lambda: 0.9999)
    entry = answers.look_up("slow")
    monkeypatch.setattr("time.time", lambda: entry.fresh_until - entry.cost)

    found = answer(recipe(lambda: next(values)))

    assert (found.value, found.outcome) == (2, Outcome.MISS)


def test_what_is_built_depends_on_what_is_asked_for_meanwhile() -> None:
    inner = Recipe(key="inner", build=lambda: depends_on("lamp") or 1)  # type: ignore[func-returns-value]  # None, so the 1 is built
    outer = Recipe(key="outer", build=lambda: answer(inner).value + 1)

    for _ in range(2):  # the second time, the inner one comes from the cache
        assert answer(outer).value == 2
        remove_by_tag("outer only")
    assert answer(outer).outcome == Outcome.HIT
    remove_by_tag("lamp")
    assert answer(outer).outcome == Outcome.MISS
    near.forget()
    with collecting() as tags:
        answer(outer)
    assert tags == {"lamp"}


def test_a_lease_is_the_longest_that_a_touch_of_another_process_is_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(near.CLOCK, "_lease", 0.05)
    values = iter((1, 2))
    wanted = recipe(lambda: next(values))
    answer(wanted)
    answer(wanted)
    connection.touch([("theirs", ["lamp"])])

    within = answer(wanted).value
    time.sleep(0.06)

    assert within in {1, 2}
    assert answer(wanted).value == 2


def test_a_late_answer_does_not_turn_the_clock_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near.CLOCK, "_lease", 0.5)
    state = {"value": "old"}
    inner = Recipe(key="inner", build=lambda: state["value"], tags=("lamp",))
    answer(inner)
    answer(inner)
    asked_at = time.monotonic()
    late = connection.recall("something else")  # a thread that is not given its turn before …
    state["value"] = "new"
    connection.touch([("theirs", ["lamp"])])
    near.CLOCK.forget()

    def build() -> str:
        near.CLOCK.learn(late.moment, asked_at)  # … another one builds
        return answer(inner).value

    assert answer(Recipe(key="outer", build=build)).value == "new"
    near.forget()
    assert answer(Recipe(key="outer", build=lambda: answer(inner).value)).value == "new"


def moment(number: int, generation: bytes = b"one") -> connection.Moment:
    return connection.Moment(generation, number)


def test_the_clock_takes_the_later_of_two_answers_and_neither_if_that_is_unclear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = near.Clock(lease=3600)
    before = time.monotonic()
    assert clock.learn(moment(5), before) == moment(5)

    assert clock.learn(moment(4), before) == moment(5)
    assert clock.learn(moment(6), before) == moment(6)
    assert clock.learn(moment(9, b"another"), before) is None
    assert clock.moment() == moment(6)
    assert clock.learn(moment(0, b"another"), time.monotonic()) == moment(0, b"another")
    clock.forget()
    assert clock.learn(moment(1, b"another"), before) is None
    monkeypatch.setattr(connection, "note", lambda: moment(2, b"another"))
    assert clock.moment() == moment(2, b"another")


def test_copies_in_this_process_take_no_more_room_than_they_may() -> None:
    copies = near.Near(most_bytes=100)
    for number in range(5):
        copies.put(str(number), near.Copy(b"", number, connection.Moment(b"", 0), 40))
    copies.get("3")
    copies.put("6", near.Copy(b"", 6, connection.Moment(b"", 0), 40))

    assert [key for key in ("0", "3", "4", "6") if copies.get(key)] == ["3", "6"]
