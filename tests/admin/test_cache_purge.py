"""Staff in doubt has products read from the database again."""

from typing import Any

import pytest
from django.test import Client

from catalog.models import Variant
from electricityshop.caching import store
from tests.admin.acting import said

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("page", ["product", "category"])
def test_products_and_categories_are_forgotten(superuser: Client, variant: Variant, page: str) -> None:
    product = variant.product
    store.get_or_build(
        "its page", lambda: "old", tags=[f"product:{product.pk}", f"category:{product.category_id}"]
    )
    store.get_or_build("another", lambda: "old", tags=["product:0", "category:0"])
    chosen: dict[str, Any] = {
        "action": "purge",
        "_selected_action": getattr(variant.product, "pk" if page == "product" else "category_id"),
    }

    answer = superuser.post(f"/admin/catalog/{page}/", chosen, follow=True)

    assert "will be read from the database again" in said(answer)[0]
    assert not store.exists("its page")
    assert store.exists("another")
