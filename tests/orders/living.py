"""An order at every point of its life, and who does things to it at the same time."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from threading import Barrier

from django.db import connection

from catalog.models import Variant
from electricityshop.errors import DomainError
from orders.commands.place_order import PlacedOrder
from orders.commands.receive_return import ReceiveReturn, receive_return
from orders.commands.request_return import RequestReturn, request_return
from orders.commands.ship_order import ShipOrder, ship_order
from orders.finalization import finalize_order
from orders.models import Order, Return
from orders.queries.work import mails_due
from tests.orders.conftest import Order as PlaceIt
from tests.orders.test_finalization import pay, relay

_keys = count(1)


def confirmed(order: PlaceIt, *quantities: tuple[Variant, int]) -> PlacedOrder:
    placed = order(*quantities)
    pay(placed)
    relay()
    finalize_order(placed.id)
    return placed


def ship(
    placed: PlacedOrder, quantities: dict[str, int] | None = None, *, tracking: str = "T1", key: str = ""
) -> None:
    ship_order(
        ShipOrder(
            order_id=placed.id, carrier="Post", tracking_number=tracking, actor="staff:1",
            tracking_url=f"https://post.example/{tracking}", quantities=quantities, key=key,
        )
    )  # fmt: skip


def announce(placed: PlacedOrder, quantities: dict[str, int], *, key: str = "", **changes: str) -> Return:
    wish = {"reason": "unwanted", "actor": "customer", "key": key or f"return-{next(_keys)}"} | changes
    number = request_return(RequestReturn(order_id=placed.id, quantities=quantities, **wish))
    return Return.objects.get(number=number)


def receive(returned: Return, restocked: dict[str, int], scrapped: dict[str, int] | None = None) -> None:
    receive_return(
        ReceiveReturn(return_id=returned.pk, restocked=restocked, scrapped=scrapped or {}, actor="staff:1")
    )


def status(placed: PlacedOrder) -> str:
    return Order.objects.get(pk=placed.id).status


def owed(placed: PlacedOrder) -> list[str]:
    """Kinds of the mails, as they came to be owed."""
    return list(Order.objects.get(pk=placed.id).mails.order_by("id").values_list("kind", flat=True))


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run them in threads that start together; each one's outcome: `done` or the code of its refusal."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait()
            act()
        except DomainError as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(run, acts))


@contextmanager
def no_new_mail() -> Iterator[None]:
    before = mails_due()
    yield
    assert mails_due() == before
