"""Staff keeps the catalogue: forms refuse nonsense with a sentence, and what is derived follows at once."""

from typing import Any

import pytest
from django.test import Client

from catalog.models import (
    Attribute,
    AttributeChoice,
    Brand,
    Category,
    Product,
    StockItem,
    StockMovement,
    Variant,
)
from tests.admin.shop import Shop
from tests.orders.api.app import rows
from tests.orders.test_finalization import relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def variant(shop: Shop) -> Variant:
    Attribute.objects.create(code="length", name="Length", kind="number", unit="m")
    Attribute.objects.create(code="maker", name="Maker", kind="text")
    colour = Attribute.objects.create(code="colour", name="Colour", kind="choice")
    AttributeChoice.objects.create(attribute=colour, value="red", label="Red")
    return shop.new_variant(price=1_000, on_hand=8)


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
