"""Requests to the provider go through the proxy that the environment names, and around it where it says so."""

import base64
import os
import socketserver
import threading
from collections.abc import Iterator

import pytest
import stripe

from payments.adapters.stripe_transport import Transport

NAMES = ("http_proxy", "https_proxy", "no_proxy", "all_proxy")


class Proxy(socketserver.ThreadingTCPServer):
    """Answers everything itself and keeps what it was asked: first lines, and headers by name."""

    daemon_threads = True
    asked: list[tuple[str, dict[str, str]]]

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Exchange(socketserver.StreamRequestHandler):
    server: Proxy

    def handle(self) -> None:
        while first := self.rfile.readline().decode().strip():
            headers = {}
            while line := self.rfile.readline().decode().strip():
                name, _, value = line.partition(": ")
                headers[name.lower()] = value
            self.rfile.read(int(headers.get("content-length", 0)))
            self.server.asked.append((first, headers))
            status = "403 Forbidden" if first.startswith("CONNECT") else "200 OK"
            self.wfile.write(f"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\n{{}}".encode())


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """One that listens. The environment names none yet."""
    for name in os.environ:
        if name.lower() in NAMES:
            monkeypatch.delenv(name)
    with Proxy(("127.0.0.1", 0), Exchange) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def ask(url: str, method: str = "post") -> tuple[object, int]:
    transport = Transport(url, connect=5, read=5)
    body, status, _ = transport.request(
        method, f"{url}/v1/refunds", {"Authorization": "Bearer sk"}, "amount=1"
    )
    transport.close()
    return body, status


def test_through_the_proxy(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://{proxy.address}")

    assert ask("http://stripe.example") == (b"{}", 200)

    ((first, headers),) = proxy.asked
    assert first == "POST http://stripe.example/v1/refunds HTTP/1.1"
    assert headers["authorization"] == "Bearer sk"
    assert "proxy-authorization" not in headers


def test_who_the_proxy_is_told_we_are(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://shop:p%40ss@{proxy.address}")

    ask("http://stripe.example")

    assert proxy.asked[0][1]["proxy-authorization"] == f"Basic {base64.b64encode(b'shop:p@ss').decode()}"


def test_to_the_real_stripe_it_is_a_tunnel(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", f"http://shop:word@{proxy.address}")

    with pytest.raises(stripe.APIConnectionError) as refusal:
        ask("https://stripe.example")

    ((first, headers),) = proxy.asked
    assert first.startswith("CONNECT stripe.example:443 ")
    assert headers["proxy-authorization"].startswith("Basic ")
    assert "authorization" not in headers
    assert refusal.value.should_retry


def test_around_the_proxy(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    assert ask(f"http://{proxy.address}") == (b"{}", 200)

    assert proxy.asked[0][0] == "POST /v1/refunds HTTP/1.1"


def test_a_proxy_that_is_away(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    with pytest.raises(stripe.APIConnectionError) as refusal:
        ask(f"http://{proxy.address}")

    assert refusal.value.should_retry
    assert proxy.asked == []
