import pytest

from tests.factories import (
    product_with_variant,
)

pytestmark = pytest.mark.django_db


def test_a_search_finds_and_keeps_what_was_typed(client):
    product_with_variant(name="Wallbox 11 kW", sku="WB-11")

    assert "Wallbox 11 kW" in client.get("/search", {"q": "wallbox"}).content.decode()
    assert "Wallbox 11 kW" in client.get("/search", {"q": "wb-11"}).content.decode()
    assert 'value="wallbox"' in client.get("/search", {"q": "wallbox"}).content.decode()
    assert "All products" in client.get("/search").content.decode()


def test_a_search_without_results_offers_a_way_on(client, cable):
    product_with_variant(category=cable)

    page = client.get("/search", {"q": "zzzz"}).content.decode()

    assert "Nothing matches that" in page
    assert 'href="/c/cable/"' in page


@pytest.mark.repeats("catalog_searchword")  # every misspelt word is looked up by itself, so many and no more
@pytest.mark.parametrize(
    "text", ["' OR 1=1--", "a & | ! (", "word " * 1000, "x" * 10_000, "🔌", "\\", "%", "<script>", "'", ":*"]
)
def test_nonsense_is_searched_for_and_shown_as_text(client, text):
    response = client.get("/search", {"q": text})

    assert response.status_code == 200
    assert b"<script>&" not in response.content
    assert (b"its first 200 characters" in response.content) == (len(text) > 200)


@pytest.mark.parametrize("query", ["q=%00", "q=%ff", "q=a%00b"])
def test_text_that_cannot_be_is_a_400(client, query):
    assert client.get(f"/search?{query}").status_code == 400
