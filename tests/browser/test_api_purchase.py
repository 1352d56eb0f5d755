"""An app buys through the API of the running demo: real web server, sandbox, webhook and workers."""

import json
import urllib.request

import pytest

from benchmarks.client import Guest, Refused, pay
from electricityshop.embedded.running import RunningDemo

pytestmark = pytest.mark.xdist_group("demo")


def test_a_guest_orders_pays_and_reads_the_confirmed_order(demo: RunningDemo) -> None:
    guest = Guest(demo.url)
    order = guest.order(guest.sellable(1)[0])

    assert order["status"] == "pending"
    assert order["payment"]["client_secret"].startswith("pi_")
    assert pay(order["payment"]["checkout_url"]) == 303
    guest.confirmed(order["number"], within=30)
    with pytest.raises(Refused) as refused:
        Guest(demo.url).call("GET", f"orders/{order['number']}")
    assert refused.value.status == 404


def test_a_declined_card_leaves_the_order_open_for_another(demo: RunningDemo) -> None:
    guest = Guest(demo.url)
    order = guest.order(guest.sellable(2)[1])

    assert pay(order["payment"]["checkout_url"], "4000000000000002") == 200
    assert guest.call("GET", f"orders/{order['number']}")["status"] == "pending"
    pay(order["payment"]["checkout_url"])
    guest.confirmed(order["number"], within=30)


def test_a_customer_with_tokens_does_the_same(demo: RunningDemo) -> None:
    customer = Guest(demo.url)
    account = {"email": "app@example.com", "password": "correct horse battery"}
    tokens = customer.call("POST", "auth/register", account)
    customer.headers["Authorization"] = f"Bearer {tokens['access']}"

    order = customer.order(customer.sellable(1)[0])
    pay(order["payment"]["checkout_url"])
    customer.confirmed(order["number"], within=30)

    assert [one["number"] for one in customer.call("GET", "orders")["results"]] == [order["number"]]
    with pytest.raises(Refused) as refused:
        Guest(demo.url).call("GET", "orders")
    assert refused.value.status == 401


def test_health_and_documents_answer(demo: RunningDemo) -> None:
    for path, holds in {"/health/live": b"ok", "/health/ready": b'"workers": "ok"', "/api/v1/schema": b"openapi",
                        "/api/v1/docs": b"html"}.items():  # fmt: skip
        with urllib.request.urlopen(demo.url + path) as answer:
            assert holds in answer.read(), path
    with urllib.request.urlopen(f"{demo.url}/health/ready") as answer:
        assert json.load(answer)["status"] == "ok"
