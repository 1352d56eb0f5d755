"""How long to wait before trying again."""

import random
from datetime import timedelta

LONGEST = timedelta(minutes=30)


def backoff(attempts: int) -> timedelta:
    """1 s, 2 s, 4 s … up to half an hour, each with up to a quarter more so that failures do not march in step."""
    seconds = min(2.0 ** max(attempts - 1, 0), LONGEST.total_seconds())
    return timedelta(seconds=seconds * (1 + random.random() / 4))
