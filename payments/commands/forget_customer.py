"""Forgetting a customer that the provider does not have (any more), so that a fresh one can be made."""

from dataclasses import dataclass

from electricityshop.commands import command
from payments.models import ProviderCustomer


@dataclass(frozen=True, slots=True)
class ForgetCustomer:
    """`provider_id` as it was known, empty for one that was never made."""

    owner: str
    provider_id: str


@command
def forget_customer(asked: ForgetCustomer) -> bool:
    """Whether this call forgot it; a newer one is left alone."""
    row = ProviderCustomer.objects.filter(owner=asked.owner, provider_id=asked.provider_id)
    return bool(row.delete()[0])
