"""A mail server that keeps what it accepted: a mail counts from the moment before it is acknowledged."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.parser import BytesParser


@dataclass(frozen=True, slots=True)
class Accepted:
    """`order` is the number in its X-Order header, `at` seconds since the epoch."""

    order: str
    subject: str
    message_id: str
    at: float


@dataclass
class PostOffice:
    port: int
    accepted: list[Accepted] = field(default_factory=list)

    def confirmations(self) -> dict[str, list[Accepted]]:
        """Order number to the confirmations that were accepted for it."""
        found: dict[str, list[Accepted]] = {}
        for mail in tuple(self.accepted):
            if "confirmed" in mail.subject:
                found.setdefault(mail.order, []).append(mail)
        return found


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 64
    accepted: list[Accepted]


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as Django's backend speaks to a server that offers no extension."""

    server: _Server

    def handle(self) -> None:
        """Until the client has said all, or was killed."""
        with suppress(ConnectionError):
            self._converse()

    def _converse(self) -> None:
        self._say("220 proof")
        for line in self.rfile:
            match line[:4].upper().strip():
                case b"DATA":
                    self._say("354 go on")
                    self._accept()
                case b"QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _accept(self) -> None:
        """A client that dies before the last line has sent nothing."""
        lines: list[bytes] = []
        for line in self.rfile:
            if line == b".\r\n":
                mail = BytesParser().parsebytes(b"".join(lines), headersonly=True)
                order, subject, message_id = (
                    str(mail[name]).strip() for name in ("X-Order", "Subject", "Message-ID")
                )
                self.server.accepted.append(Accepted(order, subject, message_id, time.time()))
                self._say("250 accepted")
                return
            lines.append(line)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """Open at a port of 127.0.0.1 while the block lasts."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        office = PostOffice(server.server_address[1])
        server.accepted = office.accepted
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield office
        finally:
            server.shutdown()
            thread.join()
