"""Adding an address to the address book, or changing one."""

from dataclasses import asdict, dataclass

from accounts.domain.postal import PostalAddress
from accounts.models import Address, User
from accounts.queries.address_book import NoSuchAddress
from electricityshop.commands import command
from electricityshop.errors import Conflict

MOST_ADDRESSES = 50


class AddressBookFull(Conflict):
    code = "address_book_full"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveAddress:
    """`address_id` None adds one. The first address of a book is its default, asked for or not."""

    user_id: int
    postal: PostalAddress
    address_id: int | None = None
    make_default: bool = False


@command
def save_address(wanted: SaveAddress) -> int:
    """The address's id. Raises `NoSuchAddress`, also for somebody else's, and `AddressBookFull`."""
    User.objects.select_for_update(no_key=True).get(pk=wanted.user_id)  # one change of a book at a time
    book = Address.objects.filter(user_id=wanted.user_id)
    held = book.count()
    if wanted.address_id is None and held >= MOST_ADDRESSES:
        raise AddressBookFull(
            f"An address book holds {MOST_ADDRESSES} addresses. Delete one you no longer need."
        )
    is_default = wanted.make_default or held == 0
    if is_default:  # before the new one is written: at no moment are there two
        book.filter(is_default=True).update(is_default=False)
    values = asdict(wanted.postal) | ({"is_default": True} if is_default else {})
    if wanted.address_id is None:
        return Address.objects.create(user_id=wanted.user_id, **values).pk
    if not book.filter(pk=wanted.address_id).update(**values):
        raise NoSuchAddress("There is no such address in your address book.")
    return wanted.address_id
