"""Hot queries of carts and orders."""

from orders.hot_queries import carts, reading, staff, working

__all__ = ["carts", "reading", "staff", "working"]
