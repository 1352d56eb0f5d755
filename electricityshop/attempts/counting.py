"""Counting an attempt towards its limits, inside a command."""

from collections.abc import Sequence
from datetime import datetime

from electricityshop.attempts.left import require_attempts_left
from electricityshop.attempts.limits import Limit, TooManyAttempts
from electricityshop.commands import require_transaction
from electricityshop.plain_sql import run

COUNT = """
INSERT INTO attempts_attempt (key, at)
SELECT key, %(now)s FROM unnest(%(keys)s::text[]) AS key
WHERE NOT EXISTS (
    SELECT FROM unnest(%(keys)s::text[], %(mosts)s::int[], %(sinces)s::timestamptz[]) AS one (key, most, since)
    WHERE (SELECT count(*) FROM attempts_attempt AS tried WHERE tried.key = one.key AND tried.at > since) >= most
)
"""


def count_attempt(limits: Sequence[Limit], now: datetime) -> None:
    """Count one attempt against every limit. Raises `TooManyAttempts`, counting nothing, when one is used up.

    One statement. It is exact for a subject whose attempts the caller lets in one after the other; of others that
    come at the same moment a few too many may pass.
    """
    require_transaction()
    values = {
        "now": now,
        "keys": [limit.key for limit in limits],
        "mosts": [limit.most for limit in limits],
        "sinces": [limit.since(now) for limit in limits],
    }
    if limits and not run(COUNT, values):
        require_attempts_left(limits, now)
        raise TooManyAttempts(retry_after=1)  # it ended while we looked
