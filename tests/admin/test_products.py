"""Staff keeps products: forms refuse nonsense with a sentence, and what is derived follows at once."""

from typing import Any

import pytest
from django.test import Client

from catalog.models import (
    FacetValue,
    Product,
    StockMovement,
    Variant,
)

pytestmark = pytest.mark.django_db


def product_form(variant: Variant, **changes: Any) -> dict[str, Any]:
    product = variant.product
    row = {"id": variant.pk, "product": product.pk, "sku": variant.sku, "name": "", "price": 1_000, "weight": 500,
           "sale_unit": "piece", "position": 0, "is_active": "on"}  # fmt: skip
    form: dict[str, Any] = {
        "name": product.name, "slug": product.slug, "category": product.category_id, "tax_class": product.tax_class_id,
        "is_published": "on", "summary": "", "description": "", "specification": "{}", "variant_axes": "", "popularity": 0,
        "variants-TOTAL_FORMS": 1, "variants-INITIAL_FORMS": 1, "images-TOTAL_FORMS": 0, "images-INITIAL_FORMS": 0,
    }  # fmt: skip
    return form | {f"variants-0-{name}": value for name, value in row.items()} | changes


def values(attribute: str, value: str) -> list[int]:
    """What the product can be chosen by, when it has nothing else."""
    return list(
        FacetValue.objects.filter(attribute__code=attribute, value=value).values_list("pk", flat=True)
    )


def save(client: Client, variant: Variant, **changes: Any) -> Any:
    return client.post(
        f"/admin/catalog/product/{variant.product_id}/change/", product_form(variant, **changes)
    )


@pytest.mark.parametrize(
    ("specification", "sentence"),
    [
        ('{"wattage": 5}', "There is no attribute &#x27;wattage&#x27;."),
        ('{"length": "long"}', "length: &#x27;long&#x27; is not a number."),
        ('{"colour": "blue"}', "colour: &#x27;blue&#x27; is not a choice among red."),
        ('{"colour": []}', "is not a choice"),
        ('{"length": true}', "is not a number"),
        ("[1]", "A specification is an object"),
        ('{"colour": "\\ud800"}', "is not a choice"),
        ("{", "Enter a valid JSON."),
        ('{"length": NaN}', "is not a number"),
        ('{"length": 1e999, "nothing": 1' + "0" * 400 + "}", "is not a number"),
        ('{"length": 1e999}', "is not a number"),
        (r'{"maker": "\u0000"}', "is not a text"),
    ],
)
def test_a_specification_that_does_not_fit_is_refused(
    superuser: Client, variant: Variant, specification: str, sentence: str
) -> None:
    answer = save(superuser, variant, specification=specification)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Product.objects.get().specification == {}


def test_price_and_search_follow_the_form(superuser: Client, variant: Variant) -> None:
    answer = save(
        superuser,
        variant,
        **{"name": "Zanzibar lamp", "specification": '{"length": 3}', "variants-0-price": 2_345},
    )

    assert answer.status_code == 302, answer.context["errors"]
    product = Product.objects.get()
    assert (product.price, product.price_to, product.specification) == (2_345, 2_345, {"length": 3})
    assert "zanzibar" in str(product.search)
    assert product.facets == values("length", "3")


def test_a_new_variant_counts(superuser: Client, variant: Variant) -> None:
    new = {"variants-TOTAL_FORMS": 2, "variants-1-sku": "NEW-1", "variants-1-price": 500, "variants-1-weight": 1,
           "variants-1-sale_unit": "piece", "variants-1-position": 1, "variants-1-is_active": "on",
           "variants-1-product": variant.product_id}  # fmt: skip

    assert save(superuser, variant, **new).status_code == 302
    product = Product.objects.get()
    assert (product.price, product.price_to) == (500, 1_000)
    assert "new" in str(product.search)


@pytest.mark.parametrize("price", ["-1", "1.5", "abc", "99999999999999999999", "2147483648"])
def test_a_price_that_is_none(superuser: Client, variant: Variant, price: str) -> None:
    assert save(superuser, variant, **{"variants-0-price": price}).status_code == 200
    assert Variant.objects.get().price == 1_000


def test_a_variants_own_page_refreshes_its_product(superuser: Client, variant: Variant) -> None:
    form = {
        "sku": variant.sku, "name": "", "product": variant.product_id, "position": 0, "is_active": "on", "price": 777,
        "weight": 1, "sale_unit": "piece", "minimum_quantity": 1, "quantity_step": 1, "specification": '{"colour": "red"}',
    }  # fmt: skip
    path = f"/admin/catalog/variant/{variant.pk}/change/"

    assert superuser.post(path, form | {"specification": '{"colour": "blue"}'}).status_code == 200
    assert superuser.post(path, form | {"quantity_step": 0}).status_code == 200
    assert superuser.post(path, form).status_code == 302

    product = Product.objects.get()
    assert (product.price, Variant.objects.get().specification) == (777, {"colour": "red"})
    assert product.facets == values("colour", "red")


def test_variants_are_never_deleted(superuser: Client, variant: Variant) -> None:
    save(superuser, variant, **{"variants-0-DELETE": "on"})
    superuser.post(f"/admin/catalog/variant/{variant.pk}/delete/", {"post": "yes"})
    superuser.post(f"/admin/catalog/product/{variant.product_id}/delete/", {"post": "yes"})

    assert (Product.objects.count(), Variant.objects.count(), StockMovement.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(("action", "is_published"), [("withdraw", False), ("publish", True)])
def test_publishing_and_withdrawing(
    superuser: Client, variant: Variant, action: str, is_published: bool
) -> None:
    Product.objects.update(is_published=not is_published)
    wish = {"action": action, "_selected_action": [variant.product_id]}

    answer = superuser.post("/admin/catalog/product/", wish, follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["1 products changed."]
    assert Product.objects.get().is_published is is_published


def test_who_may_only_look_does_not_publish(staff: Any, variant: Variant) -> None:
    client = staff("Support")
    assert client.get("/admin/catalog/product/").status_code == 200

    client.post("/admin/catalog/product/", {"action": "withdraw", "_selected_action": [variant.product_id]})

    assert Product.objects.get().is_published
