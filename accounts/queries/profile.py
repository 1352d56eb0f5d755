"""What a person may see of their own account."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Exists, F, OuterRef

from accounts.models import User
from electricityshop.errors import NotFound


class NoSuchAccount(NotFound):
    code = "no_such_account"


@dataclass(frozen=True, slots=True)
class Profile:
    id: int
    email: str
    name: str
    email_verified: bool
    two_factor: bool
    joined_at: datetime


def profile_of(user_id: int) -> Profile:
    """Raises `NoSuchAccount`."""
    verified = EmailAddress.objects.filter(user_id=OuterRef("pk"), email=OuterRef("email"), verified=True)
    totp = Authenticator.objects.filter(user_id=OuterRef("pk"), type=Authenticator.Type.TOTP)
    row = (
        User.objects.filter(pk=user_id)
        .annotate(email_verified=Exists(verified), two_factor=Exists(totp), joined_at=F("date_joined"))
        .values("id", "email", "name", "email_verified", "two_factor", "joined_at")
        .first()
    )
    if row is None:
        raise NoSuchAccount("There is no such account.")
    return Profile(**row)
