"""What a request for a cached page gets: which page, in which form, with which headers."""

import json
import re

import pytest

from catalog.models import Product
from electricityshop.caching.pages.asking import in_order
from electricityshop.caching.pages.profiles import profile
from tests.factories import AttributeFactory, product_with_variant
from tests.front_door import ask

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_parameter_that_the_page_does_not_know_neither_varies_it_nor_reaches_it(lamp: Product) -> None:
    plain = ask("/api/v1/products?page_size=5")

    found = ask("/api/v1/products?utm_source=%22%3E%3Cscript%3E&page_size=5&page_size=5&fbclid=%ff%00")

    assert found.cache == "HIT"
    assert found.raw == plain.raw
    assert "utm" not in json.dumps(json.loads(ask("/api/v1/products?page_size=1&utm=1").text))


def test_parameters_vary_the_page_in_any_order(lamp: Product) -> None:
    ask("/api/v1/products?page_size=5&search=lamp")

    assert ask("/api/v1/products?search=lamp&page_size=5").cache == "HIT"
    assert ask("/api/v1/products?search=lamp&page_size=6").cache == "MISS"
    assert ask("/api/v1/products?search=l%61mp&page_size=6&ordering=").cache == "HIT"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("q=a+b", "q=a+b"),
        ("q=a%20b", "q=a+b"),
        ("page=2&q=x", "q=x&page=2"),
        ("q=x&q=y", "q=y"),
        ("q=&page=", ""),
        ("q", ""),
        ("&&=&q=1&", "q=1"),
        ("q=%ff%00", "q=%FF%00"),
        ("Q=x&q[]=y", ""),
        ("view=cards", ""),
        ("view=table", "view=table"),
        ("view=nonsense", "view=nonsense"),
        ("brand=b&brand=a&brand=b&q=x", "q=x&brand=a&brand=b"),
        ("f.power=60&f.cap=e27&f.power=10..20", "f.cap=e27&f.power=10..20&f.power=60"),
        ("f.=1&f.a%20b=1&f.<b>=1&g.power=1&f.power=", ""),
    ],
)
def test_a_query_has_one_form(query: str, canonical: str) -> None:
    assert in_order(profile("SearchPage"), query, ())[0] == canonical


def test_what_is_remembered_stands_where_it_would_have_been_given() -> None:
    remembered = (("view", "table"),)

    assert in_order(profile("SearchPage"), "page=2&q=x", remembered)[0] == "q=x&view=table&page=2"


def test_what_was_chosen_reaches_the_page() -> None:
    for slug, power in (("weak", 5), ("middle", 15), ("strong", 60)):
        product_with_variant(
            slug=slug, brand__slug=slug, specification={AttributeFactory(code="power").code: power}
        )

    narrowed = ask("/search?f.power=60&f.power=10..20").text
    branded = ask("/search?brand=weak&brand=strong").text

    assert [f"/p/{slug}/" in narrowed for slug in ("weak", "middle", "strong")] == [False, True, True]
    assert [f"/p/{slug}/" in branded for slug in ("weak", "middle", "strong")] == [True, False, True]


def test_a_list_is_read_on_and_its_facets_told_through_the_cache(lamp: Product) -> None:
    product_with_variant(slug="first", popularity=9)

    first = json.loads(ask("/api/v1/products?page_size=1").text)
    second = json.loads(ask(first["next"].removeprefix("http://testserver") + "&facets=true").text)

    assert [each["results"][0]["slug"] for each in (first, second)] == ["first", "lamp"]
    assert second["next"] is None
    assert second["facets"]["in_stock"] == 2


def test_bad_input_gets_its_answer_and_is_not_kept(lamp: Product) -> None:
    for _ in range(2):
        bad = ask("/api/v1/products?page_size=x")
        assert (bad.status, bad.cache) == (400, "BYPASS")
        assert ask("/search?q=%00").status == 400
        missing = ask("/p/nothing/")
        assert (missing.status, missing.cache) == (404, "BYPASS")
    product_with_variant(slug="nothing")
    assert ask("/p/nothing/").status == 200


