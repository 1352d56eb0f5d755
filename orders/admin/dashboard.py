"""The admin's first page: what waits for whom, as far as they may look at it. Named by `settings.UNFOLD`."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from catalog.queries.scarce_stock import FEW, MOST_COUNTED, scarce_stock
from electricityshop.events.dead import dead_deliveries
from orders.queries.open_work import open_work
from orders.queries.stuck_orders import STUCK_AFTER


@dataclass(frozen=True, slots=True)
class Figure:
    title: str
    number: int
    note: str
    url: str
    is_alarming: bool = False

    @property
    def shown(self) -> str:
        return f"{MOST_COUNTED:,}+" if self.number >= MOST_COUNTED else str(self.number)


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Seven statements at most."""
    figures: list[Figure] = []
    if request.user.has_perm("orders.view_order"):
        figures += _orders()
    if request.user.has_perm("catalog.view_stockitem"):
        figures += _stock()
    if request.user.has_perm("events.view_delivery"):
        figures.append(_deliveries())
    return context | {"title": "Overview", "figures": figures}


def _orders() -> list[Figure]:
    work = open_work()
    listed = reverse("admin:orders_order_changelist")
    minutes = int(STUCK_AFTER.total_seconds() // 60)
    return [
        Figure("To ship", work.to_ship, "paid for and confirmed", f"{listed}?status__exact=confirmed"),
        Figure("Unpaid", work.unpaid, "waiting for the money", f"{listed}?status__exact=pending"),
        Figure(
            "Stuck", work.stuck, f"paid, late by {minutes} minutes", f"{listed}?step=late", work.stuck > 0
        ),
    ]


def _stock() -> list[Figure]:
    scarce = scarce_stock()
    listed = reverse("admin:catalog_stockitem_changelist")
    return [
        Figure("Sold out", scarce.sold_out, "articles on sale", f"{listed}?availability=out"),
        Figure("Low stock", scarce.low, f"articles with {FEW} or fewer", f"{listed}?availability=low"),
    ]


def _deliveries() -> Figure:
    dead = dead_deliveries()
    listed = reverse("admin:events_delivery_changelist")
    return Figure("Dead deliveries", dead, "events given up on", f"{listed}?state__exact=dead", dead > 0)
