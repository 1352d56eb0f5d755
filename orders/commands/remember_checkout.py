"""What a shopper filled in at checkout is kept with the cart, so that nothing is typed twice."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from electricityshop.commands import command
from electricityshop.plain_sql import run
from orders.domain.owners import Owner
from orders.queries.carts import owned


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberCheckout:
    owner: Owner
    answers: dict[str, Any]
    """Merged into what is known; JSON values."""


_MERGE = "UPDATE orders_cart c SET checkout = c.checkout || %s::jsonb, updated_at = %s WHERE {owner}"


@command
def remember_checkout(memory: RememberCheckout) -> None:
    """Nothing is kept for who has no cart."""
    statement, who = owned(_MERGE, memory.owner)
    run(statement, [json.dumps(memory.answers), timezone.now(), *who])
