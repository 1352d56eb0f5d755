"""A customer's own addresses."""

from dataclasses import dataclass
from typing import Any

from accounts.domain.postal import PostalAddress
from accounts.models import Address
from electricityshop.errors import NotFound

POSTAL_FIELDS = ("name", "company", "line1", "line2", "city", "region", "postcode", "country", "phone")


class NoSuchAddress(NotFound):
    code = "no_such_address"


@dataclass(frozen=True, slots=True)
class AddressView:
    id: int
    is_default: bool
    postal: PostalAddress


def addresses_of(user_id: int) -> tuple[AddressView, ...]:
    """All of them, the default first, then the newest."""
    rows = Address.objects.filter(user_id=user_id).order_by("-is_default", "-id")
    return tuple(_view(row) for row in rows.values("id", "is_default", *POSTAL_FIELDS))


def address_of(user_id: int, address_id: int) -> AddressView:
    """One of them. Raises `NoSuchAddress`, also for somebody else's."""
    row = (
        Address.objects.filter(user_id=user_id, pk=address_id)
        .values("id", "is_default", *POSTAL_FIELDS)
        .first()
    )
    if row is None:
        raise NoSuchAddress("There is no such address in your address book.")
    return _view(row)


def _view(row: dict[str, Any]) -> AddressView:
    # .values() gives the country as text, not as django-countries' object
    return AddressView(
        row["id"], row["is_default"], PostalAddress(**{name: row[name] for name in POSTAL_FIELDS})
    )
