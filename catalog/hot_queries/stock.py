"""Hot queries of the stock and its ledger; holding and taking are part of an order's, see `orders.hot_queries`."""

from contextlib import suppress
from functools import partial

from django.utils import timezone

from catalog.commands.adjust_stock import AdjustStock, adjust_stock
from catalog.commands.release_forgotten import ReleaseForgotten, release_forgotten
from catalog.models import StockHold, StockItem, StockMovement
from catalog.queries.forgotten_holds import forgotten_holds
from catalog.queries.scarce_stock import scarce_stock
from catalog.queries.stock_levels import stock_levels
from catalog.stock import StockPromised
from electricityshop.plans.picking import one, parent
from electricityshop.plans.registry import Ask, Size, hot_query
from electricityshop.plans.staff_lists import staff_list

_OPEN = StockHold.objects.filter(state=StockHold.State.OPEN)


@hot_query(StockHold, statements=1, indexes=("stock_hold_due",))
def holds_forgotten(_: Size) -> Ask:
    """Holds that nobody took or released in time."""
    return partial(forgotten_holds, timezone.now())


@hot_query(StockHold, statements=6)
def hold_released(_: Size) -> Ask:
    """A hold gives its stock back."""
    reference = one(_OPEN.order_by("-pk").values_list("reference", flat=True))
    return partial(release_forgotten, ReleaseForgotten(reference=reference))


@hot_query(StockHold, statements=3)
def promises_of_variant(size: Size) -> Ask:
    """For which orders a variant is held, when staff want to take it off the shelf."""
    variant = parent(_OPEN, "variant_id", size)
    held = one(StockItem.objects.filter(pk=variant).values_list("on_hand", flat=True))
    taking = AdjustStock(variant_id=variant, change=-held or -1, reason="Counted.", actor="check")

    def ask() -> None:
        with suppress(StockPromised):
            adjust_stock(taking)

    return ask


@hot_query(StockMovement, statements=4, indexes=("stock_ledger_of_variant",), rows_free=1_000)
def ledger_of_variant(size: Size) -> Ask:
    """A variant's ledger, newest first."""
    variant = parent(StockMovement.objects.all(), "variant_id", size)
    return staff_list(StockMovement, {"variant__id__exact": str(variant)})


@hot_query(StockItem, statements=2, scanned=("catalog_stockitem",), rows_free=1_000_000_000)
def stock_running_low(_: Size) -> Ask:
    """How much is running low, for the dashboard. It reads all stock: an index that knew would have to change with every
    order.
    """
    return scarce_stock


@hot_query(StockItem, statements=1)
def levels_of_skus(size: Size) -> Ask:
    """What the books say of articles that are counted."""
    skus = StockItem.objects.order_by("-pk").values_list("variant__sku", flat=True)
    return partial(stock_levels, list(skus[: 20 if size is Size.MANY else 1]))
