"""The stock ledger: hold, release, take, put back, take back, adjust. All of them inside a command's transaction.

Each is safe to repeat for one reference. Stock is locked before its holds, in variant order, so that carts
sharing SKUs never deadlock. `held` is never more than `on_hand`, and neither is ever negative: the database says so too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from catalog.models import StockHold, StockItem, StockMovement
from electricityshop.commands import require_transaction
from electricityshop.errors import Conflict
from electricityshop.plain_sql import fetch, insert, run

Kind = StockMovement.Kind
State = StockHold.State

NOTHING: Mapping[int, int] = MappingProxyType({})
MOST_NAMED = 5  # orders, in a refusal

_MOVE = """
UPDATE catalog_stockitem item
SET on_hand = item.on_hand + change.on_hand, held = item.held + change.held
FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS change (variant_id, on_hand, held)
WHERE item.variant_id = change.variant_id
"""

_LOCK = """
SELECT variant_id, on_hand, held FROM catalog_stockitem WHERE variant_id = ANY(%s) ORDER BY variant_id FOR UPDATE
"""
_HOLDS = "SELECT variant_id, quantity, state FROM catalog_stockhold WHERE reference = %s"
_TAKEN = "UPDATE catalog_stockhold SET state = 'taken' WHERE reference = %s AND variant_id = ANY(%s)"
_RELEASED = """
UPDATE catalog_stockhold SET state = 'released' WHERE reference = %s AND state = 'open' RETURNING variant_id, quantity
"""


@dataclass(frozen=True, slots=True)
class Shortage:
    variant_id: int
    wanted: int
    available: int


class OutOfStock(Conflict):
    """Some lines cannot be held; `shortages` names every one of them."""

    code = "out_of_stock"

    def __init__(self, shortages: Iterable[Shortage]) -> None:
        super().__init__(
            "Some items are no longer available in the quantity you want. Adjust your cart and go on."
        )
        self.shortages = tuple(shortages)


class HoldLost(Conflict):
    """The stock that was promised to a reference is not held for it any more."""

    code = "hold_lost"


class StockPromised(Conflict):
    """Fewer would be on hand than are held."""

    code = "stock_promised"


def lock(variant_ids: Iterable[int]) -> dict[int, int]:
    """What is available of each variant, locked until the command ends: for who does several things to them."""
    require_transaction()
    return {variant: _available(item) for variant, item in _locked(variant_ids).items()}


def hold(reference: str, quantities: Mapping[int, int], *, until: datetime) -> None:
    """Promise `quantities` (variant id to quantity) to `reference`. All or nothing: raises `OutOfStock`."""
    require_transaction()
    items = _locked(quantities)
    held_already = {variant for variant, *_ in fetch(_HOLDS, [reference])}
    wanted = {variant: quantity for variant, quantity in quantities.items() if variant not in held_already}
    shortages = [
        Shortage(variant, quantity, _available(items.get(variant)))
        for variant, quantity in wanted.items()
        if quantity > _available(items.get(variant))
    ]
    if shortages:
        raise OutOfStock(shortages)
    promise = {
        "reference": reference,
        "state": State.OPEN.value,
        "expires_at": until,
        "created_at": timezone.now(),
    }
    rows = [{"variant_id": variant, "quantity": quantity} | promise for variant, quantity in wanted.items()]
    insert("catalog_stockhold", rows)
    book(reference, Kind.HOLD, {variant: (0, quantity) for variant, quantity in wanted.items()})


def release(reference: str, *, reason: str = "") -> None:
    """Give back what is still held for `reference`."""
    require_transaction()
    _locked(StockHold.objects.filter(reference=reference, state=State.OPEN).values("variant_id"))
    changes = {variant: (0, -quantity) for variant, quantity in _released(reference)}
    book(reference, Kind.RELEASE, changes, reason=reason)


def take(reference: str, quantities: Mapping[int, int]) -> None:
    """Take the goods out of the warehouse for good: `quantities` are what the order needs.

    What is held is taken from the hold; what was released meanwhile is taken from what is available.
    Raises `HoldLost` when that is no longer enough; nothing is taken then. Repeating it takes nothing more.
    """
    require_transaction()
    items = _locked(quantities)
    known = {variant: (quantity, state) for variant, quantity, state in fetch(_HOLDS, [reference])}
    changes = {}
    for variant, quantity in quantities.items():
        held, state = known.get(variant, (0, State.RELEASED))
        if state == State.TAKEN:
            continue
        from_hold = held if state == State.OPEN else 0
        if quantity - from_hold > _available(items.get(variant)):
            raise HoldLost("The stock held for this order is gone.")
        changes[variant] = (-quantity, -from_hold)
    run(_TAKEN, [reference, [*changes]])
    book(reference, Kind.TAKE, changes)


def put_back(reference: str, gone: Mapping[int, int] = NOTHING) -> None:
    """Return what `take` took for `reference`, but for what is `gone` (variant id to quantity): it left the house."""
    require_transaction()
    of_reference = StockHold.objects.filter(reference=reference).values("variant_id")
    movements = StockMovement.objects.filter(variant_id__in=of_reference, reference=reference)
    back = set(movements.filter(kind=Kind.RETURN).values_list("variant_id", flat=True))
    taken = movements.filter(kind=Kind.TAKE).values_list("variant_id", "on_hand_change")
    here = {variant: -change - gone.get(variant, 0) for variant, change in taken if variant not in back}
    changes = {variant: (quantity, 0) for variant, quantity in here.items() if quantity}
    _locked(changes)
    book(reference, Kind.RETURN, changes)


def take_back(
    reference: str, *, restocked: Mapping[int, int], scrapped: Mapping[int, int], actor: str
) -> None:
    """Book what a customer sent back (variant id to quantity) under the return's own reference, once.

    What is scrapped is written down with the movement and does not come on hand.
    """
    require_transaction()
    movements = StockMovement.objects.filter(reference=reference, kind=Kind.RETURN)
    booked = set(movements.values_list("variant_id", flat=True))
    came = {*restocked, *scrapped} - booked
    StockItem.objects.bulk_create((StockItem(variant_id=variant) for variant in came), ignore_conflicts=True)
    _locked(came)
    for variant in sorted(came):
        lost = scrapped.get(variant, 0)
        reason = f"{lost} scrapped" if lost else ""
        change = {variant: (restocked.get(variant, 0), 0)}
        book(reference, Kind.RETURN, change, reason=reason, actor=actor)


def adjust(variant_id: int, change: int, *, reason: str, actor: str) -> None:
    """Correct the stock by `change` pieces, with a reason. Raises `StockPromised` when that would break a promise."""
    item = locked_item(variant_id)
    require_promises_kept(item, item.on_hand + change)
    book("", Kind.ADJUSTMENT, {variant_id: (change, 0)}, reason=reason, actor=actor)


def require_promises_kept(item: StockItem, on_hand: int) -> None:
    """Raise `StockPromised`, naming the orders, when `on_hand` is fewer than are held of a locked item."""
    if on_hand >= item.held:
        return
    if on_hand < 0:
        raise StockPromised(f"Only {item.on_hand} are on hand.")
    holds = StockHold.objects.filter(variant_id=item.variant_id, state=State.OPEN).order_by("id")
    named = [f"{reference} ({held})" for reference, held in holds.values_list("reference", "quantity")]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    raise StockPromised(
        f"{item.held} are held for unpaid orders: {', '.join(named[:MOST_NAMED])}{more}. Cancel one of them first."
    )


def locked_item(variant_id: int) -> StockItem:
    """Locked; made for a variant that never had any stock."""
    require_transaction()
    StockItem.objects.get_or_create(variant_id=variant_id)
    return _locked([variant_id])[variant_id]


def _locked(variant_ids: Iterable[int] | QuerySet[Any, Any]) -> dict[int, StockItem]:
    if not isinstance(variant_ids, QuerySet):
        return {
            variant: StockItem(variant_id=variant, on_hand=on_hand, held=held)
            for variant, on_hand, held in fetch(_LOCK, [list(variant_ids)])
        }
    items = StockItem.objects.filter(variant_id__in=variant_ids).order_by("variant_id")
    return {item.variant_id: item for item in items.select_for_update()}


def _available(item: StockItem | None) -> int:
    return item.on_hand - item.held if item else 0


def _released(reference: str) -> list[tuple[int, int]]:
    """(variant id, quantity) of the holds this call released; another call's are not among them."""
    return [(variant, quantity) for variant, quantity in fetch(_RELEASED, [reference])]


def book(
    reference: str, kind: str, changes: Mapping[int, tuple[int, int]], *, reason: str = "", actor: str = ""
) -> None:
    """Write the ledger lines and move the stock items, which are locked, by (on hand, held)."""
    if not changes:
        return
    ordered = sorted(changes.items())
    why = {
        "kind": str(kind),
        "reference": reference,
        "reason": reason,
        "actor": actor,
        "created_at": timezone.now(),
    }
    lines = [
        {"variant_id": variant, "on_hand_change": on_hand, "held_change": held} | why
        for variant, (on_hand, held) in ordered
    ]
    insert("catalog_stockmovement", lines)
    rows = [(variant, *change) for variant, change in ordered]
    run(_MOVE, [list(column) for column in zip(*rows, strict=True)])
