"""How often to try again, how long to wait in between, and when to give up: by what is being asked."""

import math
import random
from dataclasses import dataclass
from datetime import timedelta

from rq import Retry

JOB_RETRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """`attempts` in all; after the last one a row is a dead letter, which staff may replay."""

    attempts: int
    first_pause: timedelta
    longest_pause: timedelta

    def __post_init__(self) -> None:
        if self.attempts < 1 or not timedelta(0) < self.first_pause <= self.longest_pause:
            raise ValueError("a policy needs an attempt, and pauses that grow")

    def pause(self, attempts: int) -> timedelta:
        """How long to wait after so many attempts: doubled each time, and up to a quarter more, so that what failed
        together does not come back together.
        """
        doubled: int = 2 ** min(max(attempts - 1, 0), 32)
        return min(self.first_pause * doubled, self.longest_pause) * (1 + random.random() / 4)

    def is_spent(self, attempts: int) -> bool:
        return attempts >= self.attempts

    def for_job(self) -> Retry:
        """RQ's own retries. The first is at once: mostly a worker was killed, and nothing is wrong."""
        pauses = [math.ceil(self.pause(attempt).total_seconds()) for attempt in range(1, JOB_RETRIES)]
        return Retry(max=JOB_RETRIES, interval=[0, *pauses])


DATABASE = RetryPolicy(attempts=12, first_pause=timedelta(seconds=1), longest_pause=timedelta(minutes=30))
"""What only PostgreSQL is asked for: jobs, event deliveries, finalization steps. About an hour.

A finalization step is never given up, whatever `attempts` says: somebody paid. It alarms instead.
"""

HTTP = RetryPolicy(attempts=60, first_pause=timedelta(seconds=1), longest_pause=timedelta(minutes=30))
"""Another server over the network, and webhooks about it. About a day."""

EMAIL = RetryPolicy(attempts=180, first_pause=timedelta(seconds=2), longest_pause=timedelta(minutes=30))
"""A mail server: four days, as mail servers themselves go on trying."""

PAYMENT = RetryPolicy(attempts=240, first_pause=timedelta(seconds=1), longest_pause=timedelta(hours=1))
"""Money on its way: eleven days, because a bank may think a refund over for ten."""
