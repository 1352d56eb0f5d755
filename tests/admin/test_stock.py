"""Stock is corrected through the ledger, by whoever may, and never below what is promised."""

from typing import Any

import pytest
from django.test import Client

from catalog.models import (
    StockItem,
    StockMovement,
    Variant,
)
from tests.admin.shop import Shop
from tests.orders.api.app import rows
from tests.orders.test_finalization import relay

pytestmark = pytest.mark.django_db


def adjust(client: Client, variant: Variant, change: Any, reason: str = "counted") -> Any:
    return client.post(f"/admin/catalog/stockitem/{variant.pk}/adjust/", {"change": change, "reason": reason})


def test_stock_is_corrected_through_the_ledger(superuser: Client, variant: Variant) -> None:
    assert superuser.get(f"/admin/catalog/stockitem/{variant.pk}/adjust/").status_code == 200
    assert adjust(superuser, variant, -3).status_code == 302

    movement = StockMovement.objects.get(kind="adjustment", on_hand_change=-3)
    assert (movement.reason, movement.actor[:6], StockItem.objects.get().on_hand) == ("counted", "staff:", 5)
    assert "counted" in superuser.get(f"/admin/catalog/stockitem/{variant.pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("change", "reason", "status"),
    [(-9, "x", 409), (0, "x", 400), (1_000_001, "x", 400), (2**63, "x", 400), ("abc", "x", 200), ("1.5", "x", 200),
     ("", "x", 200), (1, "", 200), (1, " ", 200), (1, "x" * 201, 200)],
)  # fmt: skip
def test_a_correction_that_is_none(
    superuser: Client, variant: Variant, change: Any, reason: str, status: int
) -> None:
    before = rows()
    answer = adjust(superuser, variant, change, reason)

    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert rows() == before


def test_what_is_promised_cannot_be_taken_away(superuser: Client, shop: Shop, variant: Variant) -> None:
    shop.place((variant, 6))
    relay()

    assert adjust(superuser, variant, -3).status_code == 409
    assert adjust(superuser, variant, -2).status_code == 302


def test_a_correction_of_nothing(superuser: Client, db: None) -> None:
    for pk in ("0", "99999999999999999999999", "abc"):
        answer = superuser.post(f"/admin/catalog/stockitem/{pk}/adjust/", {"change": 1, "reason": "x"})
        assert answer.status_code == 404


def test_who_may_not_correct_the_stock(staff: Any, variant: Variant) -> None:
    for client in (staff(), staff("Orders"), staff("Support")):
        assert adjust(client, variant, 5).status_code == 403
    assert adjust(staff("Catalogue"), variant, 5).status_code == 302
    assert StockItem.objects.get().on_hand == 13


COUNT = "/admin/catalog/stockitem/count/"


def counts(client: Client, text: str, **changes: str) -> Any:
    return client.post(COUNT, {"counts": text, "reason": "Yearly stock take"} | changes)


def hidden(page: str, name: str) -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def test_counts_are_looked_at_first_and_booked_then(superuser: Client, variant: Variant, shop: Shop) -> None:
    other = shop.new_variant(on_hand=4)
    before = rows()

    page = counts(superuser, f"{variant.sku};5\n{other.sku};4").content.decode()

    assert (rows(), "-3" in page, "Book 2 counts" in page) == (before, True, True)
    assert hidden(page, "counts") == f"{variant.sku};5;8\n{other.sku};4;4"
    booked = counts(superuser, hidden(page, "counts"), book="1")
    assert (booked.status_code, booked["Location"]) == (302, "/admin/catalog/stockitem/")
    assert StockItem.objects.get(variant=variant).on_hand == 5
    lines = StockMovement.objects.filter(kind="count").order_by("id")
    assert [(line.on_hand_change, line.reason, line.actor[:6]) for line in lines] == [
        (-3, "Yearly stock take", "staff:"), (0, "Yearly stock take", "staff:"),
    ]  # fmt: skip


def test_each_line_says_what_is_wrong_with_it_and_nothing_is_booked(
    superuser: Client, variant: Variant, shop: Shop
) -> None:
    shop.place((variant, 6))
    before = rows()

    for changes in ({}, {"book": "1"}):
        page = counts(superuser, f"{variant.sku};5\nNO-SUCH;1\nX", **changes).content.decode()
        for fault in (
            "6 are held for unpaid orders",
            "There is no article with this number",
            "Write it as sku;counted",
        ):
            assert fault in page
        assert "Book " not in page
    assert rows() == before


def test_what_was_sold_since_the_look_is_counted_again(superuser: Client, variant: Variant) -> None:
    page = counts(superuser, f"{variant.sku};8").content.decode()
    adjust(superuser, variant, -2)

    answer = counts(superuser, hidden(page, "counts"), book="1")

    assert "6 are on hand, no longer 8" in answer.content.decode()
    assert not StockMovement.objects.filter(kind="count").exists()


@pytest.mark.parametrize(
    ("text", "reason"), [("", "x"), ("A;1", ""), ("A;1", "x" * 201), ("A;1\n" * 501, "x")]
)
def test_a_stock_take_that_is_none(superuser: Client, db: None, text: str, reason: str) -> None:
    answer = counts(superuser, text, reason=reason)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_chosen_articles_are_filled_in(superuser: Client, variant: Variant) -> None:
    chosen = superuser.post(
        "/admin/catalog/stockitem/", {"action": "count_chosen", "_selected_action": [variant.pk]}
    )

    assert chosen["Location"] == f"{COUNT}?sku={variant.sku}"
    assert f"{variant.sku};\n" in superuser.get(chosen["Location"]).content.decode()


def test_who_may_not_count(staff: Any, variant: Variant) -> None:
    for client in (staff(), staff("Orders"), staff("Support")):
        assert client.get(COUNT).status_code == 403
        assert counts(client, f"{variant.sku};1;8", book="1").status_code == 403
    assert StockItem.objects.get().on_hand == 8
    assert counts(staff("Catalogue"), f"{variant.sku};1;8", book="1").status_code == 302
