"""Keep which products were bought together, from what the orders say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from catalog.domain.baskets import BEST_OF_EACH, FEWEST_ORDERS
from electricityshop.commands import command
from electricityshop.plain_sql import copy_rows, run

_LINES: Final = "CREATE TEMPORARY TABLE bought_line (basket bigint, variant_id bigint) ON COMMIT DROP"
_PAIRS: Final = """
CREATE TEMPORARY TABLE bought_pair ON COMMIT DROP AS
WITH bought AS (
    SELECT DISTINCT line.basket, v.product_id FROM bought_line line JOIN catalog_variant v ON v.id = line.variant_id
),
pair AS (
    SELECT one.product_id, other.product_id AS other_id, count(*) AS orders
    FROM bought one JOIN bought other ON other.basket = one.basket AND other.product_id <> one.product_id
    GROUP BY one.product_id, other.product_id HAVING count(*) >= %s
)
SELECT product_id, other_id, orders FROM (
    SELECT *, row_number() OVER (PARTITION BY product_id ORDER BY orders DESC, other_id) AS place FROM pair
) AS ranked WHERE place <= %s
"""
_FORGET: Final = """
DELETE FROM catalog_boughttogether kept WHERE NOT EXISTS (
    SELECT FROM bought_pair pair WHERE (pair.product_id, pair.other_id) = (kept.product_id, kept.other_id)
)
"""
_KEEP: Final = """
INSERT INTO catalog_boughttogether AS kept (product_id, other_id, orders)
SELECT product_id, other_id, orders FROM bought_pair ORDER BY product_id, other_id
ON CONFLICT (product_id, other_id) DO UPDATE SET orders = EXCLUDED.orders WHERE kept.orders <> EXCLUDED.orders
"""
"""Rows that say the same as before are not written: pages that show them stay cached."""


@dataclass(frozen=True, slots=True)
class WriteBoughtTogether:
    """`lines` are basket and variant id; a variant that is gone counts for nothing."""

    lines: Sequence[tuple[int, int]]


@command
def write_bought_together(wanted: WriteBoughtTogether) -> None:
    """Replaces what was known. Safe to repeat."""
    run(_LINES, [])
    copy_rows("bought_line", ("basket", "variant_id"), wanted.lines)
    run("ANALYZE bought_line", [])
    run(_PAIRS, [FEWEST_ORDERS, BEST_OF_EACH])
    run(_FORGET, [])
    run(_KEEP, [])
