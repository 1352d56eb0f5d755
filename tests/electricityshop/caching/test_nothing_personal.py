"""A customer logs in, fills a cart, orders, and looks at every page: nothing of that is in the cache."""

import gzip
import re
import zlib
from contextlib import suppress
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from electricityshop.caching import connection
from tests.factories import product_with_variant
from tests.front_door import Answered, ask

pytestmark = pytest.mark.django_db(transaction=True)

PERSONAL = {
    "name": "Wilhelmine Zweig",
    "email": "wilhelmine@zweig.example",
    "line1": "Geheimgasse 7",
    "phone": "0171987654",
}
DETAILS = PERSONAL | {"postcode": "10115", "city": "Berlin", "country": "DE", "same_billing": "on"}


class Browser:
    """Keeps cookies, sends forms from this site, follows redirects."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {"csrftoken": "c" * 32}

    def go(self, path: str, form: dict[str, str] | None = None) -> Answered:
        more: dict[str, Any] = {
            "cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        }
        if form is not None:
            more |= {
                "form": form | {"csrfmiddlewaretoken": self.cookies["csrftoken"]},
                "sec_fetch_site": "same-origin",
            }
        answered = ask(path, **more)
        for cookie in answered.cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip('"')
        if answered.status in {302, 303}:
            return self.go(answered.headers["location"])
        return answered


def everything_in_redis() -> bytes:
    """Every name and value of the cache, decompressed as far as it can be."""
    redis, found = connection.client(), []
    for name in redis.keys("*"):
        match redis.type(name):
            case b"string":
                values = [redis.get(name)]
            case b"hash":
                values = [part for pair in redis.hgetall(name).items() for part in pair]
            case b"zset":
                values = redis.zrange(name, 0, -1)
            case other:
                pytest.fail(f"{name!r} is a {other!r}")
        found += [name, *map(unpacked, values)]
    return b"\n".join(found)


def unpacked(value: bytes) -> bytes:
    for begins, unpack in ((b"z", lambda packed: zlib.decompress(packed[1:])), (b"x", zlib.decompress)):
        if value.startswith(begins):
            with suppress(zlib.error):
                value = unpack(value)
    for place in (found.start() for found in re.finditer(b"\x1f\x8b\x08", value)):
        with suppress(OSError, EOFError, zlib.error):
            value += gzip.decompress(value[place:])
    return value


def test_nothing_of_a_customer_is_in_the_cache(settings: Any) -> None:
    product_with_variant(slug="lamp", name="A lamp to be found", sku="L-1")
    User.objects.create_user(email=PERSONAL["email"], password="correct horse battery", name=PERSONAL["name"])
    browser = Browser()

    logged_in = browser.go(
        reverse("account_login"), {"login": PERSONAL["email"], "password": "correct horse battery"}
    )
    assert PERSONAL["name"] in logged_in.text
    browser.go("/cart/add", {"sku": "L-1", "quantity": "1"})
    asked = [browser.go(path) for path in ("/", "/c/", "/p/lamp/", "/search?q=lamp", "/search?q=nothing", "/cart", "/account/",
                                           "/fragments/header", "/api/v1/products", "/orders/", "/nowhere/")]  # fmt: skip
    browser.go("/checkout", DETAILS)
    review = browser.go("/checkout/review")

    assert PERSONAL["name"] in browser.go("/account/").text
    assert PERSONAL["line1"] in browser.go("/checkout").text + review.text
    cached = [answered for answered in asked if answered.cache]
    assert len(cached) >= 5
    kept = everything_in_redis()
    assert b"A lamp to be found" in kept  # what is kept can be read here
    for secret in (*PERSONAL.values(), browser.cookies["sessionid"]):
        assert secret.encode() not in kept, secret
    for answered in cached:
        assert not any(secret in answered.text for secret in PERSONAL.values())
        assert answered.cookies == ()


def test_what_happened_just_now_is_told_beside_a_cached_page(settings: Any) -> None:
    User.objects.create_user(email=PERSONAL["email"], password="correct horse battery", name=PERSONAL["name"])
    browser = Browser()
    browser.go(reverse("account_login"), {"login": PERSONAL["email"], "password": "correct horse battery"})

    home = browser.go(reverse("account_logout"), {})

    assert home.cache in {"HIT", "MISS"}
    assert "logged out" not in home.text
    assert "logged out" in browser.go("/fragments/header").text
    assert "logged out" not in browser.go("/fragments/header").text
