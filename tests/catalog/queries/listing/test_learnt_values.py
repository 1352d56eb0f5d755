"""What products can be chosen by is written with them, whatever writes them, and in the same transaction."""

import importlib
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from catalog.commands.write_products import WriteProducts, write_products
from catalog.commands.write_tree import TAX_CLASSES, WriteTree, write_tree
from catalog.domain.records import CategoryRecord, ProductRecord, VariantRecord
from catalog.models import FacetValue, Product
from catalog.summaries import refresh_summaries
from tests.factories import (
    AttributeFactory,
    BrandFactory,
    CategoryFactory,
    ProductFactory,
    VariantFactory,
    choices,
    listed,
)

pytestmark = pytest.mark.django_db

_HAD = """
SELECT p.slug, COALESCE(a.code, 'brand'), COALESCE(b.slug, f.value), f.number
FROM catalog_product p, unnest(p.facets) AS had (id)
JOIN catalog_facetvalue f USING (id)
LEFT JOIN catalog_attribute a ON a.id = f.attribute_id LEFT JOIN catalog_brand b ON b.id = f.brand_id
"""


def every_value():
    """Of each product what it can be chosen by: slug, attribute, value, number."""
    with connection.cursor() as cursor:
        cursor.execute(_HAD)
        return set(cursor.fetchall())


def had(slug):
    return {(code, value) for product, code, value, _number in every_value() if product == slug}


@pytest.fixture
def attributes():
    AttributeFactory.create(code="power", unit="W")
    choices(AttributeFactory.create(code="cap", kind="choice"), "e27", "e14")
    AttributeFactory.create(code="dimmable", kind="boolean")
    AttributeFactory.create(code="standard", kind="text")


def test_a_product_has_its_own_values_those_of_its_variants_on_sale_and_its_brand(attributes):
    product = ProductFactory.create(
        slug="lamp", brand__slug="glimm", specification={"cap": "e27", "power": 5.0, "standard": "EN 1"}
    )
    VariantFactory.create(product=product, specification={"power": 7.5, "dimmable": True})
    VariantFactory.create(product=product, specification={"power": 5, "dimmable": False})
    VariantFactory.create(product=product, specification={"power": 99}, is_active=False)

    listed(product)

    assert every_value() == {
        ("lamp", "brand", "glimm", None),
        ("lamp", "cap", "e27", None),
        ("lamp", "power", "5", 5),
        ("lamp", "power", "7.5", 7.5),
        ("lamp", "dimmable", "true", None),
        ("lamp", "dimmable", "false", None),
    }
    assert product.facets == sorted(set(product.facets))


def test_raw_values_of_another_kind_and_long_ones_are_left_out(attributes):
    product = ProductFactory.create(
        slug="odd",
        brand=None,
        specification={"power": "bright", "cap": 27, "dimmable": "true", "nobody": "knows"},
    )
    VariantFactory.create(product=product, specification={"power": True, "cap": "x" * 61, "dimmable": 1})
    VariantFactory.create(product=product, specification={"power": None, "cap": "y" * 60, "dimmable": [True]})
    VariantFactory.create(product=product, specification={"power": 1e300})

    listed(product)

    assert had("odd") == {("cap", "y" * 60)}


def test_a_changed_variant_changes_what_its_product_has(attributes):
    product = ProductFactory.create(slug="lamp", brand=None)
    variant = VariantFactory.create(product=product, specification={"power": 5})
    listed(product)

    variant.specification = {"power": 60}
    variant.save()
    listed(product)

    assert had("lamp") == {("power", "60")}


