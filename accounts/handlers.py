"""What accounts does when something happened. Each may run twice: a second mail with a valid link does no harm."""

from accounts.adapters.mails import send_password_reset_mail, send_verification_mail
from accounts.domain.events import PasswordResetRequested, VerificationRequested
from electricityshop.events.subscriptions import subscribe


@subscribe(VerificationRequested)
def send_verification(event: VerificationRequested) -> None:
    send_verification_mail(event.email_address_id, is_new_account=event.is_new_account)


@subscribe(PasswordResetRequested)
def send_password_reset(event: PasswordResetRequested) -> None:
    send_password_reset_mail(event.user_id)
