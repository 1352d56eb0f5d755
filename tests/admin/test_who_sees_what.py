"""Staff sees what its permissions say, and no more; nobody else comes in."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.admin.shop import Shop
from tests.admin.test_every_page import MODELS, address

pytestmark = pytest.mark.django_db

Staff = Callable[..., Client]


def statuses(client: Client, *apps: str) -> dict[str, set[int]]:
    """Label to the answers of its list, its first row and its add form."""
    found = {}
    for label, model in MODELS.items():
        if apps and model._meta.app_label not in apps:
            continue
        row = model._default_manager.order_by("pk").first()
        paths = [
            address(model, "changelist"),
            address(model, "add"),
            address(model, "change", row.pk if row else 1),
        ]
        found[label] = {client.get(path).status_code for path in paths}
    return found


def test_staff_without_a_permission_sees_nothing(staff: Staff, shop: Shop) -> None:
    shop.fill(1)

    assert set().union(*statuses(staff()).values()) == {403}


def test_staff_for_orders_alone_sees_no_catalogue(staff: Staff, shop: Shop) -> None:
    shop.fill(1)
    client = staff()
    User.objects.get(is_staff=True).user_permissions.set(
        Permission.objects.filter(content_type__app_label="orders")
    )

    assert statuses(client, "orders") == {
        "orders.Cart": {200, 403}, "orders.Document": {200, 403}, "orders.Order": {200, 403},
        "orders.OrderMail": {200, 403}, "orders.Return": {200, 403}, "orders.ShippingMethod": {200},
    }  # fmt: skip
    assert set().union(*statuses(client, "catalog", "payments", "accounts", "events", "auth").values()) == {
        403
    }


@pytest.mark.parametrize(
    "path", ["", "orders/order/", "orders/order/1/change/", "orders/order/1/refund/", "search/?s=a"]
)
def test_customers_and_guests_are_sent_to_the_login(db: None, path: str) -> None:
    customer = Client()
    customer.force_login(
        User.objects.create_user("c@example.com", "a long pass phrase"),
        backend="accounts.adapters.backends.ShopBackend",
    )
    for client in (Client(), customer):
        answer = client.get(f"/admin/{path}")
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/admin/login/")


def links(client: Client) -> set[str]:
    page = client.get(reverse("admin:index")).content.decode()
    return {label for label, model in MODELS.items() if f'href="{address(model, "changelist")}"' in page}


def test_the_sidebar_leads_to_every_page(superuser: Client) -> None:
    assert links(superuser) == set(MODELS)


def test_the_sidebar_of_a_role_holds_what_it_may_see(staff: Staff) -> None:
    assert links(staff()) == set()
    assert {label for label in links(staff("Catalogue")) if not label.startswith("catalog.")} == set()
    assert {"orders.Order", "payments.Payment", "catalog.Product"} <= links(staff("Orders"))
    assert not {"accounts.User", "auth.Group", "events.Delivery"} & links(staff("Orders"))


def test_the_first_page_counts_what_waits(superuser: Client, shop: Shop) -> None:
    shop.fill(2)
    shop.place((shop.new_variant(), 1))

    figures = {figure.title: figure.shown for figure in superuser.get("/admin/").context["figures"]}

    assert figures == {
        "To ship": "2", "Unpaid": "1", "Returns": "2", "Stuck": "0", "Sold out": "0", "Low stock": "2", "Dead deliveries": "2",
    }  # fmt: skip


def test_the_first_page_counts_only_what_one_may_see(staff: Staff, shop: Shop) -> None:
    assert staff().get("/admin/").context["figures"] == []
    assert {figure.title for figure in staff("Catalogue").get("/admin/").context["figures"]} == {
        "Sold out",
        "Low stock",
    }


def test_every_figure_leads_to_its_rows(superuser: Client, shop: Shop) -> None:
    shop.fill(2)
    shop.place((shop.new_variant(), 1))
    shop.new_variant(on_hand=0)
    shop.new_variant(on_hand=0, is_active=False)

    for figure in superuser.get("/admin/").context["figures"]:
        answer = superuser.get(figure.url)
        assert answer.context["cl"].result_count == figure.number, figure.title
