"""An N+1 is found: by tests, and by whoever develops."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client
from django.urls import path
from structlog.testing import capture_logs

from catalog.models import Product
from tests.factories import product_with_variant
from tests.repeats import Found, refuse

pytestmark = pytest.mark.django_db

LAZY = "{% for product in products %}{{ product.brand.name }} {% endfor %}"
"""A template that walks from every product to its brand."""


def lazy(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Template(LAZY).render(Context({"products": Product.objects.order_by("pk")})))


def eager(request: HttpRequest) -> HttpResponse:
    products = Product.objects.select_related("brand").order_by("pk")
    return HttpResponse(Template(LAZY).render(Context({"products": products})))


urlpatterns = [path("lazy", lazy, name="lazy"), path("eager", eager, name="eager")]


@pytest.fixture(autouse=True)
def pages(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    for _ in range(5):
        product_with_variant()


@pytest.fixture
def allowed(n_plus_ones: Found) -> Iterator[Found]:
    """What the fixture that fails a test found; here it shall find something, and not fail."""
    yield n_plus_ones
    n_plus_ones.clear()


def test_a_relation_walked_in_a_template_is_found(client: Client, allowed: Found) -> None:
    client.get("/lazy")

    [(scope, repeat)] = allowed
    assert (scope, repeat.count) == ("lazy", 5)
    assert 'FROM "catalog_brand" WHERE "catalog_brand"."id" = ?' in repeat.statement.text
    with pytest.raises(pytest.fail.Exception, match=r"N\+1: lazy asked 5 times SELECT .*catalog_brand"):
        refuse(allowed, ["catalog_product"])
    refuse(allowed, ["catalog_brand"])


def test_one_that_is_not_lazy_is_not(client: Client, allowed: Found) -> None:
    assert client.get("/eager").content == client.get("/lazy").content
    assert {scope for scope, _ in allowed} == {"lazy"}


def test_four_times_may_be_a_coincidence(client: Client, allowed: Found) -> None:
    Product.objects.last().delete()
    client.get("/lazy")

    assert allowed == []


def test_in_development_the_answer_and_the_log_say_so(client: Client, allowed: Found, settings: Any) -> None:
    settings.DEBUG = True
    with capture_logs() as logs:
        answer = client.get("/lazy")

    [(_, repeat)] = allowed
    assert answer["X-N-Plus-One"] == f"5x {repeat.statement.name}"
    [line] = [line for line in logs if line["event"] == "n plus one"]
    assert line == {
        "event": "n plus one", "log_level": "warning", "scope": "lazy", "count": 5, "statement": repeat.statement.text,
    }  # fmt: skip
    assert "X-N-Plus-One" not in client.get("/eager")


def test_elsewhere_nobody_is_told(client: Client, allowed: Found) -> None:
    with capture_logs() as logs:
        assert "X-N-Plus-One" not in client.get("/lazy")

    assert [line for line in logs if line["event"] == "n plus one"] == []


def test_it_can_be_switched_off(client: Client, allowed: Found, settings: Any) -> None:
    settings.N_PLUS_ONE_FROM = 0
    client.get("/lazy")

    assert allowed == []
