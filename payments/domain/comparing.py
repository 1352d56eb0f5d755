"""Comparing the provider's books with ours, charge by charge. No database here, and nothing is decided twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from payments.domain.charges import Charge
from payments.domain.states import PaymentState


class DifferenceKind(StrEnum):
    MISSED = "missed"
    """Paid there, open here: it is settled at once."""
    TWICE = "twice"
    """A second charge, or one for a payment that was cancelled: it goes back at once."""
    REFUNDS = "refunds"
    """What went back differs: refunds made there enter the ledger."""
    DISPUTE = "dispute"
    """Disputed there, unknown here: it is recorded."""
    DIFFERS = "differs"
    """Reference, amount or currency is not what was asked."""
    UNKNOWN = "unknown"
    """Nothing here asked for it."""
    ABSENT = "absent"
    """Captured here, and the provider knows no such charge."""


HARMLESS_ONCE_BACK = frozenset({DifferenceKind.TWICE, DifferenceKind.DIFFERS})
"""Nobody's money is left where it should not be once the whole charge went back."""


@dataclass(frozen=True, slots=True)
class OurSide:
    """What we have about one charge. Amounts in minor units.

    `refunded` is what went back of this very charge, `promised` what is still on its way, `is_given_back` says that
    it is a surplus charge whose return was decided.
    """

    payment_id: str
    reference: str
    amount: int
    currency: str
    state: PaymentState
    charged_intent: str
    refunded: int = 0
    promised: int = 0
    is_given_back: bool = False
    disputes: int = 0


def differences(charge: Charge, ours: OurSide | None) -> tuple[DifferenceKind, ...]:
    """All that is wrong with a charge; empty when both sides agree."""
    went_back = charge.refunded >= charge.amount
    if ours is None:
        return () if went_back else (DifferenceKind.UNKNOWN,)
    found = tuple(_found(charge, ours))
    return tuple(kind for kind in found if not (went_back and kind in HARMLESS_ONCE_BACK))


def _found(charge: Charge, ours: OurSide) -> Iterator[DifferenceKind]:
    if charge.reference != ours.reference or (charge.amount, charge.currency) != (ours.amount, ours.currency):
        yield DifferenceKind.DIFFERS
        return
    if ours.state is PaymentState.OPEN:
        yield DifferenceKind.MISSED
    elif charge.intent != ours.charged_intent and not ours.is_given_back:
        yield DifferenceKind.TWICE
    if not ours.refunded <= charge.refunded <= ours.refunded + ours.promised:
        yield DifferenceKind.REFUNDS
    if charge.is_disputed and not ours.disputes:
        yield DifferenceKind.DISPUTE
