"""A circuit breaker: who found Redis away does not let the others find out, each waiting for its own timeout."""

import threading
import time


class Breaker:
    """Closed while all is well. After a failure it is open for `seconds`; then one caller may try."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._open_until = 0.0
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        return self._open_until > 0

    def allows(self) -> bool:
        """Whether to try. Allowing one caller keeps the others out until it is known how that went."""
        if not self._open_until:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._open_until:
                return False
            self._open_until = now + self._seconds
            return True

    def never_open(self) -> None:
        """For a process in which nobody waits for an answer, and which must know at once when all is well again."""
        self._seconds = 0.0

    def succeeded(self) -> None:
        self._open_until = 0.0

    def failed(self) -> None:
        with self._lock:
            self._open_until = time.monotonic() + self._seconds
