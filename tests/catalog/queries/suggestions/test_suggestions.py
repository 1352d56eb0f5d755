"""What is suggested to somebody who is still typing."""

import pytest
from django.utils import timezone

from catalog.commands.count_for_search import count_for_search
from catalog.models import Product, SearchPhrase
from catalog.queries.search_terms import SearchTooLong
from catalog.queries.suggestions import suggestions
from tests.catalog.queries.search.shop import shop_of
from tests.factories import CategoryFactory, VariantFactory, listed, product_with_variant

pytestmark = pytest.mark.django_db


def products(text):
    return [card.name for card in suggestions(text).products]


def test_products_begin_with_what_was_typed_the_popular_first():
    shop_of("Cable tie", "Junction box", "Cabinet lamp", "Ceiling lamp")

    assert products("ca") == ["Cable tie", "Cabinet lamp"]
    assert products("c") == ["Cable tie", "Cabinet lamp", "Ceiling lamp"]
    assert products("cabl") == ["Cable tie"]


def test_every_word_counts_and_only_the_last_is_a_beginning():
    shop_of("Cabinet lamp", "Cable tie", "Lamp holder")

    assert products("lamp ca") == ["Cabinet lamp"]
    assert products("lam ca") == []
    assert products("cabinet lamps") == ["Cabinet lamp"]


def test_a_description_is_no_reason_to_suggest():
    shop_of("Cable tie", description="Ties what is loose")
    product_with_variant(name="Hook", summary="for a cable", description="holds a cable")

    assert products("cabl") == ["Cable tie"]


def test_a_brand_and_a_category_are():
    lamps = CategoryFactory.create(slug="lamps", name="Lamps")
    product_with_variant(name="Globe", category=lamps, brand__name="Voltara")
    count_for_search()

    assert products("volt") == ["Globe"]
    assert products("lam") == ["Globe"]


def test_categories_come_with_where_they_are():
    light = CategoryFactory.create(slug="light", name="Light")
    led = CategoryFactory.create(slug="led", name="LED lamps", parent=light)
    CategoryFactory.create(slug="empty", name="Lamps without goods")
    product_with_variant(name="Globe", category=led)

    (found,) = suggestions("lam").categories

    assert (found.name, found.path, found.above) == ("LED lamps", "light/led", ("Light",))


def test_the_last_word_is_completed_with_what_is_in_products():
    shop_of("Red cable tie", "Cable drum", "Cabinet lamp", "Cables")

    assert suggestions("cab").searches == ("cable", "cabinet")
    assert suggestions("Red cab").searches == ("red cable",)
    assert suggestions("drum red cab").searches == ()
    assert "cable" not in suggestions("cable").searches


def test_a_misspelt_word_leads_to_what_was_meant():
    shop_of("Cable tie", "Dimmer")

    assert products("dimer") == ["Dimmer"]
    assert suggestions("dimer").searches == ("dimmer",)


def test_numbers_are_found_by_their_beginning():
    product = product_with_variant(name="Meter", sku="AB-1234")
    VariantFactory.create(product=product, sku="ZZ-9", ean="4006381333931")
    VariantFactory.create(product=product, sku="GONE-77", is_active=False)
    listed(product)

    assert products("ab-12") == products("40063") == products("4006381333931") == ["Meter"]
    assert products("gone-7") == products("40064") == []


def test_only_what_is_published_is_suggested():
    shop_of("Cable tie", "Cable drum")
    Product.objects.filter(name="Cable tie").update(is_published=False)

    assert products("cabl") == ["Cable drum"]


def test_what_was_often_searched_for_and_found_is_suggested():
    now = timezone.now()
    for text, searches, found in (
        ("cable drum 50m", 3, 2), ("cable tie", 9, 5), ("cable rare", 2, 5), ("cable never", 9, 0), ("cable new", 9, None),
    ):  # fmt: skip
        SearchPhrase.objects.create(
            text=text, searches=searches, products=found, searched_at=now, aged_at=now
        )

    assert suggestions("CABLE ").searches == ("cable tie", "cable drum 50m")
    assert suggestions("cable d").searches == ("cable drum 50m",)


@pytest.mark.parametrize(
    "text", ["", "   ", "'", "&|!", "\u202e", "🔌", "' OR 1=1--", "a & | ! (", ":*", "\\"]
)
def test_nonsense_suggests_nothing_and_breaks_nothing(text):
    shop_of("Cable tie")

    assert suggestions(text).products == ()


def test_what_is_too_long_is_refused():
    with pytest.raises(SearchTooLong):
        suggestions("a" * 201)


def test_a_rare_product_is_found_past_the_three_hundred_most_popular():
    shop_of(*(f"Cable {n}" for n in range(305)), "Zither", "Zirconium rod")

    assert products("zi") == ["Zither", "Zirconium rod"]
    Product.objects.update(tier=3)
    assert products("zi") == ["Zither", "Zirconium rod"]


def test_statements_are_bounded(django_assert_max_num_queries):
    shop_of("Cable tie", "Cable drum", "Cabinet lamp")
    suggestions("lamp")

    for text in ("c", "cab", "cable ti", "red cable 5m ti"):
        with django_assert_max_num_queries(7):
            suggestions(text)
