"""Fixtures every test may use."""

import django_rq
import pytest
from django.core.cache import cache

from electricityshop.caching import near


@pytest.fixture(autouse=True)
def empty_redis() -> None:
    """No test reads what another one cached or queued."""
    cache.clear()
    near.forget()
    django_rq.get_connection("default").flushdb()
