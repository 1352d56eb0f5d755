"""Narrowing a list on the site: addresses, chips, and what nobody can choose."""

import re
from html import unescape

import pytest

from catalog.pages import listing
from catalog.queries.listing import candidates
from tests.factories import AttributeFactory, BrandFactory, CategoryFactory, choices, product_with_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamps():
    AttributeFactory.create(code="power", name="Power", unit="W")
    choices(AttributeFactory.create(code="cap", name="Cap", kind="choice"), "e27", "e14")
    AttributeFactory.create(code="dimmable", name="Dimmable", kind="boolean")
    category = CategoryFactory.create(slug="lamps", name="Lamps")
    glimm, zzap = (
        BrandFactory.create(slug="glimm", name="Glimm"),
        BrandFactory.create(slug="zzap", name="Zzap"),
    )
    for slug, brand, specification in (
        ("small", glimm, {"power": 5, "cap": "e14", "dimmable": True}),
        ("middle", glimm, {"power": 15, "cap": "e27", "dimmable": False}),
        ("large", zzap, {"power": 60, "cap": "e27"}),
    ):
        product_with_variant(slug=slug, brand=brand, category=category, specification=specification)
    return category


@pytest.fixture
def page(client):
    def page(address):
        response = client.get(address)
        assert response.status_code == 200
        return unescape(response.content.decode())

    return page


def shown(text):
    return {slug for slug in ("small", "middle", "large") if f'href="/p/{slug}/"' in text}


def chips(text):
    """Label to the address without it."""
    (found,) = re.findall(r'<ul class="chips" aria-label="Selected">(.*?)</ul>', text, re.DOTALL) or [""]
    links = re.findall(r'href="([^"]*)">(.*?)</a>', found, re.DOTALL)
    return {re.sub(r"<.*", "", label, flags=re.DOTALL).strip(): url for url, label in links}


def checked(text):
    return set(re.findall(r'<input type="checkbox" name="([^"]+)" value="([^"]*)" id="[^"]+" checked>', text))


@pytest.mark.parametrize("list_page", ["/c/lamps/", "/search"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"small", "middle", "large"}),
        ("brand=glimm", {"small", "middle"}),
        ("brand=glimm&brand=zzap&f.cap=e27", {"middle", "large"}),
        ("f.power=10..20&f.power=60", {"middle", "large"}),
        ("f.dimmable=true", {"small"}),
    ],
)
def test_an_address_says_what_is_chosen(page, lamps, list_page, query, expected):
    text = page(f"{list_page}?{query}")

    assert shown(text) == expected
    assert checked(text) == {tuple(part.split("=")) for part in query.split("&") if part}


def test_every_choice_is_a_chip_that_takes_only_itself_back(page, lamps):
    text = page(
        "/c/lamps/?f.power=10..20&f.power=60&brand=glimm&f.dimmable=false&min_price=1&in_stock=on&sort=price&page=1"
    )

    found = chips(text)
    assert set(found) == {
        "Glimm", "Power: 10 to 20 W", "Power: 60 W", "Dimmable: No", "from €1.00", "In stock only", "Remove all",
    }  # fmt: skip
    assert found["Power: 60 W"] == (
        "/c/lamps/?brand=glimm&f.dimmable=false&min_price=1&in_stock=on&sort=price&f.power=10..20"
    )
    assert "brand" not in found["Glimm"]
    assert "f.power=10..20&f.power=60" in found["Glimm"]
    assert found["Remove all"] == "/c/lamps/?sort=price"
    for url in found.values():
        assert "page=" not in url
        page(url)


def test_a_search_has_its_category_as_a_chip(page, lamps):
    text = page("/search?q=small&category=lamps&brand=glimm")

    assert chips(text)["Lamps"] == "/search?q=small&brand=glimm"
    assert chips(text)["Remove all"] == "/search?q=small"
    assert "Lamps" not in chips(page("/c/lamps/?category=lamps&brand=glimm"))


@pytest.mark.parametrize(
    "query",
    [
        "f.colour=red", "f.=1", "f.power=bright", "f.power=20..10", "f.power=..", "f.power=1e9", "f.cap=E27",
        "f.cap=%00", "f.dimmable=yes", "brand=", "brand=%00", "brand=" + "x" * 121, "category=moon", "f.power=٣",
        "f.power=" + "9" * 61, "&".join(f"f.x{number}=1" for number in range(50)),
    ],
)  # fmt: skip
def test_what_nobody_can_choose_is_left_out(client, page, lamps, query):
    if "%00" in query:
        assert client.get(f"/c/lamps/?{query}").status_code == 400
        return

    text = page(f"/search?{query}")

    assert shown(text) == {"small", "middle", "large"}
    assert chips(text) == {}


def test_more_than_can_be_chosen_is_cut(page, lamps):
    text = page("/c/lamps/?" + "&".join(f"f.power={number}" for number in range(100)))

    assert shown(text) == {"small", "middle"}
    assert len(chips(text)) == 41


def test_nothing_found_keeps_what_was_chosen(page, lamps):
    text = page("/c/lamps/?f.power=1000..&brand=glimm")

    assert "Nothing fits this selection" in text
    assert checked(text) == {("f.power", "1000.."), ("brand", "glimm")}
    assert set(chips(text)) == {"Glimm", "Power: at least 1000 W", "Remove all"}


def test_a_list_that_was_cut_says_more_than(page, lamps, monkeypatch):
    monkeypatch.setattr(candidates, "WHOLE", candidates.Bounds(3, 2, 2))

    assert "More than 2 products" in page("/c/lamps/?min_price=0.01")


def test_pages_end_with_a_way_on(client, page, lamps, monkeypatch):
    monkeypatch.setattr(listing, "MOST_PAGES", 2)
    for number in range(60):
        product_with_variant(category=lamps, name=f"Lamp {number}")

    assert "as far as the pages go" not in page("/c/lamps/")
    assert "as far as the pages go" in page("/c/lamps/?page=2")
    assert 'rel="next"' not in page("/c/lamps/?page=2")
    assert client.get("/c/lamps/?page=3").status_code == 404


@pytest.mark.parametrize("rows", [3, 40])
def test_a_chosen_list_costs_a_fixed_number_of_statements(client, lamps, rows, django_assert_num_queries):
    for number in range(rows):
        product_with_variant(category=lamps, specification={"power": number, "cap": "e27"})
    client.get("/c/lamps/")

    with django_assert_num_queries(5):  # choices, candidates, values, products, variants
        client.get("/c/lamps/?f.power=0..100&f.cap=e27&brand=nobody&brand=glimm&min_price=1&in_stock=on")
