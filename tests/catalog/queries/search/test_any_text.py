"""Whatever is typed is answered: by the query, the page and the API."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.models import SynonymGroup
from catalog.queries.listing.selection import Selection
from catalog.queries.product_list import product_list
from catalog.queries.search.understanding import MOST_TERMS, understood
from electricityshop.pages import PageRequest
from tests.catalog.queries.search.shop import shop_of

pytestmark = pytest.mark.django_db

SIGNS = "abzé '\"\\&|!()<->:*%_-/.,;²½0159mWvAK\u202e\u200b😀ßﬁ\t\n"
PIECES = [
    "' OR 1=1--",
    "a & | ! (",
    "<->",
    ":*",
    "usb-c",
    "power bank",
    "60W",
    '1/2"',
    "\\'",
    "''",
    "the",
    "lapm",
]
TYPED = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200) | (
    st.text(SIGNS, max_size=200) | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
)
NONSENSE = [
    "' OR 1=1--", "a & | ! (", "'", "''", "\\", "\\'", "'\\", "''\\'", '"', "%", "_", ":*", "a:*", "<->", "<2>", "!!a",
    "word " * 1_000, "x" * 10_000, "60W " * 2_500, "a-" * 5_000, "🔌⚡", "\u202eabc\u202c", "e\u0301\u0301", "ﬁ ½ ①",
    "<script>", "{{ 7 * 7 }}", "a\tb\nc", "\u200b", "-", "---", "1/0", "9" * 200, "9" * 190 + "kW", "-40°C",
]  # fmt: skip


@pytest.fixture
def shop():
    SynonymGroup.objects.create(words=["power bank", "charger"])
    shop_of("USB-C lamp 60 W", "Power bank", "Plug ' & \\ | (")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TYPED)
def test_the_query_answers(shop, text):
    assert len(understood(text).terms) <= MOST_TERMS

    page = product_list(Selection(search=text), PageRequest())

    assert len(page.items) == page.count <= 3


@pytest.mark.repeats("catalog_searchword")  # every misspelt word is looked up by itself, so many and no more
@pytest.mark.parametrize("text", NONSENSE, ids=lambda text: ascii(text[:12]))
def test_the_page_answers_and_shows_it_as_text(client, shop, text):
    response = client.get("/search", {"q": text})

    assert response.status_code == 200
    assert b"<script>&" not in response.content
    assert b"49" not in response.content or "7 * 7" not in text


@pytest.mark.parametrize("text", NONSENSE, ids=lambda text: ascii(text[:12]))
def test_the_api_answers_or_says_that_it_is_too_long(client, shop, text):
    response = client.get("/api/v1/products", {"search": text})

    assert response.status_code == (400 if len(text.strip()) > 200 else 200)


@pytest.mark.parametrize("query", ["%00", "a%00b", "%ff", "%c3%28", "%ed%a0%80", "%f0%9f%94%8c%00"])
def test_what_is_no_text_is_a_400(client, shop, query):
    assert client.get(f"/search?q={query}").status_code == 400
    assert client.get(f"/api/v1/products?search={query}").status_code == 400


def test_a_text_of_the_greatest_length_costs_no_more_statements(shop, django_assert_max_num_queries):
    understood("lamp")
    text = " ".join(f"wrod{chr(97 + number)}" for number in range(26))[:200]

    with django_assert_max_num_queries(1 + 2 * 32):
        understood(text)
