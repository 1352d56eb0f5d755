import pytest

from catalog.queries.category_tree import UnknownCategory
from catalog.queries.listing.selection import BadPriceRange, Ordering, Selection
from catalog.queries.product_list import product_list
from catalog.queries.search_terms import SearchTooLong
from electricityshop.pages import PageOutOfRange, PageRequest
from tests.factories import (
    AttributeFactory,
    CategoryFactory,
    ProductFactory,
    VariantFactory,
    declare,
    listed,
    product_with_variant,
)

pytestmark = pytest.mark.django_db


def slugs(page_request=None, **selection):
    return [card.slug for card in product_list(Selection(**selection), page_request or PageRequest()).items]


def test_a_category_holds_what_is_below_it_and_nothing_unpublished():
    cable = CategoryFactory.create(slug="cable")
    below = CategoryFactory.create(slug="solar", parent=cable)
    product_with_variant(slug="on-top", category=cable)
    product_with_variant(slug="below", category=below)
    product_with_variant(slug="elsewhere")
    product_with_variant(slug="hidden", category=cable, is_published=False)

    assert set(slugs(category="cable")) == {"on-top", "below"}
    assert slugs(category="cable/solar") == ["below"]
    with pytest.raises(UnknownCategory):
        slugs(category="moon")


def test_orders():
    product_with_variant(slug="b", name="Bulb", price=300, popularity=5)
    product_with_variant(slug="a", name="Adapter", price=100, popularity=1)
    product_with_variant(slug="c", name="Cable", price=200, popularity=9)
    product_with_variant(slug="unsold", name="Zero", price=None, popularity=0)

    assert slugs() == slugs(ordering=Ordering.POPULAR) == ["c", "b", "a", "unsold"]
    assert slugs(ordering=Ordering.UNPOPULAR) == ["unsold", "a", "b", "c"]
    assert slugs(ordering=Ordering.CHEAPEST) == ["a", "c", "b", "unsold"]
    assert slugs(ordering=Ordering.DEAREST) == ["b", "c", "a", "unsold"]
    assert slugs(ordering=Ordering.NEWEST) == ["unsold", "c", "a", "b"]
    assert slugs(ordering=Ordering.NAME) == ["a", "b", "c", "unsold"]
    assert slugs(ordering=Ordering.NAME_BACKWARDS) == ["unsold", "c", "b", "a"]


@pytest.mark.parametrize("category", ["", "cable"])
def test_the_most_popular_come_first_page_after_page_whichever_subcategory_they_are_in(category):
    cable = CategoryFactory.create(slug="cable")
    places = [cable, *(CategoryFactory.create(parent=cable) for _ in range(2))]
    for popularity in range(7):
        product_with_variant(slug=f"p{popularity}", category=places[popularity % 3], popularity=popularity)
    product_with_variant(slug="hidden", category=cable, popularity=99, is_published=False)

    pages = [slugs(PageRequest(number, 3), category=category) for number in (1, 2, 3)]

    assert pages == [["p6", "p5", "p4"], ["p3", "p2", "p1"], ["p0"]]
    assert product_list(Selection(category=category), PageRequest(1, 3)).count == 7
    with pytest.raises(PageOutOfRange):
        slugs(PageRequest(4, 3), category=category)


def test_a_category_that_holds_nothing_is_an_empty_page():
    CategoryFactory.create(slug="empty")

    page = product_list(Selection(category="empty"), PageRequest())

    assert (page.items, page.count) == ((), 0)


def test_a_price_range_finds_products_that_have_a_price_in_it():
    product_with_variant(slug="cheap", price=500)
    product_with_variant(slug="dear", price=5000)
    both = ProductFactory.create(slug="both")
    VariantFactory.create(product=both, price=500)
    VariantFactory.create(product=both, price=5000)
    listed(both)

    assert set(slugs(minimum=500, maximum=500)) == {"cheap", "both"}
    assert set(slugs(minimum=501)) == {"dear", "both"}
    assert set(slugs(maximum=499)) == set()


@pytest.mark.parametrize("prices", [{"minimum": 2, "maximum": 1}, {"minimum": -1}, {"maximum": 2**31}])
def test_an_impossible_price_range_is_refused(prices):
    with pytest.raises(BadPriceRange):
        Selection(**prices)


def test_in_stock_means_an_active_variant_with_more_on_hand_than_held():
    product_with_variant(slug="there", stock=1)
    gone = product_with_variant(slug="gone", stock=3)
    gone.variants.get().stock.__class__.objects.filter(variant__product=gone).update(held=3)
    retired = product_with_variant(slug="retired", stock=3)
    retired.variants.update(is_active=False)
    never = ProductFactory.create(slug="never-stocked")
    VariantFactory.create(product=never)
    listed(never)

    page = product_list(Selection(), PageRequest())

    assert {card.slug: card.in_stock for card in page.items} == {
        "there": True,
        "gone": False,
        "retired": False,
        "never-stocked": False,
    }
    assert slugs(only_in_stock=True) == ["there"]


