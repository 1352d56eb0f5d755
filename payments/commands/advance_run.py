"""A page of the provider's books is compared: the run goes on behind it."""

from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from electricityshop.commands import command
from payments.domain.states import RunState
from payments.models import Payment, ReconciliationDifference, ReconciliationRun


@dataclass(frozen=True, slots=True)
class AdvanceRun:
    """`cursor` is where the page began, `next` where the next one does, empty after the last.

    `agreeing` are the charges on which both sides agree, `intents` all that were seen.
    """

    run_id: int
    cursor: str
    next: str
    charges: int
    found: int
    healed: int
    intents: tuple[str, ...]
    agreeing: tuple[str, ...]


@command
def advance_run(asked: AdvanceRun) -> bool:
    """Whether this call did: of two workers that compared the same page, one counts it."""
    now = timezone.now()
    row = ReconciliationRun.objects.filter(
        pk=asked.run_id, state=RunState.RUNNING, cursor=asked.cursor, listed_at=None
    )
    advanced = row.update(
        cursor=asked.next,
        listed_at=None if asked.next else now,
        charges=F("charges") + asked.charges,
        found=F("found") + asked.found,
        healed=F("healed") + asked.healed,
    )
    Payment.objects.filter(charged_intent__in=[one for one in asked.intents if one], seen_at=None).update(
        seen_at=now
    )
    earlier = ReconciliationDifference.objects.open().filter(intent__in=asked.agreeing)
    earlier.update(healed_at=now)
    return bool(advanced)
