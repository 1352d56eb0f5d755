"""Hot queries of the limits: asked at every login, every mail that is asked for, every payment that is begun."""

from functools import partial

from django.utils import timezone

from electricityshop.attempts.commands.forget_attempts import ForgetAttempts, forget_attempts
from electricityshop.attempts.commands.record_attempt import RecordAttempt, record_attempt
from electricityshop.attempts.left import require_attempts_left
from electricityshop.attempts.limits import limit
from electricityshop.attempts.models import Attempt
from electricityshop.plans.registry import Ask, Size, hot_query

_LIMITS = (limit("login_email", "customer@many.example"), limit("login_ip", "192.0.2.1"))


@hot_query(Attempt, statements=1, indexes=("attempts_key_at",))
def attempts_left(_: Size) -> Ask:
    """Whether somebody may try to log in."""
    return partial(require_attempts_left, _LIMITS, timezone.now())


@hot_query(Attempt, statements=2, indexes=("attempts_key_at",))
def attempt_counted(_: Size) -> Ask:
    """A failed login, counted."""
    return partial(record_attempt, RecordAttempt(limits=_LIMITS, now=timezone.now()))


@hot_query(Attempt, statements=1, scanned=("attempts_attempt",))
def attempts_forgotten(_: Size) -> Ask:
    """What is outside every window goes, each minute. It reads the whole table, which holds an hour: an index for it
    would cost more at every attempt.
    """
    return partial(forget_attempts, ForgetAttempts(now=timezone.now()))
