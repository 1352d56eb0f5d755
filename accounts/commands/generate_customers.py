"""Customers for a shop of generated orders: they have an account, and nobody can log in to it."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import User
from electricityshop.commands import command
from electricityshop.errors import InvalidInput

MOST_CUSTOMERS = 5_000


class BadCustomers(InvalidInput):
    code = "bad_customers"


@dataclass(frozen=True, slots=True)
class GenerateCustomers:
    """Names by e-mail address, which is in lower case. Raises `BadCustomers` for more than a transaction should hold."""

    names: dict[str, str]
    joined_at: datetime

    def __post_init__(self) -> None:
        if not 1 <= len(self.names) <= MOST_CUSTOMERS:
            raise BadCustomers(f"Give 1 to {MOST_CUSTOMERS:,} customers at a time.")


@command
def generate_customers(wanted: GenerateCustomers) -> tuple[int, ...]:
    """The users' ids, in the order given; who is there already stays as they are."""
    there = set(User.objects.filter(email__in=wanted.names).values_list("email", flat=True))
    unusable = make_password(None)
    users = User.objects.bulk_create(
        User(email=email, name=name, password=unusable)
        for email, name in wanted.names.items()
        if email not in there
    )
    User.objects.filter(pk__in=[user.pk for user in users]).update(date_joined=wanted.joined_at)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in users
    )
    ids = dict(User.objects.filter(email__in=wanted.names).values_list("email", "pk"))
    return tuple(ids[email] for email in wanted.names)
