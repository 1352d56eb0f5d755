"""What happened to an account that something else hears. Ids only: the outbox holds nothing personal."""

from dataclasses import dataclass

from electricityshop.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRequested(Event):
    """An e-mail address wants its confirmation link; `email_address_id` is allauth's row."""

    email_address_id: int
    is_new_account: bool

    @property
    def aggregate(self) -> str:
        return f"email-address:{self.email_address_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordResetRequested(Event):
    """Somebody asked to reset a password. `user_id` 0: there is no such account, and nothing will be sent.

    It is recorded all the same, so that both cases cost the same time.
    """

    user_id: int

    @property
    def aggregate(self) -> str:
        return f"user:{self.user_id}"
