"""Tables of payments: what is asked for, by which instruments, what was refunded, and the webhook inbox."""

from payments.models.payments import Payment, PaymentInstrument, Refund
from payments.models.webhooks import WebhookEvent

__all__ = ["Payment", "PaymentInstrument", "Refund", "WebhookEvent"]