def test_who_has_the_page_is_told_so(lamp: Product) -> None:
    tag = ask("/p/lamp/").headers["etag"]

    unchanged = ask("/p/lamp/", if_none_match=tag)
    assert (unchanged.status, unchanged.raw, unchanged.headers["etag"]) == (304, b"", tag)
    assert ask("/p/lamp/", if_none_match=f'"x", {tag}').status == 304
    assert ask("/p/lamp/", if_none_match='"x"').status == 200
    Product.objects.update(name="Lantern")
    assert ask("/p/lamp/", if_none_match=tag).status == 200


def test_a_page_built_anew_that_came_out_the_same_is_still_the_same(lamp: Product) -> None:
    tag = ask("/p/lamp/").headers["etag"]

    lamp.save()

    assert ask("/p/lamp/", if_none_match=tag).status == 304


def test_head_answers_without_the_body(lamp: Product) -> None:
    whole = ask("/p/lamp/")

    head = ask("/p/lamp/", method="HEAD")

    assert (head.status, head.raw, head.cache) == (200, b"", "HIT")
    assert head.headers["content-length"] == whole.headers["content-length"]


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "deflate, gzip"])
def test_it_is_compressed_for_whom_can_read_that(lamp: Product, accepted: str) -> None:
    plain = ask("/p/lamp/")

    packed = ask("/p/lamp/", accept_encoding=accepted)

    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.raw) < len(plain.raw) / 2
    assert packed.text == plain.text
    assert "Accept-Encoding" in packed.headers["vary"]


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
def test_it_is_plain_for_whom_cannot(lamp: Product, accepted: str) -> None:
    assert "content-encoding" not in ask("/p/lamp/", accept_encoding=accepted).headers


def test_clients_may_keep_the_api_for_a_minute_and_pages_not_without_asking(lamp: Product) -> None:
    assert ask("/api/v1/products").headers["cache-control"] == "public, max-age=60"
    assert ask("/p/lamp/").headers["cache-control"] == "public, no-cache"
    assert ask("/cart").headers["cache-control"] == "private, no-store"
    assert ask("/cart").cache == ""


def test_the_way_of_showing_lists_is_remembered_by_the_browser(lamp: Product) -> None:
    chosen = ask("/c/lamps/?view=table")
    [cookie] = chosen.cookies
    assert cookie.startswith("list_view=table; HttpOnly; Max-Age=")
    assert 'class="table compare"' in chosen.text

    later = ask("/c/lamps/", cookie="x=1; list_view=table")
    assert (later.cache, later.text, later.cookies) == ("HIT", chosen.text, ())
    assert "Cookie" in later.headers["vary"]
    assert 'class="table compare"' not in ask("/c/lamps/", cookie="list_view=../etc").text
    back = ask("/c/lamps/?view=cards", cookie="list_view=table")
    assert back.cookies[0].startswith("list_view=cards;")
    assert 'class="table compare"' not in back.text


def test_hosts_do_not_share_pages(lamp: Product) -> None:
    ask("/api/v1/products", host="127.0.0.1")

    other = ask("/api/v1/products", host="localhost")

    assert other.cache == "MISS"
    assert "http://localhost/" in other.text
    assert ask("/api/v1/products", host="evil.example").status == 400
    assert ask("/api/v1/products", host="localhost", x_forwarded_host="evil.example").raw == other.raw


def test_releases_do_not_share_pages(lamp: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("/p/lamp/")

    monkeypatch.setattr("electricityshop.caching.pages.asking._release", lambda: "the next one")

    assert ask("/p/lamp/").cache == "MISS"


def test_a_drawing_is_drawn_once(lamp: Product) -> None:
    address = re.search(r"/drawings/[^\"?]+", ask("/p/lamp/").text).group()

    first, second = ask(address), ask(address)

    assert (first.cache, second.cache) == ("MISS", "HIT")
    assert second.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert second.headers["etag"] == first.headers["etag"]
