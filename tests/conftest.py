"""Fixtures every test may use."""

import django_rq
import pytest
from django.core.cache import cache

from catalog.models import SynonymGroup
from electricityshop.caching import near
from tests.repeats import n_plus_ones

__all__ = ["n_plus_ones"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """No test has the built-in synonyms: those that empty their tables would leave none for the next."""
    with django_db_blocker.unblock():
        SynonymGroup.objects.all().delete()


@pytest.fixture(autouse=True)
def empty_redis() -> None:
    """No test reads what another one cached or queued."""
    cache.clear()
    near.forget()
    django_rq.get_connection("default").flushdb()
