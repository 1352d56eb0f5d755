"""Something that listens where Redis should, and talks nonsense."""

import re
import socketserver
import threading
from contextlib import suppress
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

NONSENSE = (b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x00\xff\xfe\x81", b"$-7\r\n", b"*99999999999\r\n")
WRONG_TYPES = (
    b":1\r\n",
    b"+OK\r\n",
    b"*0\r\n",
    b"_\r\n",
    b"*2\r\n*0\r\n:7\r\n",
    b"#t\r\n",
    b"$3\r\n\xff\xfe\xfd\r\n",
)


class Babbler(socketserver.ThreadingUnixStreamServer):
    """Shakes hands as Redis does, so that it is asked more, and then answers what it likes."""

    daemon_threads = True

    def __init__(self, path: Path, answers: tuple[bytes, ...]) -> None:
        self.answers = cycle(answers)
        self.connections: list[Any] = []
        super().__init__(str(path), Babble)
        threading.Thread(target=partial(self.serve_forever, 0.05), daemon=True).start()

    def hang_up(self) -> None:
        self.shutdown()
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(2)


class Babble(socketserver.BaseRequestHandler):
    server: Babbler
    polite = {b"HELLO": b"%1\r\n$5\r\nproto\r\n:3\r\n", b"SELECT": b"+OK\r\n", b"CLIENT": b"+OK\r\n"}

    def handle(self) -> None:
        self.server.connections.append(self.request)
        with suppress(OSError):
            while said := self.request.recv(65536):
                for command in re.findall(rb"\*\d+\r\n\$\d+\r\n([A-Z]+)\r\n", said):
                    self.request.sendall(self.polite.get(command) or next(self.server.answers))
