"""Choosing the address that checkout offers first."""

from dataclasses import dataclass

from accounts.models import Address, User
from accounts.queries.address_book import NoSuchAddress
from electricityshop.commands import command


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeDefaultAddress:
    user_id: int
    address_id: int


@command
def make_default_address(wanted: MakeDefaultAddress) -> None:
    """Raises `NoSuchAddress`, also for somebody else's."""
    User.objects.select_for_update(no_key=True).get(pk=wanted.user_id)  # one change of a book at a time
    book = Address.objects.filter(user_id=wanted.user_id)
    book.filter(is_default=True).exclude(pk=wanted.address_id).update(is_default=False)
    if not book.filter(pk=wanted.address_id).update(is_default=True):
        raise NoSuchAddress("There is no such address in your address book.")
