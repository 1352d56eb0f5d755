"""The figures a shop would have: rounded prices, opening stock and popularity."""

from catalog.demo.article_numbers import steady_number

STOCK_BY_PRICE = ((500, 400, 4000), (2_000, 60, 1500), (10_000, 15, 300), (50_000, 4, 60))
"""(price below in cents, least, most): dear articles are kept in small numbers."""


def shop_price(cents: int) -> int:
    """As on a price tag: 0.74, 3.49, 24.95, 129.90, 749.00. Small prices stay exact."""
    if cents < 200:
        return max(cents, 1)
    if cents < 2_000:
        return _rounded(cents, 10) - 1
    if cents < 10_000:
        return _rounded(cents, 50) - 5
    if cents < 50_000:
        return _rounded(cents, 100) - 10
    return _rounded(cents, 1_000) - 100


def opening_stock(sku: str, price: int) -> int:
    """Out of stock for 4 in 100, down to the last pieces for 12 in 100, plenty for the rest."""
    luck = steady_number(f"luck {sku}", 100)
    if luck < 4:
        return 0
    if luck < 16:
        return 1 + steady_number(f"last {sku}", 9)
    for below, least, most in STOCK_BY_PRICE:
        if price < below:
            return least + steady_number(f"stock {sku}", most - least)
    return 2 + steady_number(f"stock {sku}", 16)


def popularity(slug: str, usual: int) -> int:
    """Around the family's usual popularity, between 0 and 1000."""
    return min(1000, max(0, usual - 90 + steady_number(f"popular {slug}", 181)))


def _rounded(cents: int, step: int) -> int:
    return (cents + step // 2) // step * step
