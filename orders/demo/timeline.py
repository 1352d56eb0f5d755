"""What became of a past order, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from orders.domain.status import OrderStatus

_FAILED, _CHANGED_MIND, _CALLED_OFF, _SENT_BACK = 0.04, 0.06, 0.08, 0.10
"""Running sums: never paid; cancelled before paying; cancelled after it; refunded in full. The rest arrives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """None where it did not come to that. A cancelled order has its money back at `refunded_at` if it was paid."""

    status: OrderStatus
    placed_at: datetime
    pay_until: datetime
    paid_at: datetime | None = None
    confirmed_at: datetime | None = None
    processing_at: datetime | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    ended_at: datetime | None = None
    """Cancelled or given up."""
    refunded_at: datetime | None = None


def timeline(placed_at: datetime, pay_until: datetime, now: datetime, chance: Random) -> Timeline:
    """As far as it has come by `now`, when the time to pay is over."""
    end = chance.random()
    if end < _CHANGED_MIND:
        return _unpaid(placed_at, pay_until, chance, is_failed=end < _FAILED)
    paid = placed_at + (pay_until - placed_at) * chance.uniform(0.005, 0.2)
    confirmed = paid + timedelta(seconds=chance.uniform(1, 4))
    off = confirmed + timedelta(minutes=chance.uniform(3, 90))
    if _CHANGED_MIND <= end < _CALLED_OFF and off + timedelta(hours=1) < now:
        return Timeline(
            status=OrderStatus.CANCELLED, placed_at=placed_at, pay_until=pay_until, paid_at=paid,
            confirmed_at=confirmed, ended_at=off, refunded_at=off + timedelta(seconds=chance.uniform(2, 60)),
        )  # fmt: skip
    processing = confirmed + timedelta(hours=chance.uniform(2, 20))
    shipped = processing + timedelta(hours=chance.uniform(1, 40))
    delivered = shipped + timedelta(hours=chance.uniform(18, 90))
    back = delivered + timedelta(days=chance.uniform(2, 14))
    is_sent_back = _CALLED_OFF <= end < _SENT_BACK
    return _on_its_way(placed_at, pay_until, paid, confirmed, [
        (OrderStatus.PROCESSING, processing), (OrderStatus.SHIPPED, shipped), (OrderStatus.DELIVERED, delivered),
        *([(OrderStatus.REFUNDED, back)] if is_sent_back else []),
    ], now)  # fmt: skip


def _unpaid(placed_at: datetime, pay_until: datetime, chance: Random, *, is_failed: bool) -> Timeline:
    changed_mind = placed_at + (pay_until - placed_at) * chance.uniform(0.05, 0.9)
    return Timeline(
        status=OrderStatus.FAILED if is_failed else OrderStatus.CANCELLED,
        placed_at=placed_at,
        pay_until=pay_until,
        ended_at=pay_until + timedelta(seconds=20) if is_failed else changed_mind,
    )


def _on_its_way(
    placed_at: datetime, pay_until: datetime, paid: datetime, confirmed: datetime,
    stations: list[tuple[OrderStatus, datetime]], now: datetime,
) -> Timeline:  # fmt: skip
    """As far as it has come."""
    passed = {status: at for status, at in stations if at < now}
    return Timeline(
        status=[OrderStatus.CONFIRMED, *passed][-1],
        placed_at=placed_at,
        pay_until=pay_until,
        paid_at=paid,
        confirmed_at=confirmed,
        processing_at=passed.get(OrderStatus.PROCESSING),
        shipped_at=passed.get(OrderStatus.SHIPPED),
        delivered_at=passed.get(OrderStatus.DELIVERED),
        refunded_at=passed.get(OrderStatus.REFUNDED),
    )
