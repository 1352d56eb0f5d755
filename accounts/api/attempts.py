"""A limit reached, as DRF's 429 with `Retry-After`."""

from collections.abc import Iterator
from contextlib import contextmanager

from rest_framework.exceptions import ErrorDetail, Throttled

from accounts.domain.attempts import TooManyAttempts


class AttemptsThrottled(Throttled):
    default_code = TooManyAttempts.code

    def __init__(self, error: TooManyAttempts) -> None:
        super().__init__(error.retry_after)
        self.detail = ErrorDetail(error.message, code=error.code)


@contextmanager
def too_many_as_429() -> Iterator[None]:
    try:
        yield
    except TooManyAttempts as error:
        raise AttemptsThrottled(error) from error
