"""allauth, with the shop's limits, links and mails."""

from smtplib import SMTPException
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailConfirmationHMAC
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from accounts.adapters.limits import mail_limits
from accounts.adapters.mails import mail_context
from accounts.commands.request_verification import RequestVerification, request_verification
from electricityshop.attempts.commands.record_attempt import RecordAttempt, record_attempt
from electricityshop.attempts.limits import TooManyAttempts
from electricityshop.attempts.visitors import client_address

logger = structlog.get_logger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Named by `settings.ACCOUNT_ADAPTER`."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "email_taken": "There is an account with this e-mail address already. Log in, or reset the password.",
        "incorrect_password": "That is not your password.",
        "enter_current_password": "That is not your current password.",
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The limits' refusal becomes an error of the form."""
        try:
            user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        except TooManyAttempts as error:
            raise ValidationError(error.message, code=error.code) from error
        return user

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def send_confirmation_mail(
        self,
        request: HttpRequest,
        emailconfirmation: EmailConfirmationHMAC,
        signup: bool,  # noqa: FBT001  # allauth passes it by position
    ) -> None:
        """Through the outbox. Past the limits nothing more is sent: the earlier links still work."""
        address = emailconfirmation.email_address
        if not self.may_send_mail(request, address.email):
            return
        request_verification(RequestVerification(email_address_id=address.pk, is_new_account=signup))

    def may_send_mail(self, request: HttpRequest, email: str) -> bool:
        """Whether the limits on mails leave room for one; it is counted."""
        try:
            record_attempt(RecordAttempt(limits=mail_limits(request, email), now=timezone.now()))
        except TooManyAttempts:
            logger.warning("too many account mails asked for: none sent")
            return False
        return True

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Notices of what just happened. A mail server that is away must not undo, or hide, what happened."""
        message = self.render_mail(template_prefix, email, mail_context() | context)
        try:
            message.send()
        except (SMTPException, OSError):
            logger.exception("account notice not sent", template=template_prefix)
