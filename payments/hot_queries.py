"""Hot queries of payments: the inbox of webhooks, the sweeps, the provider's books, what staff look at."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from electricityshop.plans.picking import one, parent
from electricityshop.plans.registry import Ask, Size, hot_query
from electricityshop.plans.staff_lists import staff_list, staff_page
from payments.commands.advance_run import AdvanceRun, advance_run
from payments.commands.claim_check import ClaimCheck, claim_check
from payments.commands.claim_refund import ClaimRefund, claim_refund
from payments.commands.claim_webhook import ClaimWebhook, claim_webhook
from payments.commands.prune_webhooks import PruneWebhooks, prune_webhooks
from payments.commands.request_refund import RequestRefund, request_refund
from payments.commands.store_webhook import StoreWebhook, store_webhook
from payments.domain.charges import Charge
from payments.domain.gateway import Notice
from payments.domain.windows import Window
from payments.models import (
    Dispute,
    Payment,
    PaymentInstrument,
    ReconciliationDifference,
    ReconciliationRun,
    Refund,
    WebhookEvent,
)
from payments.queries.differences import open_differences
from payments.queries.due import due_checks, due_refunds, due_webhooks, left_over_references
from payments.queries.due_rows import payments_due, refunds_due, webhooks_due
from payments.queries.given_up_refunds import given_up_refunds
from payments.queries.given_up_webhooks import given_up_webhooks
from payments.queries.our_side import our_side
from payments.queries.payment_of import payment_of
from payments.queries.runs import last_windows, unseen_payments

BATCH = 200
_CHARGED = Payment.objects.exclude(charged_intent="").order_by("-created_at")


# ------------------------------------------------------------ webhooks
@hot_query(WebhookEvent, statements=1)
def webhook_stored(_: Size) -> Ask:
    """A webhook comes, and is written down."""
    return partial(store_webhook, StoreWebhook(Notice("evt_new", "payment_intent.succeeded", "pi_new")))


@hot_query(WebhookEvent, statements=2)
def webhook_claimed(_: Size) -> Ask:
    """A worker takes a webhook."""
    waiting = WebhookEvent.objects.due(timezone.now()).values_list("pk", flat=True)
    return partial(claim_webhook, ClaimWebhook(one(waiting)))


@hot_query(WebhookEvent, statements=1, indexes=("webhook_due",))
def webhooks_to_process(_: Size) -> Ask:
    """Webhooks that a lost job left behind."""
    return partial(due_webhooks, BATCH)


@hot_query(WebhookEvent, statements=1, indexes=("webhook_due",))
def webhooks_late(_: Size) -> Ask:
    """How many webhooks are due, for the alarm."""
    return webhooks_due


@hot_query(WebhookEvent, statements=1, indexes=("webhook_given_up",))
def webhooks_given_up(_: Size) -> Ask:
    """Webhooks that could not be processed."""
    return partial(given_up_webhooks, 50)


@hot_query(WebhookEvent, statements=2, indexes=("webhook_newest",))
def webhooks_pruned(_: Size) -> Ask:
    """A batch of webhooks of long ago is forgotten."""
    return partial(prune_webhooks, PruneWebhooks(before=timezone.now() - timedelta(days=30)))


@hot_query(WebhookEvent, statements=2, indexes=("webhook_newest",))
def staff_webhooks(_: Size) -> Ask:
    """Staff look at the newest webhooks."""
    return staff_list(WebhookEvent)


# ------------------------------------------------------------ payments
@hot_query(Payment, statements=2, indexes=("refund_of_payment",))
def payment_of_order(size: Size) -> Ask:
    """How the payment of an order stands."""
    payment = parent(Refund.objects.all(), "payment_id", size)
    return partial(payment_of, one(Payment.objects.filter(pk=payment).values_list("reference", flat=True)))


@hot_query(Payment, statements=3)
def open_payment_of_order(_: Size) -> Ask:
    """What an order may still be paid with."""
    reference = one(Payment.objects.open().order_by("-created_at").values_list("reference", flat=True))
    return partial(payment_of, reference)


@hot_query(Payment, statements=1, indexes=("payment_open",))
def payments_to_check(_: Size) -> Ask:
    """Open payments whose turn it is to be compared with the provider."""
    return partial(due_checks, BATCH)


@hot_query(Payment, statements=2, indexes=())
def check_claimed(_: Size) -> Ask:
    """A worker takes an open payment's turn."""
    waiting = Payment.objects.to_check(timezone.now()).values_list("pk", flat=True)
    return partial(claim_check, ClaimCheck(one(waiting)))


