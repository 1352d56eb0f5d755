"""Opening an account."""

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from accounts.domain.events import VerificationRequested
from accounts.models import User
from electricityshop.commands import command
from electricityshop.errors import Conflict, InvalidInput
from electricityshop.events.outbox import record

LONGEST_PASSWORD = 128


class BadRegistration(InvalidInput):
    code = "bad_registration"


class EmailTaken(Conflict):
    code = "email_taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Raises `BadRegistration` naming the fields. The address is kept in lower case."""

    email: str
    password: str = field(repr=False)
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "email", self.email.strip().lower())
        object.__setattr__(self, "name", self.name.strip())
        faults = {}
        try:
            validate_email(self.email)
        except ValidationError:
            faults["email"] = "Enter an e-mail address, e.g. name@example.com."
        if len(self.name) > 150:
            faults["name"] = "Use at most 150 characters."
        if fault := _password_fault(self.password, self.email, self.name):
            faults["password"] = fault
        if faults:
            raise BadRegistration("The account could not be created; see the marked fields.", fields=faults)


@command
def register(wanted: Register) -> int:
    """The new user's id. The confirmation link follows by e-mail. Raises `EmailTaken`."""
    user = User(email=wanted.email, name=wanted.name)
    user.set_password(wanted.password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise EmailTaken(
            "There is an account with this e-mail address already. Log in, or reset the password.",
            fields={"email": "There is an account with this e-mail address already."},
        ) from error
    address = EmailAddress.objects.create(user=user, email=user.email, primary=True)
    record(VerificationRequested(email_address_id=address.pk, is_new_account=True))
    return user.pk


def _password_fault(password: str, email: str, name: str) -> str | None:
    if len(password) > LONGEST_PASSWORD:  # before the validators, which compare texts
        return f"Use at most {LONGEST_PASSWORD} characters."
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        return " ".join(error.messages)
    return None
