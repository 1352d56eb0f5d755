"""What must be so after every step, and what must be so once the workers have done everything."""

import sys
from collections import Counter
from datetime import timedelta
from typing import ClassVar

from django.core import mail
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant
from hypothesis.strategies._internal.featureflags import FeatureFlags

from orders.queries.audit.audit import audit
from tests.orders.model.book import Book, Ordered
from tests.orders.model.facts import OrderFacts, mail_facts, order_facts, stock_facts
from tests.orders.model.opening import open_shop
from tests.orders.model.workers import work_everything_off
from tests.payments.provider import Provider

LIVE, CLOSED = {"pending", "paid", "confirmed", "refunded"}, {"cancelled", "failed"}
REASONS = {"cancelled": "Changed my mind.", "gave way": "Your order ", "expired": ""}


class CheckedShop(RuleBasedStateMachine):
    """The shop and its book, compared after every step."""

    provider: ClassVar[Provider]
    steps: ClassVar[int] = 0
    reached: ClassVar[Counter[str]] = Counter()
    """How many orders came to each end, so that a run that never got anywhere is noticed."""

    def __init__(self) -> None:
        super().__init__()
        # hypothesis leaves out most rules of most examples ("swarm testing"); here nearly nothing would be sold then
        self._rules_strategy.enabled_rules_strategy = st.just(FeatureFlags())
        opened = open_shop()
        self.owners, self.variants = opened.owners, opened.variants
        self.book = Book(
            supply=dict(opened.supply),
            price=dict(opened.price),
            carts={n: {} for n in range(len(opened.owners))},
        )
        self.was_killed = False
        self.old_events = {event["id"] for event in self.provider.events()}

    @invariant()
    def the_tables_say_what_the_book_says(self) -> None:
        type(self).steps += 1
        self.compare()

    def compare(self) -> None:
        facts = order_facts()
        assert facts.keys() == {order.number for order in self.book.orders}
        for order in self.book.orders:
            self._compare(order, facts[order.number])
        for row in stock_facts():
            assert row.on_hand == row.ledger_on_hand == self.book.on_hand(row.variant)
            assert row.held == row.open_holds == row.ledger_held == self.book.held(row.variant)
            assert 0 <= row.held <= row.on_hand

    def _compare(self, order: Ordered, fact: OrderFacts) -> None:
        """What the workers have got to is read; that they may have got there is checked."""
        order.heard = fact.payment == "succeeded"
        order.opened, order.taken = fact.is_opened, fact.is_taken
        order.is_back = fact.status == "refunded"
        assert not order.is_back or sum(order.refunds) == order.total
        assert order.charged or not order.heard
        assert order.heard or not order.taken
        assert fact.total == order.total
        assert fact.status in (LIVE if order.is_live else CLOSED)
        assert fact.reason.startswith(REASONS[order.closed] if order.closed else "")
        assert fact.captured == (order.total if order.heard else 0)
        assert fact.refunded in {sum(order.refunds), order.owed_back}
        assert fact.told_back <= fact.refunded <= fact.captured
        assert fact.surplus == 0

    def check_settled(self) -> None:
        """Nothing is under way: every order, all money and every mail is where it belongs."""
        self.compare()
        facts, mails = order_facts(), mail_facts()
        for order in self.book.orders:
            fact = facts[order.number]
            assert order.heard == order.taken == order.charged or order.closed
            assert fact.status in _final(order)
            assert fact.refunded == fact.told_back == order.owed_back
            owed = {
                "confirmation": int(fact.is_confirmed),
                "cancelled": int(order.closed == "cancelled"),
                "payment_failed": int(order.closed == "expired"),
                "refunded": fact.refunds,
            }
            for kind, number in owed.items():
                assert mails.get((order.number, kind), (0, 0)) == (number, number), kind
        self._check_outbox(sum(sent for _, sent in mails.values()))

    def _check_outbox(self, sent: int) -> None:
        """Once each; killed between the mail server's answer and the mark, a mail may go out again, as the same."""
        seen = Counter(message.extra_headers["Message-ID"] for message in mail.outbox)
        assert len(seen) == sent
        assert self.was_killed or set(seen.values()) <= {1}

    def teardown(self) -> None:
        if sys.exception() is not None:
            return
        work_everything_off()
        self.check_settled()
        facts = order_facts()
        for order in self.book.orders:
            self.reached[f"{order.closed or facts[order.number].status}{', charged' * order.charged}"] += 1
            if order.charged:
                self._check_provider(order, facts[order.number].intent)
        broken = [finding for finding in audit(timedelta(0)) if finding.count]
        assert not broken

    def _check_provider(self, order: Ordered, intent: str) -> None:
        """The customer's card statement."""
        charged = self.provider.api.payment_intents.retrieve(intent, {"expand": ["latest_charge"]})
        assert charged.amount_received == order.total
        assert charged.latest_charge.amount_refunded == order.owed_back


def _final(order: Ordered) -> set[str]:
    if order.closed:
        return {"failed"} if order.closed == "expired" else {"cancelled"}
    if not order.charged:
        return {"pending"}
    return {"refunded"} if order.owed_back == order.total else {"confirmed"}
