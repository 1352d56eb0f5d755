"""What may happen, in any order: shoppers, staff, the provider's webhooks, and workers that are killed."""

from itertools import count

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from accounts.domain.postal import PostalAddress
from catalog.commands.adjust_stock import AdjustStock, adjust_stock
from catalog.commands.count_stock import CountStock, count_stock
from catalog.models import Variant
from catalog.stock import StockPromised
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.commands.change_cart import AddToCart, ChangeLine, add_to_cart, change_line
from orders.commands.place_order import CartHasProblems, EmptyCart, PlaceOrder, PriceChanged, place_order
from orders.domain.quantities import NotEnough
from orders.domain.status import IllegalTransition
from orders.jobs import expire_orders
from orders.models import CartLine, Order
from orders.paying import NotPayable, start_paying
from orders.queries.carts import cart_of, carts_of
from orders.queries.orders import order_of
from orders.refunding import refund_order
from payments.jobs import sweep_webhooks
from payments.ledger import NotRefundable
from payments.queries.payment_of import NoPayment
from tests.orders.model.book import Ordered
from tests.orders.model.checks import CheckedShop
from tests.orders.model.facts import order_facts
from tests.orders.model.opening import forget_caches
from tests.orders.model.workers import JOBS, later, run_until_killed, work_everything_off
from tests.payments.provider import DECLINED, GOOD, send

HOME = PostalAddress(
    name="Ada Lovelace", line1="Main Street 1", city="Berlin", country="DE", postcode="10115"
)
OWNERS, VARIANTS, ORDERS = st.integers(0, 2), st.integers(0, 2), st.integers(0, 20)
NEVER = 10_000
STATEMENTS = st.one_of(st.just(NEVER), st.just(NEVER), st.integers(1, 40))
"""At which statement the process is killed; mostly it lives."""
MOST_WEBHOOKS = 6
UNTIL = ("placed", "placed", "paid", "confirmed", "confirmed")
_keys = count(1)
has_orders = precondition(lambda self: bool(self.book.orders))


