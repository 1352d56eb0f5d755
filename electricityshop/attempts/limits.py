"""How often something may be tried, by whom or about what. How often is a setting, `ATTEMPT_LIMITS`."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings

from electricityshop.errors import DomainError


class TooManyAttempts(DomainError):
    """`retry_after` is in seconds, at least 1."""

    code: ClassVar[str] = "too_many_attempts"
    status: ClassVar[int] = 429

    def __init__(self, retry_after: int) -> None:
        minutes = max(1, -(-retry_after // 60))
        wait = "a minute" if minutes == 1 else f"{minutes} minutes"
        super().__init__(f"Too many attempts. Wait {wait}, then try again.")
        self.retry_after = max(1, retry_after)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` of one thing by, or about, one subject within `seconds`."""

    name: str
    subject: str
    most: int
    seconds: int

    @property
    def key(self) -> str:
        """What is stored: a digest, so that the table holds no address of anybody."""
        return hashlib.sha256(f"{self.name}\n{self.subject.lower()}".encode()).hexdigest()

    def since(self, now: datetime) -> datetime:
        return now - timedelta(seconds=self.seconds)

    def wait(self, oldest: datetime, now: datetime) -> int:
        """Seconds until the oldest attempt in the window no longer counts."""
        return max(1, int((oldest - self.since(now)).total_seconds()) + 1)


def limit(name: str, subject: str) -> Limit:
    """The limit `name` of `settings.ATTEMPT_LIMITS` for one subject."""
    most, seconds = settings.ATTEMPT_LIMITS[name]
    return Limit(name, subject, most, seconds)
