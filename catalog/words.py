"""The vocabulary of the search: which words the products are named with, and in how many of them each is.

Learnt in the transaction that writes a product, so that no search waits for a word. How many products have it is
counted anew from time to time: it says how rare a word is, which needs no exactness.
"""

from collections.abc import Collection

from catalog.domain.search.spelling import keys
from catalog.domain.search.wording import LONGEST_WORD
from electricityshop.commands import require_transaction
from electricityshop.plain_sql import fetch, insert, run

_TEXTS = """
SELECT p.id, concat_ws(' ', p.name, b.name, c.name, v.names) AS text
FROM catalog_product p
JOIN catalog_category c ON c.id = p.category_id
LEFT JOIN catalog_brand b ON b.id = p.brand_id
LEFT JOIN LATERAL (
    SELECT string_agg(name, ' ') AS names FROM catalog_variant WHERE product_id = p.id AND is_active
) v ON true
"""
_STEM = """
coalesce((SELECT stems[1] FROM (SELECT tsvector_to_array(to_tsvector('english', said.word))) AS parsed (stems)
          WHERE cardinality(stems) = 1), '')
"""
"""Empty for a stop word, and for one with a hyphen, whose parts are words of their own."""
_NEW = f"""
SELECT said.word, {_STEM}, count(*)
FROM ({_TEXTS} WHERE p.id = ANY(%s)) texts, unnest(tsvector_to_array(to_tsvector('simple', texts.text))) AS said (word)
WHERE length(said.word) <= {LONGEST_WORD}
  AND NOT EXISTS (SELECT FROM catalog_searchword known WHERE known.word = said.word)
GROUP BY said.word ORDER BY said.word
"""  # noqa: S608  # our own text
_OF_PROPERTIES = """
SELECT DISTINCT word
FROM (SELECT name FROM catalog_attribute UNION SELECT label FROM catalog_attributechoice UNION
      SELECT name FROM catalog_category) texts (text),
     unnest(tsvector_to_array(to_tsvector('simple', texts.text))) AS said (word)
"""
_NEW_OF_PROPERTIES = f"""
SELECT said.word, {_STEM}, 1
FROM ({_OF_PROPERTIES}) said
WHERE length(said.word) <= {LONGEST_WORD}
  AND NOT EXISTS (SELECT FROM catalog_searchword known WHERE known.word = said.word)
ORDER BY said.word
"""  # noqa: S608  # our own text
_COUNT = f"""
UPDATE catalog_searchword known SET products = counted.products
FROM (
    SELECT every.id, coalesce(named.products, of_properties.one, 0) AS products
    FROM catalog_searchword every
    LEFT JOIN (
        SELECT said.word, count(*) AS products
        FROM ({_TEXTS} WHERE p.is_published) texts,
             unnest(tsvector_to_array(to_tsvector('simple', texts.text))) AS said (word)
        GROUP BY said.word
    ) named USING (word)
    LEFT JOIN (SELECT word, 1 AS one FROM ({_OF_PROPERTIES}) said) of_properties USING (word)
) counted
WHERE counted.id = known.id AND counted.products <> known.products
"""  # noqa: S608  # our own text


def learn_words(product_ids: Collection[int]) -> None:
    """Add the words of these products that are not known yet."""
    require_transaction()
    if product_ids:
        _add(fetch(_NEW, [list(product_ids)]))


def count_words() -> None:
    """Count how many published products have each word; learn those of properties and categories, which count as one.

    A word that no product on sale has any more is kept, with none.
    """
    require_transaction()
    _add(fetch(_NEW_OF_PROPERTIES, []))
    run(_COUNT, [])


def _add(found: list[tuple[str, str, int]]) -> None:
    rows = [
        {"word": word, "stem": stem, "products": products, "keys": sorted(keys(word))}
        for word, stem, products in found
    ]
    for start in range(0, len(rows), 1000):
        insert("catalog_searchword", rows[start : start + 1000], more="ON CONFLICT DO NOTHING")
