"""The stock ledger: hold, release, take, put back, take back, adjust. All of them inside a command's transaction.

Each is safe to repeat for one reference. Rows are locked in variant order, so that carts sharing SKUs never
deadlock. `held` is never more than `on_hand`, and neither is ever negative: the database says so too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from catalog.models import StockHold, StockItem, StockMovement
from electricityshop.commands import require_transaction
from electricityshop.errors import Conflict

Kind = StockMovement.Kind
State = StockHold.State

_MOVE = """
UPDATE catalog_stockitem item
SET on_hand = item.on_hand + change.on_hand, held = item.held + change.held
FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS change (variant_id, on_hand, held)
WHERE item.variant_id = change.variant_id
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


def hold(reference: str, quantities: Mapping[int, int], *, until: datetime) -> None:
    """Promise `quantities` (variant id to quantity) to `reference`. All or nothing: raises `OutOfStock`."""
    require_transaction()
    items = _locked(quantities)
    held_already = set(StockHold.objects.filter(reference=reference).values_list("variant_id", flat=True))
    wanted = {variant: quantity for variant, quantity in quantities.items() if variant not in held_already}
    shortages = [
        Shortage(variant, quantity, _available(items.get(variant)))
        for variant, quantity in wanted.items()
        if quantity > _available(items.get(variant))
    ]
    if shortages:
        raise OutOfStock(shortages)
    StockHold.objects.bulk_create(
        StockHold(variant_id=variant, reference=reference, quantity=quantity, expires_at=until)
        for variant, quantity in wanted.items()
    )
    _book(reference, Kind.HOLD, {variant: (0, quantity) for variant, quantity in wanted.items()})


def release(reference: str) -> None:
    """Give back what is still held for `reference`."""
    require_transaction()
    holds = _close_holds(reference, State.RELEASED)
    _locked(holds)
    _book(reference, Kind.RELEASE, {variant: (0, -quantity) for variant, quantity in holds.items()})


def take(reference: str, quantities: Mapping[int, int]) -> None:
    """Take the goods out of the warehouse for good: `quantities` are what the order needs.

    What is held is taken from the hold; what was released meanwhile is taken from what is available.
    Raises `HoldLost` when that is no longer enough; nothing is taken then. Repeating it takes nothing more.
    """
    require_transaction()
    items = _locked(quantities)
    taken = set(
        StockMovement.objects.filter(reference=reference, kind=Kind.TAKE).values_list("variant_id", flat=True)
    )
    holds = _close_holds(reference, State.TAKEN)
    changes = {}
    for variant, quantity in quantities.items():
        if variant in taken:
            continue
        from_hold = holds.get(variant, 0)
        if quantity - from_hold > _available(items.get(variant)):
            raise HoldLost("The stock held for this order is gone.")
        changes[variant] = (-quantity, -from_hold)
    _book(reference, Kind.TAKE, changes)


def put_back(reference: str) -> None:
    """Return what `take` took for `reference` (a cancelled order that was not shipped)."""
    require_transaction()
    movements = StockMovement.objects.filter(reference=reference)
    back = set(movements.filter(kind=Kind.RETURN).values_list("variant_id", flat=True))
    taken = movements.filter(kind=Kind.TAKE).values_list("variant_id", "on_hand_change")
    changes = {variant: (-change, 0) for variant, change in taken if variant not in back}
    _locked(changes)
    _book(reference, Kind.RETURN, changes)


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
        _book(reference, Kind.RETURN, change, reason=reason, actor=actor)


def adjust(variant_id: int, change: int, *, reason: str, actor: str) -> None:
    """Correct the stock by `change` pieces, with a reason. Raises `OutOfStock` when that would break a promise."""
    require_transaction()
    StockItem.objects.get_or_create(variant_id=variant_id)
    item = _locked([variant_id])[variant_id]
    if change < -_available(item):
        raise OutOfStock([Shortage(variant_id, -change, _available(item))])
    _book("", Kind.ADJUSTMENT, {variant_id: (change, 0)}, reason=reason, actor=actor)


def _locked(variant_ids: Iterable[int]) -> dict[int, StockItem]:
    items = StockItem.objects.filter(variant_id__in=list(variant_ids)).order_by("variant_id")
    return {item.variant_id: item for item in items.select_for_update()}


def _available(item: StockItem | None) -> int:
    return item.on_hand - item.held if item else 0


def _close_holds(reference: str, state: str) -> dict[int, int]:
    """Variant id to quantity of the holds this call closed; another call's are not among them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalog_stockhold SET state = %s WHERE reference = %s AND state = 'open'"
            " RETURNING variant_id, quantity",
            [state, reference],
        )
        return dict(cursor.fetchall())


def _book(
    reference: str, kind: str, changes: Mapping[int, tuple[int, int]], *, reason: str = "", actor: str = ""
) -> None:
    """Write the ledger lines and move the stock items, which are locked, by (on hand, held)."""
    if not changes:
        return
    ordered = sorted(changes.items())
    StockMovement.objects.bulk_create(
        StockMovement(
            variant_id=variant, kind=kind, on_hand_change=on_hand, held_change=held,
            reference=reference, reason=reason, actor=actor,
        )
        for variant, (on_hand, held) in ordered
    )  # fmt: skip
    rows = [(variant, *change) for variant, change in ordered]
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [list(column) for column in zip(*rows, strict=True)])
