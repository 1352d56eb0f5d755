"""Asking for the link that sets a new password."""

from dataclasses import dataclass

from accounts.domain.events import PasswordResetRequested
from electricityshop.commands import command
from electricityshop.events.outbox import record


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPasswordReset:
    """`user_id` None when there is no such account: the same is done, and nothing is sent."""

    user_id: int | None


@command
def request_password_reset(wanted: RequestPasswordReset) -> None:
    """Record it; a worker makes the link and sends the mail."""
    record(PasswordResetRequested(user_id=wanted.user_id or 0))
