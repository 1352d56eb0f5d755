"""What a shopper filled in at checkout is kept with the cart, so that nothing is typed twice."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, JSONField, Value
from django.db.models.expressions import CombinedExpression
from django.utils import timezone

from electricityshop.commands import command
from orders.domain.owners import Owner
from orders.queries.carts import carts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberCheckout:
    owner: Owner
    answers: dict[str, Any]
    """Merged into what is known; JSON values."""


@command
def remember_checkout(memory: RememberCheckout) -> None:
    """Nothing is kept for who has no cart."""
    answers = Value(memory.answers, output_field=JSONField())
    merged = CombinedExpression(F("checkout"), "||", answers, output_field=JSONField())
    carts_of(memory.owner).update(checkout=merged, updated_at=timezone.now())
