"""A lamp for sale, alone in its category."""

import pytest

from catalog.models import Category, Product
from tests.factories import CategoryFactory, product_with_variant


@pytest.fixture
def lamps() -> Category:
    return CategoryFactory.create(slug="lamps")


@pytest.fixture
def lamp(lamps: Category) -> Product:
    return product_with_variant(slug="lamp", name="Lamp", category=lamps, sku="L-1", price=1190)
