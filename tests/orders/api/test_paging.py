"""Pages of the order list."""

import pytest

from tests.orders.api.app import App, problem
from tests.orders.conftest import NewVariant
from tests.payments.provider import Provider

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=0", 400), ("page=-1", 400), ("page=abc", 400), ("page=1.5", 400), ("page=2", 404), ("page=1000000000000", 404),
        (f"page={'9' * 500}", 400), ("page=٣", 400), ("page_size=0", 400), ("page_size=101", 400), ("page_size=-5", 400),
        ("page_size=1000000000", 400), ("page_size=x", 400), ("page=%00", 400), ("page=%ff%fe", 400),
    ],
)  # fmt: skip
def test_a_page_that_is_none(app: App, new_variant: NewVariant, query: str, status: int) -> None:
    app.put_in(new_variant().sku)
    problem(app.get(f"orders?{query}"), status)


def test_pages_follow_each_other(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    variant = new_variant()
    for _ in range(3):
        app.put_in(variant.sku)
        assert app.order().status_code == 201

    first = app.get("orders?page_size=2").json()
    second = app.get(first["next"].partition("/api/v1/")[2]).json()

    assert (first["count"], first["previous"], len(first["results"])) == (3, None, 2)
    assert (second["next"], len(second["results"])) == (None, 1)
    assert second["previous"] == "http://testserver/api/v1/orders?page=1&page_size=2"
    numbers = [card["number"] for card in (*first["results"], *second["results"])]
    assert len(set(numbers)) == 3
