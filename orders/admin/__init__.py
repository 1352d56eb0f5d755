"""The orders' part of the admin."""

from orders.admin import carts, orders, shipping

__all__ = ["carts", "orders", "shipping"]
