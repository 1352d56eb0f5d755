"""Text PostgreSQL cannot store is turned away before any view sees it."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["q=%00", "q=a%00b", "q=%ff", "q=%ff%fe", "%00=1", "q=%ed%a0%80"])
def test_in_a_query(client: Client, query: str) -> None:
    assert client.get(f"/search?{query}").status_code == 400
    answer = client.get(f"/api/v1/products?search=x&{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(("path", "status"), [("/p/%00/", 400), ("/p/a%00b/", 400), ("/c/%ff/", 404)])
def test_in_a_path(client: Client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


@pytest.mark.parametrize("body", [b"sku=%00&quantity=1", b"sku=%ff&quantity=1", b"sk%00u=1"])
def test_in_a_form(client: Client, body: bytes) -> None:
    answer = client.post("/cart/add", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


@pytest.mark.parametrize("query", ["q=%F0%9F%94%8C", "q=%E2%80%AE", "q=2%2C5mm%C2%B2", "q=a+b"])
def test_unusual_text_is_text(client: Client, query: str) -> None:
    assert client.get(f"/search?{query}").status_code == 200
