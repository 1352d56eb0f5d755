"""Tables of payments: what is asked for, by which instruments, what was refunded, and the webhook inbox."""

from payments.models.customers import ProviderCustomer
from payments.models.disputes import Dispute
from payments.models.payments import Payment, PaymentInstrument, Refund
from payments.models.reconciliation import ReconciliationDifference, ReconciliationRun
from payments.models.webhooks import WebhookEvent

__all__ = [
    "Dispute",
    "Payment",
    "PaymentInstrument",
    "ProviderCustomer",
    "ReconciliationDifference",
    "ReconciliationRun",
    "Refund",
    "WebhookEvent",
]
