"""The sockets: HTTP/1.1 with keep-alive on 127.0.0.1, strict about what it reads."""

from __future__ import annotations

import json
import logging
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from payments.sandbox.app import Sandbox
from payments.sandbox.errors import StripeError
from payments.sandbox.messages import JSON, Reply, Request

LONGEST_BODY = 1_048_576
DRAINED = 8 * LONGEST_BODY
HOSTS = ("127.0.0.1", "localhost", "::1")

log = logging.getLogger("sandbox.http")


class Server(ThreadingHTTPServer):
    """Bound to 127.0.0.1; port 0 takes a free one."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, sandbox: Sandbox, port: int, public_url: str = "") -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.sandbox = sandbox
        sandbox.base_url = public_url.rstrip("/") or f"http://127.0.0.1:{self.server_address[1]}"
        self.hosts = {*HOSTS, urlsplit(sandbox.base_url).hostname}

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exception()
        if not isinstance(error, OSError):  # a client that went away is nobody's fault
            log.error("A connection failed unexpectedly", exc_info=error)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "sandbox", ""
    timeout = 75
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def respond(self) -> None:
        try:
            request = self.read()
        except StripeError as error:
            self.close_connection = True
            self.write(refusal(error))
            return
        self.write(self.server.sandbox.answer(request))

    # The names that http.server calls.
    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = respond  # noqa: N815  # the names the base class calls

    def read(self) -> Request:
        """Raises StripeError for a body that is too long, cut short or chunked, and for a strange host."""
        if host_of(self.headers.get("Host", "127.0.0.1")) not in self.server.hosts:
            raise StripeError("The sandbox answers to 127.0.0.1 and localhost only.", status=421)
        if self.headers.get("Transfer-Encoding"):
            raise StripeError("Send the body with a Content-Length.", status=411)
        length = self.headers.get("Content-Length", "0")
        if not length.isascii() or not length.isdigit():
            raise StripeError("The Content-Length is not a number.")
        if int(length) > LONGEST_BODY:
            self.drain(min(int(length), DRAINED))
            raise StripeError("The request body is longer than 1 MB.", status=413)
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise StripeError("The request body was cut short.")
        path, _, query = self.path.partition("?")
        return Request(self.command, path, query.encode("latin-1"), self.headers, body)

    def drain(self, length: int) -> None:
        """Reads a refused body away, as a connection closed over unread data loses the answer."""
        while length > 0 and (chunk := self.rfile.read(min(length, 65_536))):
            length -= len(chunk)

    def write(self, reply: Reply) -> None:
        if reply.dropped:
            self.close_connection = True
            return
        self.send_response(reply.status)
        headers = {
            "Content-Length": str(len(reply.body)),
            "X-Sandbox": "electricityshop",
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            **reply.headers,
        }
        if self.close_connection:
            headers["Connection"] = "close"
        for name, value in headers.items():
            self.send_header(name, value.encode("ascii", "ignore").decode())
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the standard library refuses by itself (a broken request line, too many headers)."""
        self.close_connection = True
        self.command = getattr(self, "command", None) or "GET"
        self.request_version = self.protocol_version  # one that could not be read leaves no headers written
        self.write(refusal(StripeError(message or HTTPStatus(code).phrase, status=code)))

    def log_message(self, format: str, *args: Any) -> None:
        """Method, path and status; no query string, which may carry a client secret."""
        path = getattr(self, "path", "").partition("?")[0].partition("_secret_")[0]
        log.info("%s %s %s", self.command, path, args[1] if len(args) > 1 else "")


def host_of(header: str) -> str | None:
    try:
        return urlsplit(f"//{header}").hostname
    except ValueError:
        return None


def refusal(error: StripeError) -> Reply:
    return Reply(error.status, json.dumps(error.body()).encode(), {"Content-Type": JSON})
