"""Who has saved cards, by an owner's key; the cards themselves are the provider's to keep."""

import uuid

from django.db import models
from django.db.models import Q


class ProviderCustomer(models.Model):
    """The customer at the provider that holds an owner's cards."""

    owner = models.CharField(primary_key=True, max_length=80)
    key = models.UUIDField(default=uuid.uuid4, editable=False, help_text="The idempotency key.")
    provider_id = models.CharField(max_length=120, blank=True, help_text="cus_…")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider_id"], name="customer_provider_id_unique", condition=~Q(provider_id="")
            )
        ]

    def __str__(self) -> str:
        return self.provider_id or self.owner
