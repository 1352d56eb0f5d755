"""Bodies that are no requests at all, for every address that takes one."""

import pytest

from tests.orders.api.app import ADDRESS, App, nothing_changes, problem
from tests.orders.conftest import NewVariant

pytestmark = pytest.mark.django_db

LARGEST = 2_621_440
SPARE = '{"sku": "x", "quantity": 1, "email": "%s"}'
BODIES = {
    "empty object": ("{}", 400),
    "array": ("[]", 400),
    "text": ('"x"', 400),
    "null": ("null", 400),
    "number": ("1", 400),
    "true": ("true", 400),
    "truncated": ('{"sku": "C-1", "quan', 400),
    "two": ("{} {}", 400),
    "not JSON": ("sku=C-1&quantity=1", 400),
    "comment": ("{} // ok", 400),
    "NaN": ('{"sku": "C-1", "quantity": NaN}', 400),
    "Infinity": ('{"sku": "C-1", "quantity": -Infinity}', 400),
    "1e400": ('{"sku": "C-1", "quantity": 1e400, "reason": [1e400], "email": []}', 400),
    "digits": ('{"sku": "C-1", "quantity": ' + "9" * 10_000 + "}", 400),
    "NUL": ('{"sku": "C\\u0000", "quantity": 1, "reason": "\\u0000", "email": "\\u0000"}', 400),
    "NUL in a name": ('{"\\u0000": 1, "quantity": 1, "sku": "C-1"}', 400),
    "surrogate": ('{"sku": "\\ud800", "quantity": 1, "reason": "\\udfff"}', 400),
    "deep arrays": ("[" * 100_000 + "]" * 100_000, 400),
    "deep objects": ('{"a":' * 20_000 + "1" + "}" * 20_000, 400),
    "fairly deep": ('{"sku": ' + "[" * 900 + "]" * 900 + ', "quantity": 1, "reason": []}', 400),
    "too large": (SPARE % ("x" * LARGEST), 413),
}
RAW = {
    "UTF-16": '{"sku": "C-1"}'.encode("utf-16"),
    "latin-1": '{"sku": "é"}'.encode("latin-1"),
    "BOM": b"\xef\xbb\xbf{}",
    "bytes": b"\xff\xfe",
}
TAKERS = [
    ("POST", "cart/items"),
    ("PATCH", "cart/items/{line}"),
    ("POST", "orders"),
    ("POST", "orders/ES-AAAA-AAAA/cancel"),
    ("POST", "orders/ES-AAAA-AAAA/returns"),
]


@pytest.mark.parametrize(("body", "status"), [*BODIES.values(), *((raw, 400) for raw in RAW.values())],
                         ids=[*BODIES, *RAW])  # fmt: skip
@pytest.mark.parametrize(("method", "path"), TAKERS)
def test_a_body_that_is_none(
    app: App, new_variant: NewVariant, shipping: None, method: str, path: str, body: str | bytes, status: int
) -> None:
    line = app.put_in(new_variant().sku)["id"]
    if path.endswith("cancel") and body == "{}":
        status = 404  # a cancellation needs no body
    with nothing_changes():
        problem(app.call(method, path.format(line=line), body, Idempotency_Key="key"), status)


def test_the_largest_body_that_is_taken(app: App, db: None) -> None:
    padding = "x" * (LARGEST - len(SPARE % ""))
    problem(app.post("cart/items", SPARE % padding), 404, "unknown_sku")
    refusal = problem(app.post("cart/items", SPARE % f"{padding}x"), 413, "body_too_large")
    assert refusal["title"] == "Too large"


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "",
        "json",
        ";;",
    ],
)
@pytest.mark.parametrize(("method", "path"), TAKERS)
def test_a_body_that_is_no_json(
    app: App, new_variant: NewVariant, method: str, path: str, content_type: str
) -> None:
    line = app.put_in(new_variant().sku)["id"]
    with nothing_changes():
        answer = app.call(
            method, path.format(line=line), '{"sku": "x", "quantity": 2}', content_type=content_type
        )
        problem(answer, 415, "unsupported_media_type")


def test_an_oversized_form_is_no_json_either(app: App, db: None) -> None:
    problem(
        app.post("cart/items", "a=" + "x" * LARGEST, content_type="application/x-www-form-urlencoded"), 415
    )


def test_json_by_its_other_names(app: App, new_variant: NewVariant) -> None:
    body = f'{{"sku": "{new_variant().sku}"}}'
    assert app.post("cart/items", body, content_type="application/json; charset=utf-8").status_code == 201
    assert app.post("cart/items", body, content_type="APPLICATION/JSON").status_code == 201


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ 7*7 }}", "=HYPERLINK()", "🧑‍🔧 Ünïcode", "' OR 1=1--"]
)
def test_odd_text_is_text(app: App, provider, new_variant: NewVariant, shipping: None, text: str) -> None:
    app.put_in(new_variant().sku)
    order = app.order(shipping_address={**ADDRESS, "name": text})
    assert order.status_code == 201
    assert order.json()["shipping_address"]["name"] == text
