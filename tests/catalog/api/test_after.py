"""Lists that are read on from where one was: every product once, however long the list."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest

from catalog.api import parameters
from catalog.models import Brand, Product
from catalog.queries.listing.cursor import Cursor
from catalog.queries.listing.selection import Ordering
from tests.factories import CategoryFactory, product_with_variant

pytestmark = pytest.mark.django_db

ORDERINGS = [ordering for ordering in Ordering if ordering != Ordering.RELEVANCE]


@pytest.fixture
def shop():
    """Equal popularities, prices and names among them, two not for sale, in three categories."""
    cable = CategoryFactory.create(slug="cable")
    places = [cable, *(CategoryFactory.create(parent=cable) for _ in range(2))]
    for number in range(11):
        product_with_variant(
            slug=f"p{number}",
            name=f"Cable {number % 4}",
            category=places[number % 3],
            popularity=number % 3,
            price=None if number in {4, 7} else 100 * (number % 5),
            brand=Brand.objects.filter(slug="only").first() or Brand.objects.create(name="Only", slug="only"),
        )
    return cable


def walk(client, query, meanwhile=lambda: None):
    """The slugs of each page."""
    address, pages = f"/api/v1/products?{query}", []
    while address:
        response = client.get(address)
        body = response.json()
        assert response.status_code == 200, body
        pages.append([product["slug"] for product in body["results"]])
        assert body["previous"] is None
        address = body["next"]
        assert len(pages) < 50
        meanwhile()
    return pages


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("narrowed", ["", "&category=cable", "&brand=only&in_stock=true"])
@pytest.mark.parametrize("size", [3, 11])
def test_a_walk_sees_every_product_once_in_the_order_of_the_pages(client, shop, ordering, narrowed, size):
    whole = client.get(f"/api/v1/products?page=1&page_size=100&ordering={ordering}{narrowed}").json()

    pages = walk(client, f"page_size={size}&ordering={ordering}{narrowed}")

    seen = [slug for page in pages for slug in page]
    assert seen == [product["slug"] for product in whole["results"]]
    assert len(seen) == 11
    assert [len(page) for page in pages] == ([3, 3, 3, 2] if size == 3 else [11])


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_what_comes_and_goes_meanwhile_moves_nothing(client, shop, ordering):
    def meanwhile():
        product_with_variant(category=shop, name="AAA", popularity=99, price=1)
        product_with_variant(category=shop, name="ZZZ", popularity=0, price=99_999)
        Product.objects.exclude(slug__startswith="p1").filter(name="AAA").update(is_published=False)

    pages = walk(client, f"page_size=2&ordering={ordering}", meanwhile)[:30]

    seen = [slug for page in pages for slug in page]
    assert len(seen) == len(set(seen))
    assert {f"p{number}" for number in range(11)} <= set(seen)


def test_the_count_is_that_of_the_whole_list(client, shop):
    first = client.get("/api/v1/products?page_size=4&category=cable").json()
    second = client.get(first["next"]).json()

    assert (first["count"], second["count"], second["is_exact"]) == (11, 11, True)
    assert client.get(first["next"] + "&facets=true").json()["facets"]["in_stock"] == 11


def test_who_pages_by_number_goes_on_so(client, shop):
    body = client.get("/api/v1/products?page=2&page_size=4").json()

    assert "page=3" in body["next"]
    assert "after" not in body["next"]


GOOD = Cursor(Ordering.POPULAR, 5, 17).text
TAMPERED = urlsafe_b64encode(urlsafe_b64decode(GOOD + "==").replace(b"17", b"18")).decode().rstrip("=")
FAR = Cursor(Ordering.POPULAR, 2**63, 17).text


@pytest.mark.parametrize(
    "query",
    [
        {"after": "nonsense"},
        {"after": "ü"},
        {"after": "="},
        {"after": "A" * 3000},
        {"after": GOOD[:-1]},
        {"after": GOOD[:7] + ("A" if GOOD[7] != "A" else "B") + GOOD[8:]},
        {"after": GOOD + "AAAA"},
        {"after": TAMPERED},
        {"after": FAR},
        {"after": Cursor(Ordering.POPULAR, None, 1).text},
        {"after": Cursor(Ordering.POPULAR, "x", 1).text},
        {"after": Cursor(Ordering.POPULAR, 1, -1).text},
        {"after": Cursor(Ordering.NEWEST, "yesterday", 1).text, "ordering": "newest"},
        {"after": Cursor(Ordering.NAME, "a\0", 1).text, "ordering": "name"},
        {"after": Cursor(Ordering.NAME, 3, 1).text, "ordering": "name"},
        {"after": Cursor(Ordering.CHEAPEST, True, 1).text, "ordering": "price"},
        {"after": GOOD, "ordering": "price"},
        {"after": GOOD, "page": "2"},
        {"after": GOOD, "search": "lamp"},
    ],
)
def test_a_cursor_that_no_such_list_gave_is_a_problem(client, query):
    response = client.get("/api/v1/products", query)

    assert (response.status_code, response.json()["code"]) == (400, "bad_cursor")
    assert list(response.json()["errors"]) == ["after"]


def test_a_cursor_of_a_product_that_is_gone_still_leads_on(client, shop):
    first = client.get("/api/v1/products?page_size=3").json()
    Product.objects.filter(slug=first["results"][-1]["slug"]).update(is_published=False)

    second = client.get(first["next"]).json()

    assert len(second["results"]) == 3
    assert not {each["slug"] for each in first["results"]} & {each["slug"] for each in second["results"]}


def test_a_page_number_too_far_leads_to_after(client, shop, monkeypatch):
    monkeypatch.setattr(parameters, "LAST_OFFSET", 6)

    assert client.get("/api/v1/products?page=2&page_size=3").status_code == 200
    response = client.get("/api/v1/products?page=3&page_size=3")

    assert (response.status_code, response.json()["code"]) == (400, "page_too_far")
    assert "`after`" in response.json()["errors"]["page"][0]
    assert client.get("/api/v1/products?page=101&page_size=100").status_code == 400


def test_the_shops_beginning_is_two_statements(client, shop, django_assert_num_queries):
    client.get("/api/v1/products?page_size=2")
    after = Cursor(Ordering.POPULAR, 2, 10**9).text

    with django_assert_num_queries(2):
        client.get("/api/v1/products?page_size=2")
    with django_assert_num_queries(2):
        client.get("/api/v1/products", {"page_size": 3, "after": after, "category": "cable"})
