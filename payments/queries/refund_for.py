"""Which refund of ours one at the provider is."""

from uuid import UUID

from payments.domain.gateway import GatewayRefund
from payments.models import Refund
from payments.queries.payment_for import as_uuid


def refund_for(made: GatewayRefund) -> UUID | None:
    """By the mark we gave it, else by its id there; None for one made elsewhere."""
    marked = as_uuid(made.mark)
    ours = Refund.objects.filter(pk=marked) if marked else Refund.objects.filter(provider_id=made.id)
    return ours.values_list("id", flat=True).first()
