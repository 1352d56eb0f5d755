"""The demo catalogue, expanded once for all its tests."""

import pytest

from catalog.demo import categories, products
from catalog.domain.records import CategoryRecord, ProductRecord


@pytest.fixture(scope="session")
def demo_products() -> tuple[ProductRecord, ...]:
    return tuple(products())


@pytest.fixture(scope="session")
def tree() -> dict[tuple[str, ...], CategoryRecord]:
    return {category.path: category for category in categories()}
