"""Staff looks at every mail before a customer does; nothing is sent, nothing in it runs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client

from accounts.models import User
from orders.adapters.mail import SUBJECTS
from orders.commands.record_refund import RecordRefund, record_refund
from orders.models import Document, Order, OrderMail
from tests.admin.acting import url
from tests.admin.shop import Shop

pytestmark = pytest.mark.django_db

PREVIEW = "/admin/orders/ordermail/preview/"
PAGES = ("", "html/", "attachment/")


def test_every_kind_of_mail_has_a_preview() -> None:
    assert set(SUBJECTS) == set(OrderMail.Kind.values)


@pytest.mark.parametrize("kind", SUBJECTS)
def test_each_is_shown_for_the_sample_without_a_database_row(superuser: Client, kind: str) -> None:
    page = superuser.get(f"{PREVIEW}?kind={kind}")
    html = superuser.get(f"{PREVIEW}html/?kind={kind}")

    shown = page.content.decode()
    assert (page.status_code, html.status_code) == (200, 200)
    assert f'src="{PREVIEW}html/?kind={kind}" sandbox title' in shown
    assert "Zoë Żółkiewska" in shown
    assert "Zoë Żółkiewska" in html.content.decode()
    assert ("INV-SAMPLE.pdf" in shown, "CN-SAMPLE.pdf" in shown) == (
        kind == "confirmation",
        kind == "refunded",
    )
    assert not Order.objects.exists()


@pytest.mark.parametrize("kind", SUBJECTS)
def test_each_is_shown_for_an_order_and_nothing_is_sent(
    superuser: Client, confirmed: Order, kind: str
) -> None:
    record_refund(RecordRefund(number=confirmed.number, key="r1", amount=100, refunded=100))
    mail.outbox.clear()
    owed = list(OrderMail.objects.order_by("id").values())
    query = f"?kind={kind}&order={confirmed.number.lower()}"

    shown = superuser.get(f"{PREVIEW}{query}").content.decode()
    file = superuser.get(f"{PREVIEW}attachment/{query}")

    assert "Ada Lovelace" in shown
    assert confirmed.number in shown
    attached = [document.number for document in Document.objects.all() if f"{document.number}.pdf" in shown]
    expected = {"confirmation": "invoice", "refunded": "credit_note"}.get(kind)
    assert attached == list(Document.objects.filter(kind=expected).values_list("number", flat=True))
    assert file.status_code == (200 if expected else 404)
    assert mail.outbox == []
    assert list(OrderMail.objects.order_by("id").values()) == owed


def test_the_frame_can_run_nothing(superuser: Client, shop: Shop, address: Any) -> None:
    placed = shop.place((shop.new_variant(), 1), shipping=replace(address, name="<script>alert(1)</script>"))

    answer = superuser.get(f"{PREVIEW}html/?order={placed.number}")

    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none';")
    assert "script-src" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer["Cache-Control"]
    assert "<script" not in answer.content.decode()
    assert "<script>alert" not in superuser.get(f"{PREVIEW}?order={placed.number}").content.decode()


@pytest.mark.parametrize(
    "query", ["kind=nothing", "kind=../x", "order=ES-2222-2222", "order='%22", f"order={'x' * 300}"]
)
def test_what_does_not_exist_is_said(superuser: Client, query: str) -> None:
    page = superuser.get(f"{PREVIEW}?{query}")

    assert page.status_code == 404
    assert "There is no" in page.content.decode()
    assert [superuser.get(f"{PREVIEW}{part}?{query}").status_code for part in PAGES[1:]] == [404, 404]


def test_nothing_is_changed_by_asking_in_another_way(superuser: Client) -> None:
    assert [superuser.post(f"{PREVIEW}{part}").status_code for part in PAGES] == [405] * 3


def test_it_takes_both_permissions(staff: Callable[..., Client], confirmed: Order) -> None:
    client = staff()
    user = User.objects.get(is_staff=True)

    def answers() -> set[int]:
        return {client.get(f"{PREVIEW}{part}?order={confirmed.number}").status_code for part in PAGES}

    assert answers() == {403}
    for codename in ("view_ordermail", "view_order"):
        user.user_permissions.set(Permission.objects.filter(codename=codename))
        assert answers() == {403}
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_ordermail", "view_order"]))
    assert answers() == {200}


def test_others_are_sent_to_the_login(client: Client, confirmed: Order) -> None:
    answers = {client.get(f"{PREVIEW}{part}")["Location"].partition("?")[0] for part in PAGES}

    assert answers == {"/admin/login/"}


def test_the_list_and_the_order_lead_there(superuser: Client, confirmed: Order) -> None:
    assert f'href="{PREVIEW}?order={confirmed.number}"' in superuser.get(url(confirmed)).content.decode()
    listed = superuser.get("/admin/orders/ordermail/").content.decode()
    assert 'href="/admin/orders/ordermail/previews/"' in listed
    assert superuser.get("/admin/orders/ordermail/previews/")["Location"] == PREVIEW
