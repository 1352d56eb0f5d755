"""`write_products`: batches of records become rows, once."""

from dataclasses import replace

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import IntegrityError

from catalog.commands.withdraw_products import WithdrawProducts, withdraw_products
from catalog.commands.write_products import (
    EmptyBatch,
    WriteProducts,
    WriteReport,
    preview_products,
    write_products,
)
from catalog.commands.write_tree import TAX_CLASSES, WriteTree, write_tree
from catalog.domain.records import (
    AttributeKind,
    AttributeRecord,
    CategoryRecord,
    ProductRecord,
    VariantRecord,
)
from catalog.models import Product, ProductImage, StockItem, StockMovement, Variant
from catalog.summaries import refresh_summaries
from electricityshop.commands import TransactionRequired

pytestmark = pytest.mark.django_db

CABLE = ProductRecord(
    slug="nym-j",
    name="NYM-J sheathed cable",
    category=("cable", "installation"),
    brand="Kabelwerk",
    summary="For fixed wiring.",
    description="Grey and stiff.",
    specification={"halogen_free": True, "sheath": "grey"},
    variant_axes=("cross_section",),
    variants=(
        VariantRecord(
            "NYM-1.5", "1.5 mm²", 89, {"cross_section": 1.5}, weight=100, ean="4006381333931", stock=500
        ),
        VariantRecord("NYM-2.5", "2.5 mm²", 149, {"cross_section": 2.5}, stock=0),
        VariantRecord("NYM-4", "4 mm²", None, {"cross_section": 4}),
    ),
)


@pytest.fixture(autouse=True)
def tree() -> None:
    write_tree(
        WriteTree(
            attributes=(
                AttributeRecord("cross_section", "Cross-section", AttributeKind.NUMBER, "mm²"),
                AttributeRecord("halogen_free", "Halogen-free", AttributeKind.BOOLEAN),
                AttributeRecord("sheath", "Sheath", AttributeKind.CHOICE, choices=(("grey", "Pebble grey"),)),
            ),
            categories=(
                CategoryRecord(("cable",), "Cable"),
                CategoryRecord(("cable", "installation"), "Fixed wiring"),
            ),
            brands=("Kabelwerk",),
            tax_classes=TAX_CLASSES,
        )
    )


def write(*records: ProductRecord, source: str = "test") -> WriteReport:
    return write_products(WriteProducts(source, records))


def found(words: str) -> bool:
    return Product.objects.filter(
        search=SearchQuery(words, config="english", search_type="websearch")
    ).exists()


def test_a_product_with_its_variants_stock_and_summary() -> None:
    assert write(CABLE) == WriteReport(created=1)

    cable = Product.objects.get(slug="nym-j")
    assert (cable.price, cable.price_to, cable.variant_axes) == (89, 149, ["cross_section"])
    assert list(cable.variants.order_by("position").values_list("sku", "price", "specification")) == [
        ("NYM-1.5", 89, {"cross_section": 1.5}),
        ("NYM-2.5", 149, {"cross_section": 2.5}),
        ("NYM-4", None, {"cross_section": 4}),
    ]
    assert dict(StockItem.objects.values_list("variant__sku", "on_hand")) == {
        "NYM-1.5": 500,
        "NYM-2.5": 0,
        "NYM-4": 0,
    }
    assert list(StockMovement.objects.values_list("variant__sku", "kind", "on_hand_change")) == [
        ("NYM-1.5", "opening", 500)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "sheathed cables",
        "NYM-2.5",
        "4006381333931",
        "kabelwerk",
        "fixed wiring",
        "pebble",
        "halogen",
        "stiff",
        "cross-section",
    ],
)
def test_everything_that_describes_it_is_found(words: str) -> None:
    write(CABLE)

    assert found(words)


def test_a_boolean_that_is_false_is_not_found() -> None:
    write(replace(CABLE, specification={"halogen_free": False}))

    assert not found("halogen")