def test_an_import_writes_the_same_values_and_nothing_when_it_is_undone(attributes):
    tree = WriteTree(
        categories=(CategoryRecord(("lamps",), "Lamps"),), brands=("Glimm",), tax_classes=TAX_CLASSES
    )
    write_tree(tree)
    record = ProductRecord(
        slug="lamp", name="Lamp", category=("lamps",), brand="Glimm", specification={"cap": "e27", "power": 5.50},
        variants=(VariantRecord("L-1", "", 900, specification={"dimmable": True}),),
    )  # fmt: skip
    broken = ProductRecord(
        slug="other", name="Other", category=("lamps",), specification={"power": 77},
        variants=(VariantRecord("L-2", "", 2**40),),
    )  # fmt: skip

    write_products(WriteProducts("test", (record,)))
    with pytest.raises(Exception, match="out of range"):
        write_products(WriteProducts("test", (broken,)))

    assert had("lamp") == {("brand", "glimm"), ("cap", "e27"), ("power", "5.5"), ("dimmable", "true")}
    assert not FacetValue.objects.filter(number=77).exists()


def test_values_are_gone_with_the_transaction_that_learnt_them(attributes):
    with pytest.raises(RuntimeError), transaction.atomic():
        listed(ProductFactory.create(brand=None, specification={"power": 5}))
        assert FacetValue.objects.count() == 1
        raise RuntimeError

    assert FacetValue.objects.count() == 0


def test_the_migration_fills_in_what_summaries_write(attributes):
    brand = BrandFactory.create(slug="glimm")
    category = CategoryFactory.create()
    specifications = [
        {"power": 5, "cap": "e27"}, {"power": 5.0}, {"power": 7.25, "dimmable": False}, {"power": "x", "cap": "z" * 61},
        {"standard": "EN 1"}, {},
    ]  # fmt: skip
    for place, specification in enumerate(specifications):
        product = ProductFactory.create(
            brand=brand if place % 2 else None, category=category, specification=specification
        )
        VariantFactory.create(product=product, specification={"power": place / 4, "dimmable": True})
        VariantFactory.create(product=product, specification={"power": 1000}, is_active=False)
        listed(product)
    written, rows = every_value(), known()
    FacetValue.objects.all().delete()
    Product.objects.update(facets=[])

    migration = importlib.import_module("catalog.migrations.0005_facet_values")
    with connection.cursor() as cursor:
        cursor.execute(migration.LEARN)
        cursor.execute(migration.FILL)

    assert len(written) > 15
    assert every_value() == written
    assert known() == rows


def known():
    return set(FacetValue.objects.values_list("attribute__code", "value", "number", "brand__slug"))


WRITERS = 4


@pytest.mark.django_db(transaction=True)
def test_many_learn_the_same_values_at_once():
    """Nobody fails, each value is learnt once, and every product has its own."""
    codes = [AttributeFactory.create(code=f"power_{number}").code for number in range(40)]
    category = CategoryFactory.create()
    ids = [
        [
            ProductFactory.create(
                brand=None, category=category, specification=dict.fromkeys(codes, number)
            ).pk
            for number in range(20)
        ]
        for _ in range(WRITERS)
    ]
    start = Barrier(WRITERS)

    def learn(own):
        try:
            with transaction.atomic():
                start.wait(timeout=20)
                refresh_summaries(own)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(learn, ids))

    assert FacetValue.objects.count() == 800
    assert len(every_value()) == 800 * WRITERS


@pytest.mark.django_db(transaction=True)
def test_who_comes_second_waits_and_has_the_value_of_the_first():
    """The first has learnt it and not committed; the second needs the same one."""
    AttributeFactory.create(code="power")
    first, second = (ProductFactory.create(brand=None, specification={"power": 5}) for _ in range(2))

    def learn_second():
        try:
            listed(second)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            refresh_summaries([first.pk])
            waiting = other.submit(learn_second)
            wait_for_a_lock()
        waiting.result(timeout=20)

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.facets == second.facets == list(FacetValue.objects.values_list("pk", flat=True))


def wait_for_a_lock():
    for _ in range(400):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
                "WHERE NOT l.granted AND a.datname = current_database()"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    pytest.fail("The second writer did not wait for the first.")
