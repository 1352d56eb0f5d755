"""Every refusal under /api/ is a problem, and nothing outside it is."""

from itertools import product
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from tests.orders.api.app import App, problem

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")
ALLOWED = {
    "cart": {"GET", "DELETE"},
    "cart/items": {"POST"},
    "cart/items/1": {"PATCH", "DELETE"},
    "shipping-methods": {"GET"},
    "orders": {"GET", "POST"},
    "orders/ES-AAAA-AAAA": {"GET"},
    "orders/ES-AAAA-AAAA/cancel": {"POST"},
    "schema": {"GET"},
}
WRONG = [
    (method, path) for method, (path, allowed) in product(METHODS, ALLOWED.items()) if method not in allowed
]


@pytest.fixture
def site() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nothing",
        "cart/",
        "cart/items/",
        "orders/1/2/3",
        "v2/cart",
        "admin",
        "../admin",
        "%F0%9F%94%8C",
        "x" * 4_000,
    ],
)
@pytest.mark.parametrize("method", METHODS)
def test_an_address_with_nothing_at_it(method: str, path: str) -> None:
    problem(App().call(method, path), 404, "not_found")


def test_the_root_and_other_versions(site: Client) -> None:
    for path in ("/api/", "/api/v2/", "/api/v1/"):
        problem(site.get(path), 404, "not_found")


def test_outside_the_api_a_page_says_so(site: Client) -> None:
    answer = site.get("/nothing-here")

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize(("method", "path"), WRONG)
def test_a_method_that_is_not_for_it(method: str, path: str) -> None:
    answer = App().call(method, path)

    problem(answer, 405, "method_not_allowed")
    assert {name.strip() for name in answer["Allow"].split(",")} >= ALLOWED[path]


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-Method-Override"])
def test_a_method_cannot_be_disguised(name: str) -> None:
    assert App().client.get("/api/v1/cart", headers={name: "DELETE"}).status_code == 200


@pytest.mark.parametrize("query", ["x=%00", "x=%ff%fe", "%00=x"])
def test_bytes_that_are_no_text(site: Client, query: str) -> None:
    problem(site.get(f"/api/v1/cart?{query}"), 400, "impossible_text")


def test_bytes_that_are_no_text_in_the_path(site: Client) -> None:
    problem(site.get("/api/v1/orders/%00"), 400, "impossible_text")
    problem(site.get("/api/v1/orders/%ff%fe"), 404, "no_such_order")  # Django keeps it escaped


@pytest.mark.parametrize(
    "accept", ["application/xml", "text/html;q=NaN", "*/*", "", "x" * 4_000, "application/json;q=0"]
)
def test_whatever_is_accepted_json_or_a_problem_comes(site: Client, accept: str) -> None:
    answer = site.get("/api/v1/cart", headers={"accept": accept})

    assert answer.status_code in {200, 406}
    assert answer["Content-Type"] in {"application/json", "application/problem+json"}


def test_another_host_is_none_of_ours(site: Client) -> None:
    problem(site.get("/api/v1/cart", headers={"host": "evil.example"}), 400, "bad_request")


def test_a_fault_of_ours_says_nothing_of_itself(site: Client) -> None:
    with patch("orders.api.views.cart_of", side_effect=RuntimeError("the secret of the database")):
        answer = site.get("/api/v1/cart")

    body: dict[str, Any] = problem(answer, 500, "server_error")
    assert "secret" not in answer.content.decode()
    assert set(body) == {"type", "title", "status", "detail", "code"}


def test_a_fault_outside_the_api_is_a_page(site: Client) -> None:
    with patch(
        "electricityshop.monitoring.requests._is_form", side_effect=RuntimeError("the secret of the database")
    ):
        answer = site.get("/")

    assert (answer.status_code, answer["Content-Type"]) == (500, "text/html; charset=utf-8")
    assert b"secret" not in answer.content


def test_the_type_of_a_problem_leads_to_the_documentation(site: Client) -> None:
    kind = problem(site.get("/api/v1/nothing"), 404)["type"]

    assert kind == "http://127.0.0.1:8000/api/v1/docs#problem-not_found"
