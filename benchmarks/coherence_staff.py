"""A member of staff at the admin, over HTTP."""

import http.client
import urllib.parse
from typing import Any
from urllib.parse import urlsplit

from benchmarks.coherence_facts import BITS, DIVIDER, sku
from benchmarks.coherence_shop import Goods

_TOKEN = "coherenceproof" * 2 + "four"
"""Any 32 letters: what a form says must be what the cookie says."""


class Refused(RuntimeError):
    """The admin did not do what it was asked to; the message begins with the status."""


class Staff:
    """Logged in with the session `cookie`."""

    def __init__(self, url: str, cookie: str, tax_class_id: int) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._cookie = f"sessionid={cookie}; csrftoken={_TOKEN}"
        self._tax_class_id = tax_class_id

    def act(self, action: str, goods: Goods) -> None:
        """Choose one product in the list and `publish` or `withdraw` it. Raises `Refused`."""
        self._post("/admin/catalog/product/", {"action": action, "_selected_action": goods.id})

    def edit(self, goods: Goods, category_id: int, name: str, cents: int) -> None:
        """Save the product's form. Raises `Refused`."""
        variant = {
            "id": goods.variant_id, "product": goods.id, "sku": sku(goods.key, 0), "name": "", "price": cents,
            "weight": 0, "sale_unit": "piece", "position": 0, "is_active": "on",
        }  # fmt: skip
        bits = ", ".join(f'"bit_{bit}": {bit}' for bit in range(BITS))
        form = {
            "name": name, "slug": goods.slug, "category": category_id, "tax_class": self._tax_class_id,
            "is_published": "on", "summary": "", "description": "", "variant_axes": "", "popularity": goods.number,
            "specification": f'{{"{DIVIDER}": 1, {bits}}}',
            "variants-TOTAL_FORMS": 1, "variants-INITIAL_FORMS": 1, "images-TOTAL_FORMS": 0, "images-INITIAL_FORMS": 0,
            **{f"variants-0-{field}": value for field, value in variant.items()},
        }  # fmt: skip
        self._post(f"/admin/catalog/product/{goods.id}/change/", form)

    def _post(self, path: str, form: dict[str, Any]) -> None:
        body = urllib.parse.urlencode(form | {"csrfmiddlewaretoken": _TOKEN})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self._cookie}
        self._connection.request("POST", path, body, headers)
        answer = self._connection.getresponse()
        said = answer.read().decode()
        if answer.status != 302 or "login" in answer.headers.get("Location", ""):
            raise Refused(f"{answer.status} {answer.headers.get('Location', '')} {said[-2_000:]}")