@hot_query(Payment, statements=1, indexes=("payment_open",))
def checks_late(_: Size) -> Ask:
    """How many payments are due to be compared, for the alarm."""
    return payments_due


@hot_query(PaymentInstrument, statements=1)
def instruments_left_over(_: Size) -> Ask:
    """What can still be paid with although its payment is over."""
    return partial(left_over_references, BATCH)


@hot_query(Payment, statements=2, indexes=("payment_newest",))
def staff_payments(_: Size) -> Ask:
    """Staff look at the newest payments."""
    return staff_list(Payment)


@hot_query(Payment, statements=2, indexes=("payment_email",))
def staff_payments_by_email(_: Size) -> Ask:
    """Staff look payments up by an e-mail address."""
    return staff_list(Payment, {"q": one(_CHARGED.values_list("email", flat=True))})


@hot_query(Payment, statements=2, indexes=("payments_payment_reference_1d502039_like",))
def staff_payments_by_reference(_: Size) -> Ask:
    """Staff look payments up by how an order's number begins."""
    return staff_list(Payment, {"q": one(_CHARGED.values_list("reference", flat=True))})


# ------------------------------------------------------------ refunds
@hot_query(Refund, statements=6)
def refund_requested(_: Size) -> Ask:
    """Money is asked back."""
    reference = one(_CHARGED.values_list("reference", flat=True))
    return partial(request_refund, RequestRefund(reference=reference, key="check_query_plans", amount=1))


@hot_query(Refund, statements=1, indexes=("refund_to_do",))
def refunds_to_send(_: Size) -> Ask:
    """Refunds that are to be sent, or asked about."""
    return partial(due_refunds, BATCH)


@hot_query(Refund, statements=2)
def refund_claimed(_: Size) -> Ask:
    """A worker takes a refund."""
    return partial(
        claim_refund, ClaimRefund(one(Refund.objects.to_send(timezone.now()).values_list("pk", flat=True)))
    )


@hot_query(Refund, statements=1, indexes=("refund_to_do",))
def refunds_late(_: Size) -> Ask:
    """How many refunds are due, for the alarm."""
    return refunds_due


@hot_query(Refund, statements=1, indexes=("refund_to_do",))
def refunds_given_up(_: Size) -> Ask:
    """Refunds that nobody asks about any more."""
    return partial(given_up_refunds, 50)


# ------------------------------------------------------------ the provider's books
@hot_query(Payment, statements=4, indexes=("payment_charged_intent", "refund_of_charge", "dispute_of_charge"))
def page_of_charges(size: Size) -> Ask:
    """What we have about a page of the provider's charges."""
    intents = _CHARGED.values_list("charged_intent", flat=True)[: 100 if size is Size.MANY else 1]
    charges = [Charge(each, each, "", "", 1, 0, "EUR", is_disputed=False) for each in intents]
    return partial(our_side, charges)


@hot_query(ReconciliationRun, statements=3, indexes=("payment_charged_intent",))
def page_compared(size: Size) -> Ask:
    """A page of the provider's charges agrees with ours."""
    intents = tuple(_CHARGED.values_list("charged_intent", flat=True)[: 100 if size is Size.MANY else 1])
    return partial(advance_run, AdvanceRun(1, "", "", len(intents), 0, 0, intents, intents))


@hot_query(Payment, statements=1, indexes=("payment_unseen",))
def payments_unseen(_: Size) -> Ask:
    """Payments of a day that the provider's list has not shown."""
    now = timezone.now()
    return partial(unseen_payments, Window(now - timedelta(days=30), now), 50)


@hot_query(ReconciliationRun, statements=2, indexes=("reconciliation_latest",))
def windows_compared(_: Size) -> Ask:
    """Until when was compared; staff's list is in the same order."""
    return last_windows


@hot_query(ReconciliationDifference, statements=1, indexes=("difference_open",))
def differences_open(_: Size) -> Ask:
    """What staff must look into."""
    return partial(open_differences, 50)


@hot_query(ReconciliationDifference, statements=2, indexes=("difference_newest",))
def staff_differences(_: Size) -> Ask:
    """Staff look at the newest differences."""
    return staff_list(ReconciliationDifference)


@hot_query(Dispute, statements=2, indexes=("dispute_newest",))
def staff_disputes(_: Size) -> Ask:
    """Staff look at the newest disputes."""
    return staff_list(Dispute)


@hot_query(
    Payment, statements=6, indexes=("instrument_of_payment", "refund_of_payment", "dispute_of_payment")
)
def staff_payment(size: Size) -> Ask:
    """A payment's page in the admin: its instruments, refunds and disputes."""
    return staff_page(Payment, parent(Refund.objects.all(), "payment_id", size))
