"""The orders' part of the admin."""

from orders.admin import carts, documents, mails, orders, returns, shipping

__all__ = ["carts", "documents", "mails", "orders", "returns", "shipping"]
