"""The most popular products with some words, found by looking no further than necessary.

First the three hundred most popular products of the shop are walked: what many have is among them. What is not, is
rare, so asking the index of the ten thousand most popular is cheap; what is rare there, in that of the next tier, and
what is rare there, in the whole. No step reads more than `_MOST` products, whatever the size of the shop.
"""

from typing import Final

from electricityshop.plain_sql import fetch

_QUERY: Final = "(to_tsquery('english', %(words)s) && %(last)s::tsquery)"
_MOST: Final = 1000
_BEST: Final = f"""
best AS MATERIALIZED (
    SELECT id, popularity FROM (
        SELECT id, popularity, search FROM catalog_product WHERE is_published ORDER BY popularity DESC, id DESC LIMIT 300
    ) AS walked
    WHERE search @@ {_QUERY} ORDER BY popularity DESC, id DESC LIMIT %(most)s
)"""  # noqa: S608  # our own text
_STEP: Final = """,
{name} AS MATERIALIZED (
    SELECT id, popularity FROM (
        SELECT id, popularity FROM catalog_product
        WHERE (SELECT count(*) FROM {before}) < %(most)s AND {tier} AND is_published AND search @@ {query} LIMIT {limit}
    ) AS found
    ORDER BY popularity DESC, id DESC LIMIT %(most)s
)"""
_STEPS: Final = (
    ("in_first_tier", "best", "tier <= 1"),
    ("in_second_tier", "in_first_tier", "tier <= 2"),
    ("in_all", "in_second_tier", "true"),
)
_WORDED: Final = f"""
WITH {_BEST}
{"".join(_STEP.format(name=name, before=before, tier=tier, query=_QUERY, limit=_MOST) for name, before, tier in _STEPS)}
SELECT id FROM (
    SELECT * FROM best UNION SELECT * FROM in_first_tier UNION SELECT * FROM in_second_tier UNION SELECT * FROM in_all
) AS every
ORDER BY popularity DESC, id DESC LIMIT %(most)s
"""  # noqa: S608  # our own text


def worded_products(words: str, last: str, *, most: int) -> list[int]:
    """Ids of products that have all of `words` (the source of a query) and `last` (a query). One statement."""
    if not words and not last:
        return []
    return [row[0] for row in fetch(_WORDED, {"words": words, "last": last, "most": most})]