def test_a_card_speaks_for_all_variants():
    section = AttributeFactory.create(code="cross_section", unit="mm²", name="Cross-section")
    cores = AttributeFactory.create(code="cores")
    standard = AttributeFactory.create(code="standard", kind="text")
    cable = CategoryFactory.create(slug="cable", drawing="cable")
    declare(cable, standard, cores, section)
    product = ProductFactory.create(
        category=cable, specification={"cores": 3, "standard": "EN 1"}, variant_axes=["cross_section"]
    )
    VariantFactory.create(
        product=product, sku="B", position=2, price=900, specification={"cross_section": 1.5}, stock=0
    )
    VariantFactory.create(
        product=product, sku="A", position=1, price=400, specification={"cross_section": 2.5}, stock=2
    )
    VariantFactory.create(
        product=product, sku="0", is_active=False, price=1, specification={"cross_section": 99}
    )
    listed(product)

    (card,) = product_list(Selection(), PageRequest()).items

    assert (card.sku, card.price, card.price_to, card.currency) == ("A", 400, 900, "EUR")
    assert (card.in_stock, card.variant_count, card.category) == (True, 2, "cable")
    assert [(spec.code, spec.low, spec.high) for spec in card.key_specs] == [
        ("cross_section", 1.5, 2.5),
        ("cores", 3, 3),
    ]
    assert card.drawing.startswith("/drawings/cable/")
    assert "size-2.5" in card.drawing


def test_pages_are_cut_from_one_order_and_end():
    for number in range(5):
        product_with_variant(slug=f"p{number}", popularity=number)

    assert slugs(PageRequest(2, 2)) == ["p2", "p1"]
    assert slugs(PageRequest(3, 2)) == ["p0"]
    with pytest.raises(PageOutOfRange):
        slugs(PageRequest(4, 2))


def test_a_search_finds_all_words_the_last_one_as_a_beginning():
    product_with_variant(slug="nym", name="NYM-J installation cable", description="2.5 mm²")
    product_with_variant(slug="nyy", name="NYY underground cable")

    assert slugs(search="installation cable")[0] == "nym"
    assert slugs(search="cable nym")[0] == "nym"
    assert slugs(search="under") == ["nyy"]
    assert slugs(search="cable 2,5") == slugs(search="cable 2.5") == ["nym"]
    assert set(slugs(search="installation underground")) == {"nym", "nyy"}  # few have all: those with most


def test_an_article_number_comes_first():
    wanted = product_with_variant(slug="wanted", sku="ABC-10", popularity=0)
    wanted.variants.update(ean="4006381333931")
    product_with_variant(slug="longer", sku="ABC-100", popularity=9)
    product_with_variant(slug="worded", name="Works with abc-10 and more", popularity=99)

    assert slugs(search="abc-10")[0] == "wanted"
    assert set(slugs(search="abc-10")) == {"wanted", "longer", "worded"}
    assert slugs(search="ABC-1")[-1] == "worded"
    assert slugs(search="4006381333931") == ["wanted"]


@pytest.mark.parametrize(
    "text",
    [
        "' OR 1=1--",
        "a & | ! (",
        "word " * 39,
        "🔌⚡",
        "%",
        "\\",
        "'",
        "''\\'",
        ":*",
        "<->",
        "qq:*zz",
        "___",
        "-",
    ],
)
def test_nonsense_finds_nothing_and_breaks_nothing(text):
    # what is counted by the factories may hold a number that is looked for
    category = CategoryFactory.create(slug="things")
    product_with_variant(name="Socket", sku="SOCKET", slug="socket", category=category, brand=None)

    assert slugs(search=text) == []


def test_a_search_has_a_longest_length():
    assert Selection(search="x" * 200)
    with pytest.raises(SearchTooLong):
        Selection(search="x" * 201)


@pytest.mark.parametrize("rows", [5, 50])
def test_the_number_of_statements_does_not_depend_on_the_rows(rows, django_assert_num_queries):
    category = CategoryFactory.create(slug="cable")
    for _ in range(rows):
        product_with_variant(category=category, name="Cable")

    with django_assert_num_queries(6):
        page = product_list(Selection(category="cable"), PageRequest(1, 50))
        assert len(page.items) == rows
    with django_assert_num_queries(6):
        product_list(Selection(category="cable", search="cable"), PageRequest(1, 50))
