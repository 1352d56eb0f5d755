"""Writers do not run away from readers: on a machine that is busy otherwise, everything seen would be seen too late."""

import multiprocessing
import time

READS = 10
"""Of all readers together, for each burst that a writer makes."""
LONGEST_WAIT_SECONDS = 10


class Pace:
    """A number of reads that forked processes share."""

    def __init__(self) -> None:
        self._reads = multiprocessing.get_context("fork").Value("q", 0)

    def read(self) -> None:
        with self._reads.get_lock():
            self._reads.value += 1

    def keep(self, bursts: int) -> None:
        """Wait until there were enough reads for that many bursts."""
        deadline = time.monotonic() + LONGEST_WAIT_SECONDS
        while self._reads.value < bursts * READS and time.monotonic() < deadline:
            time.sleep(0.01)
