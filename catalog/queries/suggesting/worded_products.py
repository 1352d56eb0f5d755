"""The most popular products with some words, found by looking no further than necessary.

First the three hundred most popular products of the shop are walked: what many have is among them. What is not, is
rare, so asking the index of the ten thousand most popular is cheap; what is rare there, in that of the next tier, and
what is rare there, in the whole. What an index cannot tell, in which part of a product a word is and beside which, is
looked at in the products it found, of which no step takes more than `_MOST`; after `_RARE` no next step is taken. So the
work is bounded, whatever the size of the shop.
"""

from collections.abc import Iterator
from typing import Final

from electricityshop.plain_sql import fetch

_MOST: Final = 300
_RARE: Final = 100
"""Where a tier has so many that may fit, asking the next, ten times as large, would take too long."""
_HEAD: Final = r"""
WITH wanted AS MATERIALIZED (
    SELECT whole, regexp_replace(regexp_replace(whole::text, '<(-|\d+)>', '&', 'g'), ''':[ABCD]+', '''', 'g')::tsquery AS plain
    FROM (SELECT to_tsquery('english', %(words)s) && %(last)s::tsquery AS whole) AS written
),
best AS MATERIALIZED (
    SELECT id, popularity FROM (
        SELECT id, popularity, search FROM catalog_product WHERE is_published ORDER BY popularity DESC, id DESC LIMIT 300
    ) AS walked
    WHERE search @@ (SELECT whole FROM wanted) ORDER BY popularity DESC, id DESC LIMIT %(most)s
)"""
_STEP: Final = """,
{name} AS MATERIALIZED (
    SELECT id, popularity, search @@ (SELECT whole FROM wanted) AS fits FROM (
        SELECT id, popularity, search FROM catalog_product
        WHERE {needed} AND {tier} AND is_published AND search @@ (SELECT plain FROM wanted) LIMIT {limit}
    ) AS looked_at
)"""
_STEPS: Final = {"in_first_tier": "tier <= 1", "in_second_tier": "tier <= 2", "in_all": "true"}
_NEEDED: Final = (
    " AND (SELECT count(*) < {limit} AND count(*) FILTER (WHERE fits) < %(most)s FROM {name})"  # our own text
)
_FOUND: Final = "".join(f" UNION SELECT id, popularity FROM {name} WHERE fits" for name in _STEPS)  # noqa: S608


def _steps() -> Iterator[str]:
    """Each is taken only when none before it found enough."""
    needed = "(SELECT count(*) FROM best) < %(most)s"
    for name, tier in _STEPS.items():
        yield _STEP.format(name=name, needed=needed, tier=tier, limit=_MOST)
        needed += _NEEDED.format(name=name, limit=_RARE)


_WORDED: Final = f"""
{_HEAD}{"".join(_steps())}
SELECT id FROM (SELECT id, popularity FROM best{_FOUND}) AS every
ORDER BY popularity DESC, id DESC LIMIT %(most)s
"""  # noqa: S608  # our own text


def worded_products(words: str, last: str, *, most: int) -> list[int]:
    """Ids of products that have all of `words` (the source of a query) and `last` (a query). One statement."""
    if not words and not last:
        return []
    return [row[0] for row in fetch(_WORDED, {"words": words, "last": last, "most": most})]
