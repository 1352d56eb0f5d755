"""Staff keeps categories, brands and attributes; paths and search words follow."""

from typing import Any

import pytest
from django.test import Client

from catalog.models import (
    Attribute,
    Brand,
    Category,
    Product,
    Variant,
)

pytestmark = pytest.mark.django_db


def words() -> str:
    return str(Product.objects.values_list("search", flat=True).get())


def test_renaming_a_brand_an_attribute_or_a_category_is_found_at_once(
    superuser: Client, variant: Variant
) -> None:
    brand = Brand.objects.create(name="Old", slug="old")
    colour = Attribute.objects.get(code="colour")
    choice = colour.choices.get()
    Product.objects.update(brand=brand, specification={"colour": "red"})
    names = {"code": "colour", "name": "Tint", "kind": "choice", "unit": "", "explanation": "", "choices-TOTAL_FORMS": 1,
             "choices-INITIAL_FORMS": 1, "choices-0-id": choice.pk, "choices-0-attribute": colour.pk,
             "choices-0-value": "red", "choices-0-label": "Crimson", "choices-0-position": 0}  # fmt: skip

    superuser.post(f"/admin/catalog/brand/{brand.pk}/change/", {"name": "Quixotic", "slug": "old"})
    assert "quixot" in words()
    superuser.post(f"/admin/catalog/attribute/{colour.pk}/change/", names)
    assert "crimson" in words()
    move(superuser, variant.product.category, name="Flibbertigibbet")
    assert "flibbertigibbet" in words()


def category_form(category: Category, **changes: Any) -> dict[str, Any]:
    form: dict[str, Any] = {
        "parent": category.parent_id or "", "name": category.name, "slug": category.slug, "description": "", "position": 0,
        "drawing": "", "declared_attributes-TOTAL_FORMS": 0, "declared_attributes-INITIAL_FORMS": 0,
    }  # fmt: skip
    return form | changes


def paths() -> list[str]:
    return list(Category.objects.order_by("path").values_list("path", flat=True))


@pytest.fixture
def tree(db: None) -> dict[str, Category]:
    lamps = category("lamps")
    bulbs = category("bulbs", lamps)
    return {"lamps": lamps, "bulbs": bulbs, "led": category("led", bulbs), "lamps-2": category("lamps-2")}


def category(slug: str, parent: Category | None = None) -> Category:
    path = f"{parent.path}/{slug}" if parent else slug
    return Category.objects.create(slug=slug, name=slug.capitalize(), parent=parent, path=path)


def move(client: Client, category: Category, **changes: Any) -> Any:
    return client.post(f"/admin/catalog/category/{category.pk}/change/", category_form(category, **changes))


def test_renaming_a_category_moves_what_is_below(superuser: Client, tree: dict[str, Category]) -> None:
    assert move(superuser, tree["lamps"], slug="lights").status_code == 302
    assert paths() == ["lamps-2", "lights", "lights/bulbs", "lights/bulbs/led"]


def test_moving_a_category_takes_what_is_below_along(superuser: Client, tree: dict[str, Category]) -> None:
    assert move(superuser, tree["bulbs"], parent=tree["lamps-2"].pk).status_code == 302
    assert paths() == ["lamps", "lamps-2", "lamps-2/bulbs", "lamps-2/bulbs/led"]
    assert move(superuser, Category.objects.get(slug="bulbs"), parent="").status_code == 302
    assert paths() == ["bulbs", "bulbs/led", "lamps", "lamps-2"]


@pytest.mark.parametrize("below", ["lamps", "bulbs", "led"])
def test_a_category_cannot_stand_below_itself(
    superuser: Client, tree: dict[str, Category], below: str
) -> None:
    answer = move(superuser, tree["lamps"], parent=tree[below].pk)

    assert answer.status_code == 200
    assert "A category cannot stand below itself." in answer.content.decode()
    assert paths() == ["lamps", "lamps-2", "lamps/bulbs", "lamps/bulbs/led"]


def test_two_categories_cannot_share_a_path(superuser: Client, tree: dict[str, Category]) -> None:
    for changes in (
        {"slug": "lamps"},
        {"slug": "bulbs", "parent": tree["lamps"].pk},
        {"slug": "a/b"},
        {"drawing": "no-such"},
    ):
        assert move(superuser, tree["lamps-2"], **changes).status_code == 200
    assert paths() == ["lamps", "lamps-2", "lamps/bulbs", "lamps/bulbs/led"]
