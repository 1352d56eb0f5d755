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
