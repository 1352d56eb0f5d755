"""All checks, one after the other."""

from datetime import timedelta

from orders.queries.audit import messages, money, progress, stock
from orders.queries.audit.checks import Finding, carry_out

CHECKS = stock.CHECKS + money.CHECKS + progress.CHECKS + messages.CHECKS


def audit(older_than: timedelta) -> tuple[Finding, ...]:
    """What each check found; what is still under way counts once it is `older_than` old. One statement a check."""
    return tuple(carry_out(check, older_than) for check in CHECKS)
