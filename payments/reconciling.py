"""Comparing the provider's books with ours, page by page: what can be healed is, the rest is shown to staff.

Every page is repeatable and a run may be killed anywhere: its row says where it goes on.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings

from payments.adapters import gateway
from payments.checking import check_intent
from payments.commands.advance_run import AdvanceRun, advance_run
from payments.commands.begin_reconciliation import BeginReconciliation, begin_reconciliation
from payments.commands.finish_run import FinishRun, finish_run
from payments.commands.note_absence import NoteAbsence, note_absence
from payments.commands.note_healed import NoteHealed, note_healed
from payments.commands.record_differences import Found, RecordDifferences, record_differences
from payments.disputing import check_disputes_of
from payments.domain.charges import Charge, ChargePage
from payments.domain.comparing import DifferenceKind, OurSide, differences
from payments.domain.gateway import GatewayRefused, GatewayUnavailable, IntentStatus
from payments.domain.windows import GRACE, OVERLAP, Rhythm, Window, next_window
from payments.queries.our_side import our_side
from payments.queries.runs import UnseenPayment, last_windows, run_under_way, unseen_payments
from payments.refunding import check_refunds_of

logger = structlog.get_logger(__name__)

UNSEEN_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Difference:
    """A charge that does not agree; `ours` is None when nothing here asked for it."""

    charge: Charge
    ours: OurSide | None
    kinds: tuple[DifferenceKind, ...]


def differing(window: Window) -> Iterator[Difference]:
    """Look only: every difference in the window, the provider's side and then ours. Raises `GatewayUnavailable`."""
    cursor, is_last = "", False
    while not is_last:
        page = gateway().charges_between(window.since, window.until, after=cursor)
        yield from _compare(page)
        cursor, is_last = page.next, not page.next


def absent(window: Window, limit: int) -> list[UnseenPayment]:
    """Look only: payments captured in the window that the provider does not know. Raises `GatewayUnavailable`."""
    unseen = unseen_payments(window, limit)
    return [payment for payment in unseen if not _is_there(payment.charged_intent)]


def begin_due(now: datetime) -> int | None:
    """Begin the window whose turn it is; the run's id, None when nothing is due."""
    rhythm = Rhythm(
        timedelta(minutes=settings.RECONCILE_EVERY_MINUTES),
        settings.RECONCILE_NIGHT_HOUR,
        timedelta(hours=settings.RECONCILE_NIGHT_HOURS),
    )
    due = next_window(rhythm, now, *last_windows())
    return begin_reconciliation(BeginReconciliation(due.since, due.until, due.is_nightly)) if due else None


def begin_now(now: datetime, requested_by: str) -> int:
    """Begin with what is new, and the last hour at least; the run's id, that of the one under way if one is."""
    last, _ = last_windows()
    until = now - GRACE
    since = min(until - timedelta(hours=1), (last or until) - OVERLAP)
    return begin_reconciliation(BeginReconciliation(since, until, requested_by=requested_by))


def reconcile(run_id: int, *, seconds: float) -> bool:
    """Go on with a run for about so long; whether it is done. Raises `GatewayUnavailable`: go on later."""
    stop = time.monotonic() + seconds
    while (run := run_under_way(run_id)) is not None:
        if time.monotonic() > stop:
            return False
        if not run.is_listed:
            _page(run_id, run.window, run.cursor)
        elif unseen := unseen_payments(run.window, UNSEEN_AT_ONCE):
            _look_for(run_id, unseen)
        else:
            finish_run(FinishRun(run_id))
    return True


def _page(run_id: int, window: Window, cursor: str) -> None:
    page = gateway().charges_between(window.since, window.until, after=cursor)
    found = list(_compare(page))
    rows = tuple(_row(one, kind) for one in found for kind in one.kinds)
    record_differences(RecordDifferences(run_id, rows))
    healed = sum(_heal(one) for one in found)
    intents = tuple(charge.intent for charge in page.charges)
    wrong = {one.charge.intent for one in found}
    agreeing = tuple(intent for intent in intents if intent and intent not in wrong)
    advance_run(AdvanceRun(run_id, cursor, page.next, len(intents), len(rows), healed, intents, agreeing))


def _compare(page: ChargePage) -> Iterator[Difference]:
    ours = our_side(page.charges)
    for charge in page.charges:
        side = ours.get(charge.id)
        if kinds := differences(charge, side):
            yield Difference(charge, side, kinds)


def _heal(found: Difference) -> int:
    """Do what can be done about it, look again, and say how many differences are gone."""
    for kind in found.kinds:
        try:
            if cure := _CURES.get(kind):
                cure(found.charge.intent)
        except GatewayUnavailable:
            raise
        except GatewayRefused as error:
            logger.warning(
                "a difference could not be healed", intent=found.charge.intent, reason=error.reason
            )
        except Exception:
            logger.exception("a difference could not be healed", intent=found.charge.intent)
    left = differences(found.charge, our_side([found.charge]).get(found.charge.id))
    for kind in left:
        logger.error("payments differ from the provider's books", intent=found.charge.intent, kind=kind.value)
    return note_healed(NoteHealed(_name(found.charge), tuple(set(found.kinds) - set(left))))


_CURES: dict[DifferenceKind, Callable[[str], object]] = {
    DifferenceKind.MISSED: check_intent,
    DifferenceKind.TWICE: check_intent,
    DifferenceKind.DIFFERS: check_intent,  # which raises the payment's alarm
    DifferenceKind.REFUNDS: check_refunds_of,
    DifferenceKind.DISPUTE: check_disputes_of,
}
"""What can be done about it; about the others, nothing but looking."""


def _look_for(run_id: int, unseen: Sequence[UnseenPayment]) -> None:
    """Payments the list did not show: the provider is asked about each by name."""
    for payment in unseen:
        is_there = _is_there(payment.charged_intent)
        if not is_there:
            absent = (Found(
                payment.charged_intent, DifferenceKind.ABSENT, payment.id, payment.reference,
                {"amount": payment.amount, "currency": payment.currency, "state": "succeeded"}, {},
            ),)  # fmt: skip
            record_differences(RecordDifferences(run_id, absent))
        note_absence(NoteAbsence(payment.id, is_there))


def _is_there(intent: str) -> bool:
    try:
        return gateway().retrieve_intent(intent).status is IntentStatus.SUCCEEDED
    except GatewayRefused:
        return False


def _row(found: Difference, kind: DifferenceKind) -> Found:
    ours = {} if found.ours is None else asdict(found.ours)
    return Found(
        _name(found.charge),
        kind,
        UUID(found.ours.payment_id) if found.ours else None,
        found.ours.reference if found.ours else found.charge.reference,
        ours,
        asdict(found.charge),
    )


def _name(charge: Charge) -> str:
    return charge.intent or charge.id
