"""Changing the name on an account."""

import unicodedata
from dataclasses import dataclass

from accounts.models import User
from electricityshop.commands import command
from electricityshop.errors import InvalidInput


class BadName(InvalidInput):
    code = "bad_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameAccount:
    """An empty name takes it away. Raises `BadName`."""

    user_id: int
    name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name.strip())
        if len(self.name) > 150:
            raise BadName("The name is too long.", fields={"name": "Use at most 150 characters."})
        if any(unicodedata.category(character) == "Cc" for character in self.name):
            raise BadName("The name is not plain text.", fields={"name": "Use one line of plain text."})


@command
def rename_account(wanted: RenameAccount) -> None:
    User.objects.filter(pk=wanted.user_id).update(name=wanted.name)
