"""A Redis that is not there."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from electricityshop.caching import connection, near


@pytest.fixture
def redis_away(settings: object) -> Iterator[None]:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    connect_anew()
    yield
    connect_anew()
    connection.BREAKER.succeeded()


def connect_anew() -> None:
    caches._settings = caches.settings = caches.configure_settings(None)
    if hasattr(caches._connections, "default"):
        delattr(caches._connections, "default")
    near.forget()
