"""A card was declined: tried too often, the ways to pay are closed for a while, so that nobody tests cards on an order."""

import structlog

from payments.adapters import gateway
from payments.checking import apply_charge
from payments.closing import close_instruments
from payments.commands.count_decline import CountDecline, count_decline
from payments.queries.payment_for import payment_for

logger = structlog.get_logger(__name__)


def check_declined(intent_id: str) -> str | None:
    """What came of it; None when the charge is not known here (yet). Called once for each card that was declined."""
    charge = gateway().retrieve_intent(intent_id)
    payment_id = payment_for(charge)
    if payment_id is None:
        return None
    outcome = apply_charge(payment_id, charge)
    if outcome == "declined" and not count_decline(CountDecline(payment_id)):
        logger.warning("too many cards were declined: the ways to pay are closed", payment=str(payment_id))
        close_instruments(payment_id)
        return "declined once too often"
    return outcome
