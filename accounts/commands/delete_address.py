"""Taking an address out of the address book. Orders keep their own copy."""

from dataclasses import dataclass

from accounts.models import Address, User
from accounts.queries.address_book import NoSuchAddress
from electricityshop.commands import command


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteAddress:
    user_id: int
    address_id: int


@command
def delete_address(wanted: DeleteAddress) -> None:
    """When it was the default, the newest one left becomes it. Raises `NoSuchAddress`, also for somebody else's."""
    User.objects.select_for_update(no_key=True).get(pk=wanted.user_id)  # one change of a book at a time
    book = Address.objects.filter(user_id=wanted.user_id)
    deleted, _ = book.filter(pk=wanted.address_id).delete()
    if not deleted:
        raise NoSuchAddress("There is no such address in your address book.")
    newest = book.order_by("-id").values("pk")[:1]
    if not book.filter(is_default=True).exists():
        book.filter(pk__in=newest).update(is_default=True)
