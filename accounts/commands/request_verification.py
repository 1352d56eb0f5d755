"""Asking for the confirmation link of an e-mail address."""

from dataclasses import dataclass

from accounts.domain.events import VerificationRequested
from electricityshop.commands import command
from electricityshop.events.outbox import record


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestVerification:
    email_address_id: int
    is_new_account: bool = False


@command
def request_verification(wanted: RequestVerification) -> None:
    """Record it; a worker sends the mail."""
    record(
        VerificationRequested(email_address_id=wanted.email_address_id, is_new_account=wanted.is_new_account)
    )
