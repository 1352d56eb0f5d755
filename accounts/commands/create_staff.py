"""Giving somebody access to the admin."""

from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from accounts.models import RefreshToken, User
from electricityshop.commands import command
from electricityshop.errors import InvalidInput


class UnknownRole(InvalidInput):
    code = "unknown_role"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateStaff:
    email: str
    password: str = field(repr=False)
    now: datetime
    is_superuser: bool = False
    roles: tuple[str, ...] = ()


@command
def create_staff(wanted: CreateStaff) -> bool:
    """Whether the account is new. One there is gets this password and these powers, and its API logins end.

    Raises `UnknownRole` for a role there is no group of.
    """
    groups = list(Group.objects.filter(name__in=wanted.roles))
    if missing := set(wanted.roles) - {group.name for group in groups}:
        raise UnknownRole(f"There is no role {', '.join(sorted(missing))}. Run `manage.py sync_roles` first.")
    user, is_new = User.objects.get_or_create(email=wanted.email.strip().lower())
    user.is_staff = user.is_active = True
    user.is_superuser = wanted.is_superuser
    user.set_password(wanted.password)
    user.save(update_fields=["is_staff", "is_active", "is_superuser", "password"])
    user.groups.set(groups)
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": True}
    )
    RefreshToken.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=wanted.now)
    return is_new
