"""Bad input gets Stripe's error shape and changes nothing; no traceback ever reaches a client."""

import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
import stripe

from tests.payments.sandbox.harness import SECRET_KEY, Answer, Running, ask

FORM = "application/x-www-form-urlencoded"


def post(sandbox: Running, body: bytes, path: str = "/v1/payment_intents", **headers: str) -> Answer:
    all_headers = {"Authorization": f"Bearer {SECRET_KEY}", "Content-Type": FORM, **headers}
    return ask(sandbox.url + path, "POST", body, all_headers)


def raw(sandbox: Running, text: bytes) -> bytes:
    """Whatever is answered to bytes that no client library would send."""
    with socket.create_connection((urlsplit(sandbox.url).hostname, urlsplit(sandbox.url).port), 60) as wire:
        wire.sendall(text)
        wire.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: wire.recv(65_536), b""))


@pytest.mark.parametrize(
    ("body", "code", "param"),
    [
        (b"", "parameter_missing", "amount"),
        (b"amount=1000", "parameter_missing", "currency"),
        (b"amount=1000&currency=eur&colour=red", "parameter_unknown", "colour"),
        (b"amount=1000&currency=eur&card[colour]=red", "parameter_unknown", "card"),
        (
            b"amount=1000&currency=eur&automatic_payment_methods[on]=true",
            "parameter_unknown",
            "automatic_payment_methods[on]",
        ),
        (b"amount=ten&currency=eur", "parameter_invalid_integer", "amount"),
        (b"amount=1.5&currency=eur", "parameter_invalid_integer", "amount"),
        (b"amount=1e3&currency=eur", "parameter_invalid_integer", "amount"),
        (b"amount=-1&currency=eur", "parameter_invalid_integer", "amount"),
        (b"amount=%D9%A3000&currency=eur", "parameter_invalid_integer", "amount"),
        (b"amount=9223372036854775808&currency=eur", "parameter_invalid_integer", "amount"),
        (b"amount=&currency=eur", "parameter_invalid_empty", "amount"),
        (b"amount[a]=1&currency=eur", None, "amount"),
        (b"amount=1&amount[a]=1&currency=eur", None, "amount[a]"),
        (b"amount=1000&currency=doge", None, "currency"),
        (b"amount=49&currency=eur", "amount_too_small", "amount"),
        (b"amount=100000000&currency=eur", "amount_too_large", "amount"),
        (b"amount=1000&currency=eur&metadata=x", None, "metadata"),
        (b"amount=1000&currency=eur&metadata[a][b]=x", None, "metadata[a]"),
        (b"amount=1000&currency=eur&confirm=yes", None, "confirm"),
        (b"amount=1000&currency=eur&confirm=true", "parameter_missing", "payment_method"),
        (b"amount=1000&currency=eur&payment_method=pm_x", "resource_missing", "payment_method"),
        (b"amount=1000&currency=eur&customer=cus_x", "resource_missing", "customer"),
        (b"amount=1000&currency=eur&expand=latest_charge", None, "expand"),
        (b"amount=1000&currency=eur&expand[]=a.b.c.d.e", None, "expand"),
        (b"amount=1000&currency=eur&description=%00", None, None),
        (b"amount=1000&currency=eur&description=%ff%fe", None, None),
        (b"amount=1000&currency=eur&description=\xff\xfe", None, None),
        (b"amount=1000&currency=eur&a[b][c][d][e][f][g][h][i][j][k]=1", None, None),
        (b"&".join(b"a%d=1" % number for number in range(3_000)), None, None),
        (
            b"amount=1000&currency=eur&description=" + b"x" * 1_001,
            "parameter_invalid_string_length",
            "description",
        ),
    ],
)
def test_it_is_refused_in_stripes_words(
    sandbox: Running, client: stripe.StripeClient, body: bytes, code: str | None, param: str | None
) -> None:
    answer = post(sandbox, body)

    assert answer.status == 400
    error = answer.json["error"]
    assert error["type"] == "invalid_request_error"
    assert (error.get("code"), error.get("param")) == (code, param)
    assert error["message"]
    assert answer.headers["Request-Id"].startswith("req_")
    assert client.v1.payment_intents.list().data == []


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/v1/payment_intents/pi_nobody", "GET", 404),
        ("/v1/payment_intents/%00", "GET", 404),
        ("/v1/payment_intents/pi_3/confirm/again", "POST", 404),
        ("/v1/weather", "GET", 404),
        ("/v1/payment_intents", "PUT", 404),
        ("/v1/customers/cus_1", "DELETE", 404),
        ("/", "POST", 303),
        ("/v1/payment_intents?limit=0", "GET", 400),
        ("/v1/payment_intents?limit=101", "GET", 400),
        ("/v1/payment_intents?starting_after=pi_nobody", "GET", 400),
        ("/v1/payment_intents?starting_after=a&ending_before=b", "GET", 400),
        ("/v1/payment_intents?created[since]=1", "GET", 400),
        ("/v1/payment_intents?a=%ff", "GET", 400),
        ("/_sandbox/weather", "GET", 404),
        ("/favicon.ico", "GET", 404),
    ],
)
def test_a_path_it_does_not_know(sandbox: Running, path: str, method: str, status: int) -> None:
    answer = ask(sandbox.url + path, method, None, {"Authorization": f"Bearer {SECRET_KEY}"})

    assert answer.status == status
    assert "Traceback" not in answer.text
    assert answer.headers["X-Sandbox"] == "electricityshop"


