"""Past orders: who ordered what and when. Each follows from the seed and its number; prices are those of today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from uuid import UUID

from accounts.domain.postal import PostalAddress
from catalog.queries.popular_articles import Article
from electricityshop.plugins.types import Parcel
from orders.demo.numbers import generated_number
from orders.demo.people import customer_place, home
from orders.demo.shelf import Shelf
from orders.demo.shipping import Shipping, usual_shipping
from orders.demo.timeline import Timeline, timeline
from orders.domain.pricing import PricedLine, Totals, price_order

MOST_LINES = 12
_ANOTHER_LINE = 0.7
_GUESTS = 0.3
_OF_TRADE = 100
"""One order in so many is of the same customer, who buys for a business and has very many in a large shop."""
_DEAR = 50_000
"""Of what costs more (minor units), nobody takes several."""
_STEPS = (0, 1, 2, 3, 4, 9, 19)
_STEP_WEIGHTS = (60, 78, 84, 89, 93, 98, 100)
_METRES = 5
_MARGIN = timedelta(minutes=5)
_GROWTH = 0.7
"""Below 1, orders come faster towards the end."""


@dataclass(frozen=True, slots=True)
class Period:
    """`total` orders of a seed, placed from `since` to `until`; `customers` are the ids of those who have an account."""

    seed: int
    total: int
    since: datetime
    until: datetime
    customers: Sequence[int]
    payment_time: timedelta
    currency: str

    @property
    def length(self) -> timedelta:
        """By `until`, the last order is paid and confirmed, or its time is over."""
        return self.until - self.since - self.payment_time - _MARGIN


@dataclass(frozen=True, slots=True)
class Wish:
    """An order before its prices are known."""

    index: int
    placed_at: datetime
    variant_ids: tuple[int, ...]
    chance: Random


@dataclass(frozen=True, slots=True)
class PastOrder:
    key: str
    number: str
    user_id: int | None
    cart_token: UUID | None
    email: str
    address: PostalAddress
    lines: tuple[tuple[Article, PricedLine], ...]
    shipping: Shipping
    totals: Totals
    times: Timeline
    payment_id: UUID
    instrument_id: UUID
    refund_id: UUID

    @property
    def digest(self) -> str:
        return sha256(self.key.encode()).hexdigest()


def wishes(period: Period, shelf: Shelf, first: int, last: int) -> Iterator[Wish]:
    """Orders `first` to `last` (from 0), oldest first."""
    for index in range(first, last + 1):
        chance = Random(f"{period.seed}/order/{index}")
        share = ((index + chance.random()) / period.total) ** _GROWTH
        yield Wish(
            index,
            period.since + period.length * share,
            shelf.take(chance, _line_count(chance)),
            chance,
        )


def past_order(period: Period, wish: Wish, articles: Mapping[int, Article]) -> PastOrder:
    """The wish at the prices of `articles`, which has all its variants."""
    chance = wish.chance
    lines = tuple(
        (article, PricedLine(article.price, _quantity(article, chance), article.tax_rate))
        for article in (articles[variant] for variant in wish.variant_ids)
    )
    user_id, email, address = _buyer(period, wish.index, chance)
    shipping = usual_shipping(
        Parcel(
            sum(article.weight * line.quantity for article, line in lines),
            sum(line.total for _, line in lines),
            period.currency,
            address.country,
        )
    )
    return PastOrder(
        key=f"generated:{period.seed}:{wish.index}",
        number=generated_number(period.seed, wish.index),
        user_id=user_id,
        cart_token=None if user_id else _uuid(chance),
        email=email,
        address=address,
        lines=lines,
        shipping=shipping,
        totals=price_order((line for _, line in lines), shipping.price),
        times=timeline(wish.placed_at, wish.placed_at + period.payment_time, period.until, chance),
        payment_id=_uuid(chance),
        instrument_id=_uuid(chance),
        refund_id=_uuid(chance),
    )


def customer_email(place: int) -> str:
    return f"customer{place}@generated.example"


def _buyer(period: Period, index: int, chance: Random) -> tuple[int | None, str, PostalAddress]:
    if index % _OF_TRADE == _OF_TRADE - 1:
        place = 0
    elif chance.random() < _GUESTS:
        return None, f"guest{index}@generated.example", home(period.seed, f"guest {index}")
    else:
        place = customer_place(chance, len(period.customers))
    return period.customers[place], customer_email(place), home(period.seed, f"customer {place}")


def _line_count(chance: Random) -> int:
    """One for three orders in ten; three on the average, never more than `MOST_LINES`."""
    count = 1
    while count < MOST_LINES and chance.random() < _ANOTHER_LINE:
        count += 1
    return count


def _quantity(article: Article, chance: Random) -> int:
    steps: int = chance.choices(_STEPS, cum_weights=_STEP_WEIGHTS)[0]
    if article.price > _DEAR:
        return article.minimum_quantity
    if article.sale_unit == "metre":
        steps *= _METRES
    return article.minimum_quantity + steps * article.quantity_step


def _uuid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
