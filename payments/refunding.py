"""Refunding: enter it in the ledger, ask the provider, record the answer."""

from uuid import UUID

import structlog

from payments.adapters import gateway
from payments.checking import apply_charge
from payments.commands.adopt_refund import AdoptRefund, adopt_refund
from payments.commands.claim_refund import ClaimedRefund, ClaimRefund, claim_refund
from payments.commands.record_refund import RecordRefund, record_refund
from payments.commands.request_refund import RequestRefund, request_refund
from payments.commands.retry_refund import RetryRefund, retry_refund
from payments.domain.gateway import (
    GatewayRefund,
    GatewayRefused,
    GatewayUnavailable,
    NewRefund,
    RefundStatus,
)
from payments.queries.payment_for import payment_for
from payments.queries.payment_of import RefundView
from payments.queries.refund_for import refund_for
from payments.queries.refund_of import refund_of

logger = structlog.get_logger(__name__)

RefundPayment = RequestRefund
"""What to refund: reference, key, amount (None: all that is left), reason, requested_by."""


def refund_payment(asked: RefundPayment) -> RefundView:
    """Refund, or return the refund of the same key. While the provider is away it stays requested, and is sent later.

    Raises `NoPayment`, `NotRefundable` (more than is left), `RefundDiffers` (the key was used for another refund).
    """
    return _send_now(request_refund(asked))


def try_refund_again(asked: RetryRefund) -> RefundView:
    """Ask the provider once more about one that waits, or for one that failed. Raises `NotRefundable`."""
    return _send_now(retry_refund(asked))


def _send_now(refund_id: UUID) -> RefundView:
    try:
        send_refund(refund_id)
    except GatewayUnavailable:
        logger.warning("a refund waits for the provider", refund=str(refund_id))
    return refund_of(refund_id)


def send_refund(refund_id: UUID) -> None:
    """Ask the provider for a requested refund, or how it stands. Does nothing unless it is due; safe to repeat.

    Raises `GatewayUnavailable`; the refund is due again later.
    """
    refund = claim_refund(ClaimRefund(refund_id))
    if refund is None:
        return
    try:
        made = _ask(refund)
    except GatewayUnavailable as error:
        if not error.will_repeat_itself or (found := _made_before(refund)) is None:
            raise
        made = found
    except GatewayRefused as error:
        found = _made_before(refund)
        if found is None:
            record_refund(RecordRefund(refund_id, RefundStatus.FAILED, failure=error.reason))
            return
        made = found
    _record(refund_id, made)


def check_refund(provider_id: str) -> str | None:
    """How it stands now, recorded; None when it is not known here (yet)."""
    made = gateway().retrieve_refund(provider_id)
    refund_id = refund_for(made)
    if refund_id is None:
        return check_refunds_of(made.intent) if made.intent else None
    _record(refund_id, made)
    return f"refund {made.status.value}"


def check_refunds_of(intent: str) -> str | None:
    """Compare a charge's refunds with the ledger; those made in the provider's dashboard enter it.

    None when the charge is not known here (yet).
    """
    charge = gateway().retrieve_intent(intent)
    payment_id = payment_for(charge)
    if payment_id is None:
        return None
    apply_charge(payment_id, charge)  # news of the refund may come before news of the payment
    for made in gateway().refunds_of(intent):
        if refund_id := refund_for(made):
            _record(refund_id, made)
        else:
            adopt_refund(AdoptRefund(payment_id, made))
    return "refunds compared"


def _made_before(refund: ClaimedRefund) -> GatewayRefund | None:
    """After a reply was lost, "no" may mean that it is done already."""
    made = gateway().refunds_of(refund.intent)
    return next((one for one in made if one.mark == str(refund.id)), None)


def _ask(refund: ClaimedRefund) -> GatewayRefund:
    if refund.provider_id:
        return gateway().retrieve_refund(refund.provider_id)
    key = str(refund.id)
    return gateway().refund(NewRefund(key, refund.intent, refund.amount, {"refund": key}))


def _record(refund_id: UUID, made: GatewayRefund) -> None:
    record_refund(RecordRefund(refund_id, made.status, made.id, made.failure))
