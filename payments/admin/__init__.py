"""Payments in the admin: everything to see, nothing to edit; money moves through the use cases only."""

from payments.admin import disputes, payments, reconciliation, refunds, webhooks

__all__ = ["disputes", "payments", "reconciliation", "refunds", "webhooks"]
