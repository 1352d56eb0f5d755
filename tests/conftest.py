"""Fixtures every test may use."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test reads what another one cached."""
    cache.clear()
    yield
