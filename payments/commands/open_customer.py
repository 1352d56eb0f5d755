"""Deciding on an owner's customer at the provider, before it hears of it: the row's key is the idempotency key."""

from dataclasses import dataclass
from uuid import UUID

from electricityshop.commands import command
from electricityshop.errors import InvalidInput
from payments.models import ProviderCustomer


class BadOwner(InvalidInput):
    code = "bad_owner"


@dataclass(frozen=True, slots=True)
class OpenCustomer:
    """Raises `BadOwner` on construction."""

    owner: str

    def __post_init__(self) -> None:
        if not (0 < len(self.owner) <= 80 and self.owner.isprintable()):
            raise BadOwner("Saved cards need an owner of at most 80 characters.")


@dataclass(frozen=True, slots=True)
class OpenedCustomer:
    """`provider_id` is empty until the provider has answered."""

    key: UUID
    provider_id: str


@command
def open_customer(asked: OpenCustomer) -> OpenedCustomer:
    """The owner's customer, made if need be."""
    ProviderCustomer.objects.bulk_create([ProviderCustomer(owner=asked.owner)], ignore_conflicts=True)
    return OpenedCustomer(*ProviderCustomer.objects.values_list("key", "provider_id").get(owner=asked.owner))
