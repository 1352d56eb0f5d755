"""How far a long command is, for whoever waits for it."""

import time
from typing import TextIO

_SECONDS_BETWEEN_LINES = 5.0


class Progress:
    """One line that changes on a terminal; a new line every few seconds elsewhere."""

    def __init__(self, stream: TextIO, total: int, what: str) -> None:
        self._stream, self._total, self._what = stream, total, what
        self._started = self._told = time.monotonic()

    def __call__(self, done: int) -> None:
        """`done` of the total; the last call ends the line."""
        line = f"{done / self._total:4.0%}  {done:,} {self._what}, {self._rate(done):,.0f} a second"
        if self._stream.isatty():
            self._stream.write(f"\r{line}\x1b[K" + ("\n" if done >= self._total else ""))
        elif time.monotonic() - self._told >= _SECONDS_BETWEEN_LINES:
            self._told = time.monotonic()
            self._stream.write(f"{line}\n")
        self._stream.flush()

    def _rate(self, done: int) -> float:
        return done / max(time.monotonic() - self._started, 0.001)
