"""The shop in plain Python: what there is of everything, what was ordered, and where the money is."""

from dataclasses import dataclass, field

from orders.commands.place_order import PlaceOrder

SHIPPING = 500


@dataclass
class Ordered:
    """One order. `charged` is what happened at the provider, `heard` that the shop knows of it."""

    id: int
    number: str
    owner: int
    lines: dict[int, int]
    total: int
    wish: PlaceOrder
    url: str = ""
    charged: bool = False
    heard: bool = False
    opened: bool = False
    """Finalization was begun: from then on nothing of it counts as held for its owner."""
    taken: bool = False
    is_back: bool = False
    """All money went back before anything left."""
    closed: str = ""
    """Why it will not be delivered: `cancelled`, `expired` or `gave way`; empty while it will."""
    refunds: list[int] = field(default_factory=list)
    """What staff sent back, minor units."""

    @property
    def is_live(self) -> bool:
        return not self.closed

    @property
    def gives_way(self) -> bool:
        return self.is_live and not self.heard

    @property
    def owed_back(self) -> int:
        """What went back once everything is settled."""
        return self.total if self.closed and self.charged else sum(self.refunds)


@dataclass
class Book:
    """`supply` is all there ever was of a variant: opening stock and what staff corrected."""

    supply: dict[int, int]
    price: dict[int, int]
    carts: dict[int, dict[int, int]]
    seen: dict[int, int] = field(default_factory=dict)
    """Owner to the total last shown."""
    orders: list[Ordered] = field(default_factory=list)

    def on_hand(self, variant: int) -> int:
        return self.supply[variant] - sum(
            order.lines.get(variant, 0)
            for order in self.orders
            if order.is_live and order.taken and not order.is_back
        )

    def held(self, variant: int) -> int:
        return sum(order.lines.get(variant, 0) for order in self.orders if order.is_live and not order.taken)

    def available(self, variant: int) -> int:
        return self.on_hand(variant) - self.held(variant)

    def available_to(self, owner: int, variant: int) -> int:
        """What the cart tells its owner: what is held for own unpaid orders is theirs."""
        own = (one for one in self.orders if one.owner == owner and one.is_live and not one.opened)
        return self.available(variant) + sum(one.lines.get(variant, 0) for one in own)

    def total(self, owner: int) -> int:
        return (
            sum(self.price[variant] * quantity for variant, quantity in self.carts[owner].items()) + SHIPPING
        )

    def can_be_placed(self, owner: int) -> bool:
        """Whether there is enough, once every own order that nobody has paid yet gave way."""
        own = [one for one in self.orders if one.owner == owner and one.gives_way]
        return all(
            quantity <= self.available(variant) + sum(one.lines.get(variant, 0) for one in own)
            for variant, quantity in self.carts[owner].items()
        )

    def place(self, owner: int, *, id: int, number: str, wish: PlaceOrder) -> None:
        """The cart becomes an order; own unpaid ones give way, oldest first, while something is missing."""
        cart = self.carts[owner]
        missing = {variant: quantity - self.available(variant) for variant, quantity in cart.items()}
        for order in self.orders:
            stands_in_the_way = any(missing.get(variant, 0) > 0 for variant in order.lines)
            if order.owner == owner and order.gives_way and stands_in_the_way:
                order.closed = "gave way"
                missing = {variant: short - order.lines.get(variant, 0) for variant, short in missing.items()}
        self.orders.append(Ordered(id, number, owner, dict(cart), self.total(owner), wish))
        cart.clear()
