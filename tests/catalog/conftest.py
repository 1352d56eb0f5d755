"""Fixtures shared with the orders' tests."""

from tests.orders.conftest import new_variant

__all__ = ["new_variant"]
