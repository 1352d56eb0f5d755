"""The words that products are named with are known as soon as the product is, and counted from time to time."""

import pytest
from django.db import transaction

from catalog.commands.count_for_search import count_for_search
from catalog.commands.write_products import WriteProducts, write_products
from catalog.commands.write_tree import TAX_CLASSES, WriteTree, write_tree
from catalog.domain.records import CategoryRecord, ProductRecord, VariantRecord
from catalog.models import Product, SearchWord
from catalog.queries.search.known_words import KnownWord, known_words, meant_instead
from catalog.words import count_words, learn_words
from electricityshop.commands import TransactionRequired
from tests.catalog.queries.search.shop import shop_of
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


def stems():
    return dict(SearchWord.objects.values_list("word", "stem"))


def counts():
    return dict(SearchWord.objects.values_list("word", "products"))


def test_a_product_teaches_the_words_of_its_name_brand_category_and_variants_on_sale():
    product = ProductFactory.create(
        name="The USB-C chargers",
        brand=BrandFactory.create(name="Anker"),
        category=CategoryFactory.create(name="Phones"),
        summary="Unheard of",
    )
    VariantFactory.create(product=product, name="White")
    VariantFactory.create(product=product, name="Retired", is_active=False)

    listed(product)

    assert stems() == {
        "the": "", "usb-c": "", "usb": "usb", "c": "c", "chargers": "charger",
        "anker": "anker", "phones": "phone", "white": "white",
    }  # fmt: skip


def test_an_import_teaches_the_same_words():
    write_tree(
        WriteTree(
            categories=(CategoryRecord(("phones",), "Phones"),), brands=("Anker",), tax_classes=TAX_CLASSES
        )
    )
    record = ProductRecord(
        slug="charger", name="The USB-C chargers", category=("phones",), brand="Anker", summary="Unheard of",
        variants=(VariantRecord("A-1", "White", 900),),
    )  # fmt: skip

    write_products(WriteProducts("test", (record,)))

    assert set(stems()) == {"the", "usb-c", "usb", "c", "chargers", "anker", "phones", "white"}


def test_words_are_gone_with_the_transaction_that_learnt_them():
    with pytest.raises(RuntimeError), transaction.atomic():
        shop_of("Kettle")
        assert "kettle" in stems()
        raise RuntimeError

    assert stems() == {}


def test_a_word_too_long_to_be_one_is_not_learnt():
    shop_of(f"{'x' * 64} {'y' * 65}")

    assert set(stems()) == {"x" * 64, "goods"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("write", [count_words, lambda: learn_words([1])])
def test_words_are_learnt_and_counted_inside_a_transaction(write):
    with pytest.raises(TransactionRequired):
        write()


def test_a_word_is_counted_in_the_products_that_can_be_bought():
    shop_of("Lamp lamp", "Lamp post", "Desk lamps")
    Product.objects.filter(name="Lamp post").update(is_published=False)

    count_for_search()

    assert counts() == {"lamp": 1, "lamps": 1, "desk": 1, "goods": 2, "post": 0}
    assert known_words(["lamp"])["lamp"] == KnownWord("lamp", is_written_so=True, products=2)


def test_what_only_withdrawn_products_have_is_still_a_word_but_nothing_is_corrected_to_it():
    shop_of("Kettle")
    assert meant_instead("kettel").word == "kettle"

    Product.objects.update(is_published=False)
    count_for_search()

    assert known_words(["kettle"])["kettle"].is_known
    assert meant_instead("kettel") is None


def test_properties_choices_and_categories_are_words_too_whether_products_are_named_so_or_not():
    choices(AttributeFactory.create(name="Sheath"), "pebble-grey")
    CategoryFactory.create(name="Cables")
    shop_of("Grey box")

    count_for_search()
    count_for_search()

    assert counts() == {"sheath": 1, "pebble": 1, "grey": 1, "cables": 1, "box": 1, "goods": 1}


def test_words_are_looked_up_in_one_statement(django_assert_num_queries):
    shop_of("Lamp", "The lamps")

    with django_assert_num_queries(1):
        known = known_words(["lamp", "lamps", "the", "lamping", "lmap"])

    assert known == {
        "lamp": KnownWord("lamp", is_written_so=True, products=2),
        "lamps": KnownWord("lamp", is_written_so=True, products=2),
        "lamping": KnownWord("lamp", is_written_so=False, products=2),
        "the": KnownWord("", is_written_so=True, products=0),
        "lmap": KnownWord("lmap", is_written_so=False, products=0),
    }
