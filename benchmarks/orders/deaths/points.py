"""What the proof and the shop's processes agree on: where a finalization may be stopped, and how it may be made worse."""

from enum import StrEnum

DIRECTORY = "DEATHS_DIRECTORY"
"""The environment variable that says where both find each other's files."""
SABOTAGE = "DEATHS_SABOTAGE"


class Moment(StrEnum):
    BEFORE = "before the effect"
    EFFECT = "after the effect, before the commit"
    COMMIT = "after the commit"


class Sabotage(StrEnum):
    UNCLAIMED = "mails sent without a claim"
    """Whoever is asked to send a mail sends it, whether somebody else has it or not."""
    DEAF = "no retries and no sweeps"
    """A killed job is not run again; the proof starts no scheduler either."""
