"""Stripe's books over its SDK: the list of charges, and disputes."""

from datetime import datetime
from typing import Any

import stripe

from payments.adapters.stripe_answers import charge, dispute
from payments.adapters.stripe_failures import failures
from payments.domain.charges import ChargePage
from payments.domain.disputes import GatewayDispute

A_PAGE = 100


class StripeBooks:
    """Mixed into the gateway."""

    def __init__(self, client: stripe.StripeClient) -> None:
        self.charges = client.v1.charges
        self.disputes = client.v1.disputes

    def charges_between(self, since: datetime, until: datetime, *, after: str = "") -> ChargePage:
        within = {"gte": int(since.timestamp()), "lt": int(until.timestamp())}
        asked: Any = {"created": within, "limit": A_PAGE} | ({"starting_after": after} if after else {})
        with failures():
            page = self.charges.list(asked)
            taken = tuple(charge(one) for one in page.data if one.paid and one.captured)
            return ChargePage(taken, page.data[-1].id if page.has_more and page.data else "")

    def retrieve_dispute(self, id: str) -> GatewayDispute:
        with failures():
            return dispute(self.disputes.retrieve(id))

    def disputes_of(self, intent: str) -> tuple[GatewayDispute, ...]:
        with failures():
            return tuple(map(dispute, self.disputes.list({"payment_intent": intent, "limit": A_PAGE}).data))
