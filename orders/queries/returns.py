"""The returns of an order, with what each brings back."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from electricityshop.money import Money
from orders.domain.returns import REASONS, ReturnReason, ReturnStatus, return_deadline
from orders.models import Return, ReturnLine


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """`quantity` was announced; `restocked` and `scrapped` came."""

    sku: str
    name: str
    sale_unit: str
    quantity: int
    restocked: int
    scrapped: int

    @property
    def received(self) -> int:
        return self.restocked + self.scrapped


@dataclass(frozen=True, slots=True)
class ReturnView:
    """`refund` is what it was closed with, None before."""

    id: int
    number: str
    status: ReturnStatus
    reason: ReturnReason
    note: str
    requested_at: datetime
    received_at: datetime | None
    closed_at: datetime | None
    refund: Money | None
    reject_reason: str
    lines: tuple[ReturnedLine, ...]

    @property
    def reason_text(self) -> str:
        return REASONS[self.reason]


FIELDS = (
    "id", "number", "status", "reason", "note", "requested_at", "received_at", "closed_at", "refund", "reject_reason",
)  # fmt: skip


def returns_of(order_id: int, currency: str) -> tuple[ReturnView, ...]:
    """Oldest first. Two statements, one while there is none."""
    rows = list(Return.objects.filter(order=order_id).order_by("id").values(*FIELDS))
    lines = _lines(order_id) if rows else {}
    return tuple(_view(row, currency, tuple(lines.get(row["id"], ()))) for row in rows)


def return_until(shipped_at: datetime, delivered_at: datetime | None) -> datetime:
    """Until when articles of an order may be sent back."""
    return return_deadline(shipped_at, delivered_at, settings.RETURN_DAYS)


def _view(row: dict[str, object], currency: str, lines: tuple[ReturnedLine, ...]) -> ReturnView:
    refund = row["refund"]
    typed = {
        "status": ReturnStatus(str(row["status"])),
        "reason": ReturnReason(str(row["reason"])),
        "refund": Money(refund, currency) if isinstance(refund, int) else None,
        "lines": lines,
    }
    return ReturnView(**{**row, **typed})  # type: ignore[arg-type]  # .values()


def _lines(order_id: int) -> dict[int, list[ReturnedLine]]:
    rows = (
        ReturnLine.objects.filter(order_return__order=order_id)
        .order_by("order_line__position")
        .values_list(
            "order_return_id", "order_line__sku", "order_line__name", "order_line__sale_unit",
            "quantity", "restocked", "scrapped",
        )
    )  # fmt: skip
    lines = defaultdict(list)
    for return_id, *texts_and_counts in rows:
        lines[return_id].append(ReturnedLine(*texts_and_counts))  # type: ignore[arg-type]  # .values_list()
    return lines
