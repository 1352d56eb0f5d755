"""How many SQL statements each page costs, with the whole demo catalogue and a cart of many lines."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.fresh_database import fresh_database
from benchmarks.rows import Row

LIMITS = {"list": 8, "product": 8, "cart": 8, "checkout": 15}
LINES = 25
DETAILS = {
    "email": "kim@example.com", "name": "Kim Example", "line1": "Hauptstrasse 1", "postcode": "10115",
    "city": "Berlin", "country": "DE", "same_billing": "on",
}  # fmt: skip


def rows(quick: bool) -> Iterator[Row]:
    """Runs in a process of its own, whose Django settings are the tests'."""
    with fresh_database():
        command = [sys.executable, "-m", "benchmarks.statements"]
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
    for name, kind, count in json.loads(done.stdout.splitlines()[-1]):
        yield Row.at_most("statements", name, count, LIMITS[kind], "SQL statements")


def main() -> None:
    import django  # noqa: PLC0415  # the settings are the caller's

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs the settings main() was started with

    with Path(os.devnull).open("w") as nowhere:
        call_command("load_demo_catalog", stdout=nowhere, stderr=nowhere)
        call_command("load_demo_shop", stdout=nowhere)
    print(json.dumps(list(counts())))


def counts() -> Iterator[tuple[str, str, int]]:
    """(page, kind, statements) of each page, as an anonymous guest with a cart of `LINES` lines sees it."""
    from django.db import connection  # noqa: PLC0415  # needs the settings main() was started with
    from django.test import Client  # noqa: PLC0415  # needs the settings main() was started with
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  # needs the settings main() was started with

    client = Client(HTTP_HOST="127.0.0.1")

    def cost(ask: Callable[..., Any], *arguments: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = ask(*arguments)
        if answer.status_code not in {200, 302, 303}:
            raise RuntimeError(f"{arguments[0]} answered {answer.status_code}")
        return len(captured)

    found = client.get("/api/v1/products?page_size=100&ordering=price").json()["results"]
    sold = [product for product in found if product["in_stock"] and product["price"]]
    category = client.get("/api/v1/categories?page_size=100").json()["results"][0]["path"]
    yield "home", "list", cost(client.get, "/")
    yield "category", "list", cost(client.get, f"/c/{category}/")
    yield "search", "list", cost(client.get, "/search?q=cable")
    yield "API list", "list", cost(client.get, "/api/v1/products?page_size=100")
    yield "product", "product", max(cost(client.get, f"/p/{product['slug']}/") for product in sold[:10])
    added = 0
    while added < LINES:
        product = sold.pop()
        variant = client.get(f"/api/v1/products/{product['slug']}").json()["variants"][0]
        wish = {"sku": variant["sku"], "quantity": variant["minimum_quantity"]}
        added += client.post("/cart/add", wish).status_code in {200, 303}
    yield f"cart of {LINES} lines", "cart", cost(client.get, "/cart")
    yield "checkout, address", "checkout", cost(client.get, "/checkout")
    yield "checkout, address sent", "checkout", cost(client.post, "/checkout", DETAILS)
    yield "checkout, shipping", "checkout", cost(client.get, "/checkout/shipping")
    yield (
        "checkout, shipping sent",
        "checkout",
        cost(client.post, "/checkout/shipping", {"method": "freight"}),
    )
    yield f"checkout, review of {LINES} lines", "checkout", cost(client.get, "/checkout/review")


if __name__ == "__main__":
    main()
