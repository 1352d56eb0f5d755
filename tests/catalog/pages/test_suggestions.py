"""The list below the search field, the same for other clients, and what the browser tells of searches."""

import pytest
from django.test import Client

from catalog.models import SearchPhrase
from tests.catalog.queries.search.shop import shop_of
from tests.factories import VariantFactory, product_with_variant
from tests.front_door import ask

pytestmark = pytest.mark.django_db


def test_the_list_names_its_groups_and_options(client):
    shop_of("Cable <tie>", price=1190)

    page = client.get("/suggestions?q=cab").content.decode()

    assert (
        'role="option" id="suggestion-1" aria-selected="false" tabindex="-1" href="/search?q=cable"' in page
    )
    assert "Cable &lt;tie&gt;" in page and "€11.90" in page
    assert 'role="group" aria-labelledby="suggested-products"' in page
    assert "2 suggestions" in page
    assert "No suggestions" in client.get("/suggestions?q=zzz").content.decode()


def test_other_clients_get_the_same(client):
    shop_of("Cable tie", "Cable drum")

    answer = client.get("/api/v1/suggestions?q=cab").json()

    assert answer["searches"] == ["cable"]
    assert answer["categories"] == []
    products = answer["products"]
    assert [product["name"] for product in products] == ["Cable tie", "Cable drum"]
    assert products[0]["price"] == 1190 and products[0]["url"].startswith("http://testserver/p/")


@pytest.mark.parametrize("address", ["/suggestions", "/api/v1/suggestions"])
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", 200), ("%27%20OR%201%3D1--", 200), ("a+%26+|+!+(", 200), ("%F0%9F%94%8C", 200), ("%00", 400), ("%ff", 400),
        ("a" * 10_000, 400), ("cable+" * 30, 200), ("%E2%80%AEelbac", 200),
    ],
)  # fmt: skip
def test_any_text_gets_an_answer_or_a_refusal(client, address, text, status):
    shop_of("Cable tie")

    answer = client.get(f"{address}?q={text}")

    assert answer.status_code == status


class TestCached:
    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.mark.parametrize("address", ["/suggestions?q=cable", "/api/v1/suggestions?q=cable"])
    def test_it_is_cached_until_a_product_changes(self, address):
        shop_of("Cable tie")

        assert (ask(address).cache, ask(address).cache) == ("MISS", "HIT")
        product_with_variant(name="Cable drum")
        assert "Cable drum" in ask(address).text

    def test_a_new_number_is_found_at_once(self):
        product = product_with_variant(slug="meter")
        assert "/p/meter/" not in ask("/suggestions?q=zz-9").text

        VariantFactory.create(product=product, sku="ZZ-99")

        assert "/p/meter/" in ask("/suggestions?q=zz-9").text


def test_every_page_has_the_field_and_what_its_script_needs(client):
    page = client.get("/").content.decode()

    assert 'data-suggestions="/suggestions"' in page and 'data-searched="/searched"' in page
    assert 'id="suggestions" class="suggestions" role="listbox"' in page
    assert 'id="suggestions-status" class="visually-hidden" role="status"' in page
    assert "/js/search" in page


class TestSearched:
    pytestmark = pytest.mark.django_db(transaction=True)

    def test_the_browser_tells_what_was_searched_for(self, client):
        shop_of("Cable tie")

        answer = client.post("/searched", {"q": "Cable"}, headers={"sec-fetch-site": "same-origin"})

        assert (answer.status_code, answer.content) == (204, b"")
        assert SearchPhrase.objects.get().text == "cable"

    def test_other_sites_may_not(self):
        shop_of("Cable tie")

        answer = Client(enforce_csrf_checks=True).post(
            "/searched", {"q": "Cable"}, headers={"sec-fetch-site": "cross-site"}
        )

        assert answer.status_code == 403
        assert not SearchPhrase.objects.exists()

    def test_after_sixty_an_hour_nothing_more_is_counted(self, client, settings):
        shop_of("Cable tie")
        settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"searched_ip": (2, 3600)}

        statuses = [
            client.post("/searched", {"q": "cable"}, headers={"sec-fetch-site": "same-origin"}).status_code
            for _ in range(3)
        ]

        assert statuses == [204, 204, 429]
        assert SearchPhrase.objects.get().searches == 2
