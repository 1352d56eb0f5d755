"""`explain_search` tells why a search finds what it finds."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from catalog.models import SynonymGroup
from catalog.queries.listing.selection import Selection
from catalog.queries.product_list import product_list
from catalog.queries.search.explaining import explained
from catalog.queries.search.matching import Matching
from catalog.queries.search.understanding import understood
from electricityshop.pages import PageRequest
from tests.catalog.queries.search.shop import found, shop_of
from tests.factories import AttributeFactory, BrandFactory, CategoryFactory, product_with_variant

pytestmark = pytest.mark.django_db


def scored(matching):
    """The names of all products to their scores, as the search reckons them."""
    statement = f"WITH asked AS (SELECT {matching.asked.sql}) SELECT p.name, {matching.score} FROM catalog_product p, asked, LATERAL (SELECT {matching.covered} AS covered) has"
    with connection.cursor() as cursor:
        cursor.execute(statement, matching.asked.parameters)
        return dict(cursor.fetchall())


def told(capsys, text, **options):
    call_command("explain_search", text, **options)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("text", ["red lamp", "lamp", "kettel red", "red lamp 60W", "post"])
def test_scores_and_order_are_those_of_the_search(text):
    shop_of("Red lamp 60W", "Lamp post", "Red post", "Red kettle", "Lamp 60W", description="A lamp")

    explanation = explained(Selection(search=text))

    scores, page = scored(Matching(understood(text), 5)), product_list(Selection(search=text), PageRequest())
    assert [product.name for product in explanation.products] == found(text)
    assert {product.name: pytest.approx(product.score) for product in explanation.products} == {
        card.name: scores[card.name] for card in page.items
    }
    assert (explanation.count, explanation.size, explanation.is_relaxed) == (page.count, 5, page.is_relaxed)


def test_a_term_says_where_it_was_found():
    lamps = CategoryFactory.create(slug="lamps", name="Torches")
    AttributeFactory.create(code="shade", name="Shade", kind="text")
    product_with_variant(
        name="Alpha",
        brand=BrandFactory.create(name="Bravo"),
        category=lamps,
        specification={"shade": "charlie"},
        description="delta alpha",
    )

    (product,) = explained(Selection(search="alpha bravo torch charlie delta echo")).products

    assert {share.written: share.places for share in product.shares} == {
        "alpha": ("name", "text"),
        "bravo": ("brand and category",),
        "torch": ("brand and category",),
        "charlie": ("properties",),
        "delta": ("text",),
        "echo": (),
    }
    assert [share.is_found for share in product.shares] == [True] * 5 + [False]
    assert 0.5 < product.covered < 1


def test_a_number_is_named_as_what_puts_a_product_first():
    product_with_variant(name="Plug", sku="ABC-10", popularity=0)
    product_with_variant(name="ABC-10 holder", sku="H-1", popularity=9)

    first, second = explained(Selection(search="abc-10")).products

    assert (first.name, first.is_number, first.sku) == ("Plug", True, "ABC-10")
    assert (second.name, second.is_number) == ("ABC-10 holder", False)


def test_the_command_tells_corrections_synonyms_quantities_and_the_query(capsys):
    SynonymGroup.objects.create(words=["socket", "outlet"])
    shop_of("Outlet red", "Red kettle", "Kettle 60 W")

    lines = told(capsys, "kettel socket 0.06kW")

    text = "\n".join(lines)
    assert "kettel                rarity  0.69  not known, taken for 'kettle', which 2 products have" in text
    assert "also called outlet" in text
    assert "a quantity: 0.06 kW" in text
    assert "'outlet'" in text
    assert "Relaxed: too few have all terms" in text
    assert max(map(len, lines)) <= 100


def test_the_command_tells_each_products_shares(capsys):
    product_with_variant(name="Red lamp", sku="L-1", brand=BrandFactory.create(name="Bright"))

    lines = told(capsys, "red lamp")

    place = next(number for number, line in enumerate(lines) if line.startswith("  1."))
    product, red, lamp, together = lines[place:]
    assert product.endswith("Bright Red lamp (L-1)")
    assert (red.split()[0], red.split()[-1]) == ("red", "name")
    assert (lamp.split()[0], lamp.split()[-1]) == ("lamp", "name")
    assert "x 1.00² of the terms" in together


def test_a_category_narrows_it(capsys):
    CategoryFactory.create(slug="empty")
    shop_of("Lamp")

    assert "1 of 1 products found." in "\n".join(told(capsys, "lamp", category="goods"))
    assert "0 of 1 products found." in "\n".join(told(capsys, "lamp", category="empty"))


@pytest.mark.parametrize(
    "text", ["", "!?", "' OR 1=1--", "a & | ! (", "\\", "x" * 200, "1 " * 100, "🔌 \u202e"]
)
def test_any_text_can_be_explained_in_a_hundred_columns(text, capsys):
    shop_of("Lamp " * 39, "x" * 200)

    assert max(map(len, told(capsys, text))) <= 100


@pytest.mark.parametrize(
    ("text", "category", "sentence"),
    [("x" * 201, "", "at most 200 characters|Search for"), ("lamp", "moon", "category")],
)
def test_what_cannot_be_searched_for_is_said(text, category, sentence):
    with pytest.raises(CommandError, match=rf"(?i){sentence}"):
        call_command("explain_search", text, category=category)
