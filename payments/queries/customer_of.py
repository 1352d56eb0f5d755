"""The provider's customer that holds an owner's cards."""

from payments.models import ProviderCustomer


def customer_of(owner: str) -> str:
    """Its id there; empty while there is none."""
    found = ProviderCustomer.objects.filter(owner=owner).values_list("provider_id", flat=True).first()
    return found or ""
