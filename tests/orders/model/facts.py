"""The shop as its tables say it is, in as few statements as there are subjects."""

from dataclasses import dataclass

from django.db import connection

_STOCK = """
SELECT item.variant_id, item.on_hand, item.held,
    (SELECT coalesce(sum(on_hand_change), 0) FROM catalog_stockmovement m WHERE m.variant_id = item.variant_id),
    (SELECT coalesce(sum(held_change), 0) FROM catalog_stockmovement m WHERE m.variant_id = item.variant_id),
    (SELECT coalesce(sum(quantity), 0) FROM catalog_stockhold h
     WHERE h.variant_id = item.variant_id AND h.state = 'open')
FROM catalog_stockitem item
"""
_ORDERS = """
SELECT o.number, o.status, o.total, o.refunded, o.cancel_reason,
    coalesce(p.captured, 0), coalesce(p.refunded, 0), coalesce(p.state, ''), coalesce(p.charged_intent, ''),
    bool_or(s.name = 'process_payment' AND s.state <> 'waiting'),
    bool_or(s.name = 'update_inventory' AND s.state = 'done'),
    bool_or(s.name = 'finalize' AND s.state = 'done'),
    (SELECT count(*) FROM payments_refund r WHERE r.payment_id = p.id AND r.state = 'succeeded'),
    (SELECT count(*) FROM payments_refund r WHERE r.payment_id = p.id AND r.is_surplus)
FROM orders_order o
LEFT JOIN payments_payment p ON p.reference = o.number
JOIN orders_finalizationstep s ON s.order_id = o.id
GROUP BY o.id, p.id
"""
_MAILS = """
SELECT o.number, m.kind, count(*), count(m.sent_at) FROM orders_ordermail m JOIN orders_order o ON o.id = m.order_id
GROUP BY o.number, m.kind
"""


@dataclass(frozen=True)
class Stock:
    variant: int
    on_hand: int
    held: int
    ledger_on_hand: int
    ledger_held: int
    open_holds: int


@dataclass(frozen=True)
class OrderFacts:
    number: str
    status: str
    total: int
    told_back: int
    """What the order says went back."""
    reason: str
    captured: int
    refunded: int
    payment: str
    intent: str
    is_opened: bool
    is_taken: bool
    is_confirmed: bool
    refunds: int
    surplus: int


def stock_facts() -> list[Stock]:
    return [Stock(*row) for row in _rows(_STOCK)]


def order_facts() -> dict[str, OrderFacts]:
    """By number."""
    return {row[0]: OrderFacts(*row) for row in _rows(_ORDERS)}


def mail_facts() -> dict[tuple[str, str], tuple[int, int]]:
    """(number, kind) to (owed, sent)."""
    return {(number, kind): (owed, sent) for number, kind, owed, sent in _rows(_MAILS)}


def _rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
