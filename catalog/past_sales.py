"""The stock ledger of sales that are over, in bulk: for shops of generated orders. Part of the transaction that writes them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.models import StockHold, StockMovement
from electricityshop.plain_sql import SqlRow, copy_rows

_MOVEMENT = (
    "variant_id", "kind", "on_hand_change", "held_change", "reference", "created_at", "reason", "actor",
)  # fmt: skip
_HOLD = ("variant_id", "reference", "quantity", "state", "expires_at", "created_at")
_BEFORE = timedelta(days=1)

Kind = StockMovement.Kind
State = StockHold.State


@dataclass(frozen=True, slots=True)
class PastSale:
    """`quantities` (variant id to quantity) were held for `reference` and then taken, if `taken_at` says so.

    `called_off_at` is when they were released, or came back after they were taken.
    """

    reference: str
    quantities: Mapping[int, int]
    held_at: datetime
    expires_at: datetime
    taken_at: datetime | None
    called_off_at: datetime | None


def book_past_sales(sales: Sequence[PastSale], *, actor: str) -> None:
    """Holds and ledger lines of the sales, and before them the goods that had to come in for them.

    What came in left again, so the stock items, which are not touched, stay the sums of the ledger.
    """
    copy_rows("catalog_stockmovement", _MOVEMENT, _received(sales, actor))
    copy_rows("catalog_stockmovement", _MOVEMENT, _movements(sales))
    copy_rows("catalog_stockhold", _HOLD, _holds(sales))


def _received(sales: Sequence[PastSale], actor: str) -> Iterator[SqlRow]:
    needed: dict[int, int] = defaultdict(int)
    for sale in sales:
        if sale.taken_at and not sale.called_off_at:
            for variant, quantity in sale.quantities.items():
                needed[variant] += quantity
    for variant, quantity in needed.items():
        at = sales[0].held_at - _BEFORE
        yield variant, Kind.ADJUSTMENT.value, quantity, 0, "", at, "Goods received", actor


def _movements(sales: Sequence[PastSale]) -> Iterator[SqlRow]:
    for sale in sales:
        for kind, on_hand, held, at in _effects(sale):
            for variant, quantity in sale.quantities.items():
                yield variant, kind, on_hand * quantity, held * quantity, sale.reference, at, "", ""


def _effects(sale: PastSale) -> Iterator[tuple[str, int, int, datetime]]:
    """Kind, sign on hand, sign held, and when."""
    yield Kind.HOLD.value, 0, 1, sale.held_at
    if sale.taken_at:
        yield Kind.TAKE.value, -1, -1, sale.taken_at
        if sale.called_off_at:
            yield Kind.RETURN.value, 1, 0, sale.called_off_at
    elif sale.called_off_at:
        yield Kind.RELEASE.value, 0, -1, sale.called_off_at


def _holds(sales: Sequence[PastSale]) -> Iterator[SqlRow]:
    for sale in sales:
        state = State.TAKEN if sale.taken_at else State.RELEASED
        for variant, quantity in sale.quantities.items():
            yield variant, sale.reference, quantity, state.value, sale.expires_at, sale.held_at
