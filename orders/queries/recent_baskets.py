"""What was bought in the same order, of late."""

from typing import Final

from electricityshop.plain_sql import fetch

MOST_ORDERS: Final = 50_000
_MOST_LINES: Final = 30
"""Of an order: who buys a whole shop says little of what belongs together."""
_BASKETS: Final = """
SELECT line.order_id, line.variant_id
FROM (
    SELECT id FROM orders_order WHERE paid_at IS NOT NULL AND cancelled_at IS NULL ORDER BY id DESC LIMIT %s
) AS recent
JOIN orders_orderline line ON line.order_id = recent.id
WHERE line.variant_id IS NOT NULL AND line.position < %s
"""


def recent_baskets(*, most: int = MOST_ORDERS) -> list[tuple[int, int]]:
    """Order and variant id of the last orders that were paid and not cancelled. One statement."""
    return [(order_id, variant_id) for order_id, variant_id in fetch(_BASKETS, [most, _MOST_LINES])]
