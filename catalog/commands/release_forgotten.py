"""A hold that outlived its owner by a day gives its stock back."""

from dataclasses import dataclass

import structlog

from catalog import stock
from electricityshop.commands import command

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseForgotten:
    reference: str


@command
def release_forgotten(forgotten: ReleaseForgotten) -> None:
    """Release what is still held for the reference, and say so: whoever held it should have."""
    stock.release(forgotten.reference, reason="Nobody took it or gave it back in time.")
    logger.warning("a forgotten hold is released", reference=forgotten.reference)