def test_the_same_record_touches_nothing() -> None:
    write(CABLE)
    before = list(Product.objects.values())

    assert write(replace(CABLE, slug="another")) == WriteReport(unchanged=1)
    assert list(Product.objects.values()) == before


def test_an_update_keeps_slug_stock_and_the_time_it_was_created() -> None:
    write(CABLE)
    old = Product.objects.get()
    cheaper = replace(CABLE.variants[0], price=79, stock=9)

    assert write(replace(CABLE, slug="x", name="New", variants=(cheaper, *CABLE.variants[1:]))).updated == 1

    new = Product.objects.get()
    assert (new.pk, new.slug, new.created_at, new.name, new.price) == (
        old.pk,
        "nym-j",
        old.created_at,
        "New",
        79,
    )
    assert StockItem.objects.get(variant__sku="NYM-1.5").on_hand == 500


def test_a_variant_comes_and_another_goes() -> None:
    write(CABLE)
    six = VariantRecord("NYM-6", "6 mm²", 399, {"cross_section": 6}, stock=7)

    write(replace(CABLE, variants=(*CABLE.variants[1:], six)))

    assert dict(Variant.objects.values_list("sku", "is_active")) == {
        "NYM-1.5": False, "NYM-2.5": True, "NYM-4": True, "NYM-6": True,
    }  # fmt: skip
    cable = Product.objects.get()
    assert (cable.price, cable.price_to) == (149, 399)
    assert StockItem.objects.get(variant__sku="NYM-6").on_hand == 7
    assert not found("4006381333931")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"category": ("nowhere",)}, "there is no category 'nowhere'"),
        ({"brand": "Nobody"}, "there is no brand 'Nobody'"),
        ({"tax_class": "luxury"}, "there is no tax class 'luxury'"),
    ],
)
def test_what_the_shop_does_not_have(changed: dict[str, object], reason: str) -> None:
    report = write(replace(CABLE, **changed))

    assert [entry.reason for entry in report.rejected] == [reason]
    assert not Product.objects.exists()


def test_a_good_record_goes_in_beside_a_bad_one() -> None:
    other = replace(CABLE, slug="other", variants=(VariantRecord("O-1", "", 1),))

    report = write(replace(CABLE, brand="Nobody"), other)

    assert (report.created, [entry.index for entry in report.rejected]) == (1, [0])


def test_the_database_undoes_the_whole_batch() -> None:
    good = replace(CABLE, slug="other", variants=(VariantRecord("O-1", "", 1),))

    with pytest.raises(IntegrityError):
        write(good, replace(CABLE, variants=(replace(CABLE.variants[0], minimum_quantity=0),)))

    assert not Product.objects.exists()
    assert not StockItem.objects.exists()


def test_pictures_follow_the_record() -> None:
    write(replace(CABLE, image_urls=("https://a.example/1.jpg", "https://a.example/2.jpg")))
    first = ProductImage.objects.get(source_url__endswith="2.jpg").pk

    write(replace(CABLE, image_urls=("https://a.example/2.jpg",)))

    assert list(ProductImage.objects.values_list("pk", "alternative_text")) == [
        (first, "NYM-J sheathed cable")
    ]


def test_withdrawing_leaves_other_sources_and_staff_decisions_alone() -> None:
    write(CABLE)
    product = Product.objects.get()

    assert withdraw_products(WithdrawProducts("other", (product.pk,))) == 0
    assert withdraw_products(WithdrawProducts("test", (product.pk,))) == 1
    assert withdraw_products(WithdrawProducts("test", (product.pk,))) == 0
    assert write(CABLE).updated == 1
    assert Product.objects.get().is_published


def test_a_preview_writes_nothing() -> None:
    assert preview_products(WriteProducts("test", (CABLE,))) == WriteReport(created=1)
    assert not Product.objects.exists()


def test_a_batch_has_a_size() -> None:
    with pytest.raises(EmptyBatch):
        WriteProducts("test", ())


@pytest.mark.django_db(transaction=True)
def test_summaries_are_part_of_a_transaction() -> None:
    with pytest.raises(TransactionRequired):
        refresh_summaries([1])
