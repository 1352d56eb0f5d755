"""What can go wrong in the domain, by kind. Plain Python: pages, API and admin each give it their own shape.

A module that can fail raises its own subclass, named and defined beside the function that raises it.
"""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """Something a person can act on. `message` is safe to show; it says what is wrong and what to do next."""

    code: ClassVar[str] = "domain_error"
    status: ClassVar[int] = 400
    retry_after: int | None = None
    """Seconds after which trying again makes sense, where that is known."""

    def __init__(self, message: str, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fields = dict(fields or {})
        """Field name to message, where the fault can be pinned to a field."""


class InvalidInput(DomainError):
    """The request does not make sense, whatever the state of the shop."""

    code = "invalid_input"
    status = 400


class NotFound(DomainError):
    """It does not exist, or not for this person: the two are not told apart."""

    code = "not_found"
    status = 404


class Conflict(DomainError):
    """It made sense, but the state of the shop does not allow it (any more)."""

    code = "conflict"
    status = 409


class TooLarge(DomainError):
    """More than the shop takes in one go."""

    code = "too_large"
    status = 413


class Unavailable(DomainError):
    """Something outside the shop did not answer; trying again later may help."""

    code = "unavailable"
    status = 503