class Shop(CheckedShop):
    # ---- shoppers
    @rule(owner=OWNERS, variant=VARIANTS, quantity=st.integers(1, 3))
    def put_in(self, owner: int, variant: int, quantity: int) -> None:
        article, cart = self.variants[variant], self.book.carts[owner]
        wanted = cart.get(article.pk, 0) + quantity
        try:
            add_to_cart(AddToCart(owner=self.owners[owner], sku=article.sku, quantity=quantity))
        except NotEnough:
            assert wanted > self.book.available_to(owner, article.pk)
        else:
            assert wanted <= self.book.available_to(owner, article.pk)
            cart[article.pk] = wanted

    @rule(owner=OWNERS, variant=VARIANTS, quantity=st.integers(0, 4))
    def change(self, owner: int, variant: int, quantity: int) -> None:
        article, cart = self.variants[variant], self.book.carts[owner]
        lines = CartLine.objects.filter(variant=article, cart__in=carts_of(self.owners[owner]))
        line = lines.values_list("pk", flat=True).first()
        assert (line is not None) == (article.pk in cart)
        if line is None:
            return
        try:
            change_line(ChangeLine(owner=self.owners[owner], line_id=line, quantity=quantity))
        except NotEnough:
            assert quantity > self.book.available_to(owner, article.pk)
        else:
            assert quantity <= max(self.book.available_to(owner, article.pk), 0)
            cart[article.pk] = quantity
            if not quantity:
                del cart[article.pk]

    @rule(owner=OWNERS)
    def look(self, owner: int) -> None:
        """The cart shows what is in it, at today's prices, and which of it there is."""
        view, cart = cart_of(self.owners[owner]), self.book.carts[owner]
        assert {item.offer.variant_id: item.quantity for item in view.items} == cart
        for item in view.items:
            available = self.book.available_to(owner, item.offer.variant_id)
            assert bool(item.problem) == (item.quantity > available)
            assert item.can_take == min(item.quantity, available)
        self.book.seen[owner] = self.book.total(owner)

    @rule(owner=OWNERS, as_seen=st.booleans(), statement=STATEMENTS)
    def place(self, owner: int, as_seen: bool, statement: int) -> None:
        cart, expected = self.book.carts[owner], self.book.seen.get(owner) if as_seen else None
        wish = PlaceOrder(
            owner=self.owners[owner], email="ada@example.com", shipping=HOME, billing=HOME, shipping_method="flat",
            key=f"model-{next(_keys)}", expected_total=expected,
        )  # fmt: skip
        total, placed = self.book.total(owner), []
        try:
            if run_until_killed(lambda: placed.append(place_order(wish)), statement):
                self.was_killed = True
                return
        except EmptyCart:
            assert not cart
        except CartHasProblems:
            assert not self.book.can_be_placed(owner)
        except PriceChanged:
            assert expected not in {None, total}
        else:
            assert cart
            assert self.book.can_be_placed(owner)
            assert expected in {None, total}
            self.book.place(owner, id=placed[0].id, number=placed[0].number, wish=wish)

    @rule(owner=OWNERS, variant=VARIANTS, quantity=st.integers(1, 3), until=st.sampled_from(UNTIL))
    def buy(self, owner: int, variant: int, quantity: int, until: str) -> None:
        """All the way, or a part of it, so that many orders are seen."""
        before = len(self.book.orders)
        self.put_in(owner, variant, quantity)
        self.place(owner, as_seen=False, statement=NEVER)
        if until != "placed" and len(self.book.orders) > before:
            self.pay(before, GOOD, statement=NEVER)
        if until == "confirmed":
            self.work_off()

    @rule(owner=OWNERS, variant=VARIANTS)
    def buy_all_of_it_again(self, owner: int, variant: int) -> None:
        """Back from the payment page, and all there is wanted: the own unpaid order is in the way."""
        self.buy(owner, variant, 1, "placed")
        everything = self.book.available_to(owner, self.variants[variant].pk)
        if everything > 0:
            self.put_in(owner, variant, everything)
            self.place(owner, as_seen=False, statement=NEVER)

    @has_orders
    @rule(chosen=ORDERS)
    def press_again(self, chosen: int) -> None:
        order = self._order(chosen)
        again = place_order(order.wish)
        assert (again.number, again.is_new) == (order.number, False)

    @has_orders
    @rule(chosen=ORDERS, card=st.sampled_from([GOOD, GOOD, DECLINED]), statement=STATEMENTS)
    def pay(self, chosen: int, card: str, statement: int) -> None:
        order, started = self._order(chosen), []
        view = order_of(self.owners[order.owner], order.number)
        try:
            if run_until_killed(lambda: started.append(start_paying(view)), statement):
                self.was_killed = True
                return
        except NotPayable:
            assert not view.awaits_payment
            return
        assert view.awaits_payment
        order.url = started[0].checkout_url or order.url
        self._pay_there(order, card)

    @has_orders
    @rule(chosen=ORDERS)
    def pay_in_an_old_tab(self, chosen: int) -> None:
        """The hosted page is still open there, whatever became of the order."""
        order = self._order(chosen)
        if order.url:
            self._pay_there(order, GOOD)

    @has_orders
    @rule(chosen=ORDERS)
    def cancel(self, chosen: int) -> None:
        if chosen >= len(self.book.orders):
            return  # the fewer there are, the longer they live
        order = self._order(chosen)
        status = order_facts()[order.number].status
        try:
            cancel_order(CancelOrder(order_id=order.id, reason="Changed my mind.", actor="customer"))
        except IllegalTransition:
            assert status in {"refunded", "failed"}
        else:
            assert status not in {"refunded", "failed"}
            order.closed = order.closed or "cancelled"

    # ---- staff
    @has_orders
    @rule(chosen=ORDERS, is_all=st.booleans())
    def refund(self, chosen: int, is_all: bool) -> None:
        order = self._order(chosen)
        fact = order_facts()[order.number]
        left, amount = fact.captured - fact.refunded, None if is_all else order.total // 3
        try:
            refund_order(order.number, amount=amount, key=f"m{next(_keys)}", reason="Sorry.", actor="staff:1")
        except (NotRefundable, NoPayment):
            assert left < (amount or 1)
        else:
            assert left >= (amount or 1)
            order.refunds.append(amount or left)

    @rule(variant=VARIANTS, change=st.integers(-4, 4).filter(bool))
    def correct(self, variant: int, change: int) -> None:
        pk = self.variants[variant].pk
        try:
            adjust_stock(AdjustStock(variant_id=pk, change=change, reason="Found.", actor="staff:1"))
        except StockPromised:
            assert -change > self.book.available(pk)
        else:
            assert -change <= self.book.available(pk)
            self.book.supply[pk] += change

    @rule(variant=VARIANTS, counted=st.integers(0, 8))
    def count(self, variant: int, counted: int) -> None:
        pk = self.variants[variant].pk
        difference = counted - self.book.on_hand(pk)
        try:
            booked = count_stock(CountStock(variant_id=pk, counted=counted, reason="Count.", actor="staff:1"))
        except StockPromised:
            assert counted < self.book.held(pk)
        else:
            assert counted >= self.book.held(pk)
            assert booked == difference
            self.book.supply[pk] += difference

    @rule(variant=VARIANTS, price=st.sampled_from([199, 1_190, 2_500]))
    def reprice(self, variant: int, price: int) -> None:
        pk = self.variants[variant].pk
        Variant.objects.filter(pk=pk).update(price=price)
        self.book.price[pk] = price

    # ---- what happens by itself
    @has_orders
    @rule(chosen=ORDERS)
    def run_out_of_time(self, chosen: int) -> None:
        if chosen >= len(self.book.orders):
            return
        order = self._order(chosen)
        Order.objects.filter(pk=order.id).update(pay_until=timezone.now())
        was = order_facts()[order.number].status
        expire_orders()
        is_closed = order_facts()[order.number].status in {"cancelled", "failed"}
        assert is_closed or was != "pending" or order.heard
        if is_closed and order.is_live:
            order.closed = "expired"

    @has_orders
    @rule(times=st.integers(1, 3), is_backwards=st.booleans())
    def webhooks_arrive(self, times: int, is_backwards: bool) -> None:
        """Several times, in any order, and again the ones that came before."""
        events = [event for event in self.provider.events() if event["id"] not in self.old_events]
        events = events[-MOST_WEBHOOKS:]
        for event in (events[::-1] if is_backwards else events) * times:
            assert send(event).status_code == 200
        sweep_webhooks()

    @rule(job=st.sampled_from(JOBS), is_later=st.booleans(), statement=STATEMENTS)
    def work(self, job, is_later: bool, statement: int) -> None:
        """One worker does one thing, and may be killed over it."""
        if is_later:
            later()
        if run_until_killed(job, statement):
            self.was_killed = True

    @rule()
    def work_off(self) -> None:
        work_everything_off()
        self.check_settled()

    @rule()
    def lose_redis(self) -> None:
        forget_caches()

    def _order(self, chosen: int) -> Ordered:
        return self.book.orders[chosen % len(self.book.orders)]

    def _pay_there(self, order: Ordered, card: str) -> None:
        if order.url and self.provider.pay(order.url, card).is_redirect:
            order.charged = True
