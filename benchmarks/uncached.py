"""What a page costs that no cache holds, in a shop of 100,000 products (`QUICK=1`: 20,000).

CPU of the web server's processes, PostgreSQL and Redis together, per request, through the server the demo runs. The
page cache is off (`PAGE_CACHE=off`); what hardly ever changes (the category tree, the vocabulary) may be kept. Beside it
stand two plain Django views under the same server: one that returns a constant, one that reads 24 rows by the ORM.
"""

import random
from collections.abc import Iterator
from urllib.parse import quote_plus

import psycopg

from benchmarks.large_catalogue import grow
from benchmarks.load import measure
from benchmarks.pages import BARE, plain_view, processes
from benchmarks.rows import Row
from electricityshop.embedded.environment import running_demo_environment
from electricityshop.embedded.running import RunningDemo, running_demo

AREA = "caching"
LIMITS = {"category page": 12.0, "product page": 8.0, "API list": 5.0, "home": 12.0}
"""CPU milliseconds per request. A search has none: what it costs depends on how much it finds."""
WORDS = ("junction box grey", "led panel 4000", "usb charger", "type b", "cable reel", "smoke alarm")
LAST_PAGE = 10
_CATEGORIES = """
SELECT above.path, count(*) FROM catalog_category above
JOIN catalog_category below ON below.path = above.path OR starts_with(below.path, above.path || '/')
JOIN catalog_product p ON p.category_id = below.id AND p.is_published
GROUP BY above.path ORDER BY hashtext(above.path)
"""
_PRODUCTS = "SELECT slug FROM catalog_product WHERE is_published ORDER BY hashtext(slug) LIMIT 400"


def rows(quick: bool) -> Iterator[Row]:
    """One row per kind of page with its limit, and how it is shared out."""
    seconds = 4.0 if quick else 10.0
    with running_demo(PAGE_CACHE="off") as demo:
        environment = running_demo_environment(demo.directory) or {}
        grow(environment, 20_000 if quick else 100_000)
        yield from _floors(seconds, environment, demo)
        server, data = processes(demo)
        for name, paths in _paths(environment["DATABASE_URL"]).items():
            figure = measure(demo.url, paths, seconds=seconds, server=server, data=data)
            total = figure.server + figure.data
            if name in LIMITS:
                yield Row.at_most(AREA, f"uncached {name}: CPU per request", total, LIMITS[name], "ms")
            else:
                yield Row.stated(AREA, f"uncached {name}: CPU per request", total, "ms")
            yield Row.stated(AREA, f"uncached {name}: of it the web server", figure.server, "ms")


def _floors(seconds: float, environment: dict[str, str], demo: RunningDemo) -> Iterator[Row]:
    _, data = processes(demo)
    with plain_view(BARE) as (url, pid):
        figure = measure(url, ["/"], seconds=seconds, server=[pid], data=[])
        yield Row.stated(AREA, "bare view of 30 kB: CPU per request", figure.server, "ms")
    with plain_view("benchmarks.orm_floor:application", environment) as (url, pid):
        figure = measure(url, ["/"], seconds=seconds, server=[pid], data=data)
        total = figure.server + figure.data
        yield Row.stated(AREA, "bare view of 24 rows by the ORM: CPU per request", total, "ms")


def _paths(database_url: str) -> dict[str, list[str]]:
    """Kind of page to addresses: every category on some page of its own, hundreds of products."""
    pages = random.Random(1)
    with psycopg.connect(database_url.replace("postgres://", "postgresql://")) as connection:
        categories = [
            (path, pages.randint(1, min(LAST_PAGE, -(-count // 24))))
            for path, count in connection.execute(_CATEGORIES)
        ]
        products = [slug for (slug,) in connection.execute(_PRODUCTS)]
    lists = [f"/api/v1/products?category={path}&page={page}" for path, page in categories]
    whole = [f"/api/v1/products?page={page}" for page in range(1, LAST_PAGE + 1)]
    return {
        "category page": [f"/c/{path}/?page={page}" for path, page in categories],
        "product page": [f"/p/{slug}/" for slug in products],
        "API list": [address for pair in zip(lists, whole * len(lists), strict=False) for address in pair],
        "home": ["/"],
        "search": [f"/search?q={quote_plus(words)}" for words in WORDS],
    }
