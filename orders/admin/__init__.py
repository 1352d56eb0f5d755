"""The orders' part of the admin."""

from orders.admin import carts, orders, returns, shipping

__all__ = ["carts", "orders", "returns", "shipping"]
