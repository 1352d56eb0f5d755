"""Documents as staff reads them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from orders.models import Document, Order
from tests.admin.acting import url

pytestmark = pytest.mark.django_db

Staff = Callable[..., Client]


def pdf() -> str:
    return f"/admin/orders/document/{Document.objects.get().pk}/pdf/"


def test_the_page_of_an_order_leads_to_its_invoice(superuser: Client, confirmed: Order) -> None:
    page = superuser.get(url(confirmed)).content.decode()

    answer = superuser.get(pdf())

    assert f'href="{pdf()}"' in page
    assert Document.objects.get().number in page
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"].startswith("private, no-store")
    assert answer.content.startswith(b"%PDF-")


def test_it_is_found_by_its_number_and_by_the_orders(superuser: Client, confirmed: Order) -> None:
    for sought in (Document.objects.get().number, confirmed.number):
        found = superuser.get(f"/admin/orders/document/?q={sought}").context["cl"].result_count
        assert found == 1


@pytest.mark.parametrize("role", ["Orders", "Support"])
def test_staff_with_the_permission_reads_it(staff: Staff, confirmed: Order, role: str) -> None:
    assert staff(role).get(pdf()).status_code == 200


def test_staff_without_it_does_not(staff: Staff, confirmed: Order) -> None:
    client = staff("Catalogue")
    user = User.objects.get(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_order"))

    assert client.get(pdf()).status_code == 403
    assert pdf() not in client.get(url(confirmed)).content.decode()


def test_nobody_else_does(client: Client, confirmed: Order) -> None:
    assert client.get(pdf()).status_code == 302
    client.force_login(
        User.objects.create_user("c@example.com", "a long pass phrase"),
        backend="accounts.adapters.backends.ShopBackend",
    )
    assert client.get(pdf()).status_code == 302


def test_there_is_none_by_another_number(superuser: Client, confirmed: Order) -> None:
    assert superuser.get("/admin/orders/document/999999/pdf/").status_code == 404
