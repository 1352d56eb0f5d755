"""Payments in the admin: everything to see, nothing to edit; money moves through the use cases only."""

from payments.admin import payments, refunds, webhooks

__all__ = ["payments", "refunds", "webhooks"]
