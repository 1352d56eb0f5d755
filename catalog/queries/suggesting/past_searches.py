"""What others searched for, and found."""

from typing import Final

from catalog.domain.search.phrases import FEWEST_SEARCHES
from catalog.queries.suggesting.beginnings import beginning
from electricityshop.plain_sql import fetch

_PHRASES: Final = """
SELECT text FROM catalog_searchphrase
WHERE text ~>=~ %(begin)s AND text ~<~ %(end)s AND searches >= %(fewest)s AND products > 0
ORDER BY searches DESC, text LIMIT %(most)s
"""


def past_searches(text: str, *, most: int) -> list[str]:
    """Those that begin so, the most frequent first. The table is small, see `age_search_phrases`. One statement."""
    return [row[0] for row in fetch(_PHRASES, beginning(text) | {"fewest": FEWEST_SEARCHES, "most": most})]
