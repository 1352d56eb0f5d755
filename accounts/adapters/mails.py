"""The mails about an account that a worker sends. Links are made here, so that no secret waits in the outbox."""

from typing import Any
from urllib.parse import quote

import structlog
from allauth.account import app_settings as account_settings
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from accounts.models import User

logger = structlog.get_logger(__name__)


def mail_context() -> dict[str, Any]:
    """What every mail may use; there is no request in a worker."""
    return {"shop_name": settings.SHOP_NAME, "shop_url": settings.SHOP_URL}


def send_verification_mail(email_address_id: int, *, is_new_account: bool) -> None:
    """Send the confirmation link, unless the address is confirmed or gone by now. Raises what SMTP raises."""
    address = EmailAddress.objects.select_related("user").filter(pk=email_address_id, verified=False).first()
    if address is None:
        logger.info("verification mail not needed any more", email_address=email_address_id)
        return
    path = reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])
    prefix = "email_confirmation_signup" if is_new_account else "email_confirmation"
    _send(prefix, address.email, activate_url=settings.SHOP_URL + path, user_name=address.user.name)


def send_password_reset_mail(user_id: int) -> None:
    """Send the link that sets a new password; nothing for an account there is not. Raises what SMTP raises."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        logger.info("no password reset mail: no such account")
        return
    token = account_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    path = path.replace("UID-KEY", quote(f"{user_pk_to_url_str(user)}-{token}"))
    _send("password_reset_key", user.email, password_reset_url=settings.SHOP_URL + path, user_name=user.name)


def _send(template: str, to: str, **context: str) -> None:
    get_adapter().render_mail(f"account/email/{template}", to, mail_context() | context).send()
