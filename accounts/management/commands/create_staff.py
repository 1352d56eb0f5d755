"""`manage.py create_staff EMAIL`"""

import os
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from accounts.commands.create_staff import CreateStaff, create_staff
from electricityshop.errors import DomainError


class Command(BaseCommand):
    help = "Create a staff account, or renew one: always with a fresh password, shown once and kept nowhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--superuser", action="store_true", help="may do everything")
        parser.add_argument(
            "--role", action="append", default=[], help="Catalogue, Orders, Support; repeatable"
        )
        parser.add_argument(
            "--password-file", help="write the password there (mode 600) instead of printing it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError("That is not an e-mail address.") from error
        password = secrets.token_urlsafe(18)
        wanted = CreateStaff(
            email=options["email"],
            password=password,
            now=timezone.now(),
            is_superuser=options["superuser"],
            roles=tuple(options["role"]),
        )
        try:
            is_new = create_staff(wanted)
        except DomainError as error:
            raise CommandError(error.message) from error
        if options["password_file"]:
            _write_secret(options["password_file"], password)
            where = f"its password is in {options['password_file']}"
        else:
            where = f"its password, shown once: {password}"
        self.stdout.write(f"{wanted.email} is {'created' if is_new else 'renewed'}; {where}")


def _write_secret(path: str, secret: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    with os.fdopen(os.open(path, flags, 0o600), "w") as file:
        os.fchmod(file.fileno(), 0o600)  # a file that was there keeps its old mode otherwise
        file.write(f"{secret}\n")
