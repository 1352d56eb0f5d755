"""What the handlers of account mails would still bring about. Whether one was sent, no row tells."""

from typing import Any

from allauth.account.models import EmailAddress

from accounts.models import User
from electricityshop.jobs.effects import Effect, effects_of


@effects_of("accounts.handlers.send_verification")
def verification_effects(*, email_address_id: int, **_: Any) -> tuple[Effect, ...]:
    waits = EmailAddress.objects.filter(pk=email_address_id, verified=False).exists()
    return (Effect("send the confirmation link (again, perhaps)", not waits),)


@effects_of("accounts.handlers.send_password_reset")
def password_reset_effects(*, user_id: int, **_: Any) -> tuple[Effect, ...]:
    exists = User.objects.filter(pk=user_id, is_active=True).exists()
    return (Effect("send the link for a new password (again, perhaps)", not exists),)
