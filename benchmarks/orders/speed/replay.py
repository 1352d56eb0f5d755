"""The SQL of orders placed over the API, replayed without a shop: the least PostgreSQL and a client can spend on it.

The orders are placed in this process, their statements written down with all values; then the same statements run on
copies of the database as it was before, over one connection: by pgbench on one, by psycopg on the other.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import psycopg

from benchmarks.load import cpu_seconds
from benchmarks.orders.speed import pgbench
from benchmarks.orders.speed.shop import database_url
from electricityshop.embedded.environment import ROOT

COPIES = ("replayed_by_psycopg", "replayed_by_pgbench")


@dataclass(frozen=True, slots=True)
class Replayed:
    """CPU milliseconds per order."""

    client: float
    server: float

    @property
    def together(self) -> float:
        return self.client + self.server


def replayed(count: int, postmaster: int) -> tuple[Replayed, Replayed | None]:
    """By psycopg, and by pgbench where there is one. Nothing else may be connected to the database."""
    command = [sys.executable, "-m", "benchmarks.orders.speed.replay", str(count)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    orders: list[list[str]] = json.loads(done.stdout.splitlines()[-1])
    half = len(orders) // 2
    return _by_psycopg(orders[:half], orders[half:]), _by_pgbench(orders[:half], orders[half:], postmaster)


def _by_psycopg(warm_up: list[list[str]], orders: list[list[str]]) -> Replayed:
    with psycopg.connect(_address(COPIES[0]), autocommit=True) as copy:
        backend = [copy.info.backend_pid]
        _replay(copy, warm_up)
        before, began = cpu_seconds(backend), time.process_time()
        _replay(copy, orders)
        client, server = time.process_time() - began, cpu_seconds(backend) - before
    return _per_order(client, server, len(orders))


def _by_pgbench(warm_up: list[list[str]], orders: list[list[str]], postmaster: int) -> Replayed | None:
    program = pgbench.program()
    if program is None:
        return None
    pgbench.run(program, warm_up, _address(COPIES[1]), postmaster)
    client, server = pgbench.run(program, orders, _address(COPIES[1]), postmaster)
    return _per_order(client, server, len(orders))


def _per_order(client: float, server: float, orders: int) -> Replayed:
    return Replayed(1000 * client / orders, 1000 * server / orders)


def _address(name: str) -> str:
    return f"{database_url().rpartition('/')[0]}/{name}"


def _replay(connection: psycopg.Connection[Any], orders: list[list[str]]) -> None:
    with connection.cursor() as cursor:
        for statements in orders:
            for statement in statements:
                cursor.execute(statement.encode())


def main(count: int) -> None:
    import django  # noqa: PLC0415  # the settings are the caller's

    django.setup()
    from django.db import connection  # noqa: PLC0415  # needs the settings main() was started with
    from django.test import Client  # noqa: PLC0415  # needs the settings main() was started with
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  # needs the settings main() was started with

    client = Client(HTTP_HOST="127.0.0.1")
    carts = [_cart(client) for _ in range(count)]
    connection.close()
    _copy_database()
    orders = []
    for number, (token, method) in enumerate(carts):
        with CaptureQueriesContext(connection) as captured:
            answer = client.post("/api/v1/orders", _wish(method), "application/json",
                                 headers={"X-Cart-Token": token, "Idempotency-Key": f"replay-{number}"})  # fmt: skip
        if answer.status_code != 201:
            raise RuntimeError(answer.content.decode())
        orders.append([query["sql"] for query in captured])
    print(json.dumps(orders))


def _cart(client: Any) -> tuple[str, str]:
    """Token of a new cart with an article in it, and a way to ship it."""
    found = client.get("/api/v1/products?ordering=price&page_size=1&min_price=100").json()["results"][0]
    variants = client.get(f"/api/v1/products/{found['slug']}").json()["variants"]
    variant = next(one for one in variants if one["in_stock"] and one["price"])
    wish = {"sku": variant["sku"], "quantity": variant["minimum_quantity"]}
    token = client.post("/api/v1/cart/items", wish, "application/json").headers["X-Cart-Token"]
    methods = client.get("/api/v1/shipping-methods", headers={"X-Cart-Token": token}).json()["results"]
    return token, next(one["code"] for one in methods if one["price"] is not None)


def _wish(method: str) -> dict[str, Any]:
    from benchmarks.client import ADDRESS  # noqa: PLC0415  # as above

    return {"email": "kim@example.com", "shipping_address": ADDRESS, "shipping_method": method}


def _copy_database() -> None:
    name = database_url().rpartition("/")[2]
    with psycopg.connect(_address("postgres"), autocommit=True) as database:
        for copy in COPIES:
            database.execute(f'DROP DATABASE IF EXISTS "{copy}"'.encode())
            database.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"'.encode())


if __name__ == "__main__":
    main(int(sys.argv[1]))
