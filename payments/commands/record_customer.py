"""Recording the customer the provider made for an owner."""

from dataclasses import dataclass
from uuid import UUID

from electricityshop.commands import command
from payments.models import ProviderCustomer


@dataclass(frozen=True, slots=True)
class RecordCustomer:
    owner: str
    key: UUID
    provider_id: str


@command
def record_customer(made: RecordCustomer) -> bool:
    """Whether it is the one in use: not when it was forgotten while the provider made it."""
    row = ProviderCustomer.objects.filter(owner=made.owner, key=made.key)
    return bool(row.filter(provider_id__in=["", made.provider_id]).update(provider_id=made.provider_id))
