"""Stripe's error shapes: ``{"error": {"type", "code", "message", "param", …}}`` with the status Stripe uses."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class StripeError(Exception):
    """An error answer. Raised, it undoes the request's effect; returned by a handler, the effect stands.

    ``remembered`` says whether an idempotency key replays it: Stripe remembers what came out of an endpoint
    that started executing, and forgets what failed validation before that.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        remembered: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.remembered = remembered
        fields = {"code": code, "param": param, **more}
        self.fields: Json = {
            "message": message,
            "type": kind,
            **{name: value for name, value in fields.items() if value is not None},
        }

    def body(self) -> Json:
        return {"error": self.fields}


def no_such(kind: str, id: str, *, param: str, status: int = 404) -> StripeError:
    return StripeError(f"No such {kind}: '{id}'", status=status, code="resource_missing", param=param)


def invalid(message: str, param: str, code: str | None = None) -> StripeError:
    return StripeError(message, code=code, param=param)


def refused(message: str, *, code: str | None = None, param: str | None = None, **more: Any) -> StripeError:
    """A 400 that the state of an object caused; an idempotency key replays it."""
    return StripeError(message, code=code, param=param, remembered=True, **more)


def broken(message: str = "An unknown error occurred in the sandbox.") -> StripeError:
    return StripeError(message, status=500, kind="api_error")
