"""Which part of the books is compared next, and what counts as a difference. No database."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from payments.domain.charges import Charge
from payments.domain.comparing import DifferenceKind, OurSide, differences
from payments.domain.states import PaymentState
from payments.domain.windows import GRACE, OVERLAP, Rhythm, Window, next_window

RHYTHM = Rhythm(timedelta(hours=1), 3, timedelta(days=1))
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Berlin"))
UNTIL = NOON - GRACE
LAST_NIGHT = NOON.replace(hour=3, minute=1) - GRACE


@pytest.mark.parametrize("hour", [2, 12])
def test_the_first_window_is_a_nights(hour):
    until = NOON.replace(hour=hour) - GRACE

    window = next_window(RHYTHM, NOON.replace(hour=hour), None, None)

    assert window == Window(until - timedelta(days=1), until, is_nightly=True)


def test_nothing_is_due_within_the_hour():
    assert next_window(RHYTHM, NOON, UNTIL - timedelta(minutes=59), LAST_NIGHT) is None


def test_every_hour_with_an_overlap():
    last = UNTIL - timedelta(hours=1)

    assert next_window(RHYTHM, NOON, last, LAST_NIGHT) == Window(last - OVERLAP, UNTIL)


@pytest.mark.parametrize(("hour", "is_due"), [(2, False), (3, True), (4, True), (23, True)])
def test_once_a_night_the_whole_day(hour, is_due):
    now = NOON.replace(hour=hour)
    yesterday = LAST_NIGHT - timedelta(days=1)

    window = next_window(RHYTHM, now, now - GRACE - timedelta(minutes=5), yesterday)

    until = now - GRACE
    assert window == (Window(until - timedelta(days=1), until, is_nightly=True) if is_due else None)


def test_after_days_of_silence_nothing_is_left_out():
    last = UNTIL - timedelta(days=3)

    assert next_window(RHYTHM, NOON, last, LAST_NIGHT).since == last - OVERLAP


def theirs(**changes):
    facts = {
        "id": "ch_1", "intent": "pi_1", "reference": "ES-1", "payment": "", "amount": 500, "refunded": 0,
        "currency": "EUR", "is_disputed": False,
    }  # fmt: skip
    return Charge(**facts | changes)


def ours(**changes):
    facts = {
        "payment_id": "p", "reference": "ES-1", "amount": 500, "currency": "EUR", "state": PaymentState.SUCCEEDED,
        "charged_intent": "pi_1",
    }  # fmt: skip
    return OurSide(**facts | changes)


@pytest.mark.parametrize(
    ("charge", "side", "kinds"),
    [
        (theirs(), ours(), ()),
        (theirs(), None, ("unknown",)),
        (theirs(refunded=500), None, ()),
        (theirs(), ours(state=PaymentState.OPEN, charged_intent=""), ("missed",)),
        (theirs(), ours(charged_intent="pi_2"), ("twice",)),
        (theirs(), ours(charged_intent="pi_2", is_given_back=True), ()),
        (theirs(refunded=500), ours(charged_intent="pi_2", refunded=500), ()),
        (theirs(), ours(state=PaymentState.CANCELLED, charged_intent=""), ("twice",)),
        (theirs(amount=499), ours(), ("differs",)),
        (theirs(currency="USD"), ours(), ("differs",)),
        (theirs(reference="ES-2"), ours(), ("differs",)),
        (theirs(reference=""), ours(), ("differs",)),
        (theirs(amount=499), ours(state=PaymentState.OPEN), ("differs",)),
        (theirs(refunded=100), ours(), ("refunds",)),
        (theirs(), ours(refunded=100), ("refunds",)),
        (theirs(refunded=100), ours(refunded=50, promised=50), ()),
        (theirs(refunded=50), ours(refunded=50, promised=50), ()),
        (theirs(is_disputed=True), ours(), ("dispute",)),
        (theirs(is_disputed=True), ours(disputes=1), ()),
        (theirs(is_disputed=True, refunded=9), ours(), ("refunds", "dispute")),
    ],
)
def test_what_differs(charge, side, kinds):
    assert differences(charge, side) == tuple(DifferenceKind(kind) for kind in kinds)
