"""Four of ten pieces that may come back."""

import pytest

from catalog.models import Variant
from orders.commands.place_order import PlacedOrder
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.living import confirmed, ship


@pytest.fixture
def cable(new_variant: NewVariant) -> Variant:
    return new_variant(price=1_190, on_hand=10)


@pytest.fixture
def shipped(cable: Variant, order: PlaceIt) -> PlacedOrder:
    """Four of ten pieces, with the customer."""
    placed = confirmed(order, (cable, 4))
    ship(placed)
    return placed
