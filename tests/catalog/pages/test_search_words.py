"""What a search page says of a search that it had to change."""

import pytest

from tests.factories import product_with_variant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> None:
    product_with_variant(slug="cable", name="Underground cable")
    product_with_variant(slug="lamp", name="Floor lamp")


def page(client, text: str) -> str:
    return client.get("/search", {"q": text}).content.decode()


def test_a_misspelt_word_is_named_with_what_was_looked_for(client) -> None:
    found = page(client, "undergound cable")

    assert "<del>undergound</del> <strong>underground</strong>" in found
    assert "Underground cable" in found
    assert "Not everything here" not in found


def test_a_relaxed_search_says_so(client) -> None:
    found = page(client, "underground lamp")

    assert "Not everything here has all of that" in found
    assert "<del>" not in found


def test_a_search_that_found_what_was_asked_says_nothing(client) -> None:
    found = page(client, "underground cable")

    assert "<del>" not in found
    assert "Not everything here" not in found
