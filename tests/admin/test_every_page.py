"""Every list, form and search of the admin opens, and costs no more for thirty rows than for three."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.shop import Shop

pytestmark = pytest.mark.django_db

PAGES_WITHOUT_ROWS = {"jobs.Jobs", "monitoring.Database"}
MODELS = {
    model._meta.label: model for model in admin.site._registry if model._meta.label not in PAGES_WITHOUT_ROWS
}
MOST_STATEMENTS = 40


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=[quote(arg) for arg in args]
    )


def filters(client: Client, model: type[Model]) -> list[str]:
    """A query string for the last choice of every filter of the list."""
    model_admin = admin.site._registry[model]
    request = client.get(address(model, "changelist")).wsgi_request
    changelist = model_admin.get_changelist_instance(request)
    chosen = [list(one.choices(changelist))[-1] for one in changelist.filter_specs]
    return [str(choice["query_string"]) for choice in chosen if "query_string" in choice]


def cost(client: Client, path: str) -> int:
    client.get(path)  # fills caches
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return len(captured)


def pages(client: Client, model: type[Model]) -> list[str]:
    listed = address(model, "changelist")
    model_admin = admin.site._registry[model]
    row = model._default_manager.order_by("pk").first()
    assert row is not None, f"no {model._meta.label} to look at"
    found = [listed, address(model, "change", row.pk), *(listed + query for query in filters(client, model))]
    if model_admin.get_search_fields(client.get(listed).wsgi_request):
        found += [f"{listed}?q=a", f"{listed}?q=%27%25_%5C", f"{listed}?q={'x' * 300}"]
    return found


def test_every_page_costs_the_same_for_thirty_rows(superuser: Client, shop: Shop) -> None:
    shop.fill(3)
    before = {path: cost(superuser, path) for model in MODELS.values() for path in pages(superuser, model)}
    shop.fill(27)
    after = {path: cost(superuser, path) for path in before}

    assert {path: (before[path], after[path]) for path in before if after[path] > before[path]} == {}
    assert {path: count for path, count in after.items() if count > MOST_STATEMENTS} == {}


@pytest.mark.parametrize("label", MODELS)
def test_what_may_be_added_has_a_form(superuser: Client, label: str) -> None:
    model = MODELS[label]
    request = superuser.get(address(model, "changelist")).wsgi_request
    may_add = admin.site._registry[model].has_add_permission(request)

    answer = superuser.get(address(model, "add"))

    assert answer.status_code == (200 if may_add else 403)


def test_what_happened_is_never_deleted_or_edited(superuser: Client) -> None:
    request = superuser.get(reverse("admin:index")).wsgi_request
    kept = {
        label
        for label, model in MODELS.items()
        if not admin.site._registry[model].has_delete_permission(request)
    }

    assert kept >= {
        "orders.Order", "orders.Return", "orders.Document", "orders.OrderMail", "orders.Cart", "payments.Payment",
        "payments.Refund", "payments.Dispute", "payments.ReconciliationRun", "payments.ReconciliationDifference",
        "payments.WebhookEvent", "catalog.Variant",
        "catalog.StockItem", "catalog.StockMovement", "catalog.StockHold", "events.OutboxMessage", "events.Delivery",
    }  # fmt: skip