@pytest.mark.parametrize(
    "key",
    [
        "sk_live_abc",
        "rk_live_abc",
        "pk_live_abc",
        "sk_test_other",
        "",
        "x",
        "sk_test_sandboxx",
        "sk_test_sandbo",
    ],
)
def test_a_key_it_does_not_take(sandbox: Running, key: str) -> None:
    answer = ask(f"{sandbox.url}/v1/payment_intents", headers={"Authorization": f"Bearer {key}"})

    assert answer.status == 401
    assert answer.json["error"]["type"] == "invalid_request_error"


def test_a_live_key_is_refused_by_name(sandbox: Running) -> None:
    with pytest.raises(stripe.AuthenticationError, match="refuses live keys"):
        sandbox.client("sk_live_abc").v1.payment_intents.list()


@pytest.mark.parametrize("authorization", [None, "Basic !!!", "Basic /w==", "Digest x", "Bearer"])
def test_no_key_at_all(sandbox: Running, authorization: str | None) -> None:
    headers = {"Authorization": authorization} if authorization else {}

    answer = ask(f"{sandbox.url}/v1/payment_intents", headers=headers)

    assert answer.status == 401


def test_a_body_of_another_kind(sandbox: Running) -> None:
    answer = post(sandbox, b'{"amount": 1000}', **{"Content-Type": "application/json"})

    assert answer.status == 400
    assert FORM in answer.json["error"]["message"]


def test_a_body_that_is_too_long(sandbox: Running, client: stripe.StripeClient) -> None:
    answer = post(sandbox, b"amount=1000&currency=eur&description=" + b"x" * 2_000_000)

    assert answer.status == 413
    assert answer.json["error"]["type"] == "invalid_request_error"
    assert client.v1.payment_intents.list().data == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b'"\\" / HTTP/1.1\r\n\r\n', b"501"),
        (b"BREW / HTTP/1.1\r\n\r\n", b"501"),
        (b"POST /v1/refunds HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99\r\n\r\namount=1", b"400"),
        (b"POST /v1/refunds HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST /v1/refunds HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ten\r\n\r\n", b"400"),
        (
            b"POST /v1/refunds HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            b"411",
        ),
        (b"GET /_sandbox/faults HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"421"),
        (b"GET /_sandbox/faults HTTP/1.1\r\nHost: [evil\r\n\r\n", b"421"),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
    ],
)
def test_broken_http(sandbox: Running, text: bytes, status: bytes) -> None:
    answer = raw(sandbox, text)

    assert answer.split(b" ")[1] == status
    assert b'"type": "invalid_request_error"' in answer
    assert b"X-Sandbox: electricityshop" in answer
    assert b"Traceback" not in answer


def test_one_connection_carries_many_calls(sandbox: Running) -> None:
    call = b"GET /_sandbox/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

    answer = raw(sandbox, call * 3)

    assert answer.count(b'{"ok": true}') == 3


def test_a_bug_is_an_error_without_a_traceback(
    sandbox: Running, client: stripe.StripeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_: Any) -> Any:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("payments.sandbox.charging.charge", explode)

    answer = post(sandbox, b"amount=1000&currency=eur&confirm=true&payment_method=pm_card_visa")

    assert answer.status == 500
    assert answer.json["error"]["type"] == "api_error"
    assert "secret detail" not in answer.text
    assert client.v1.payment_intents.list().data == []
