"""The orders' part of the admin."""

from orders.admin import carts, documents, mails, orders, shipping

__all__ = ["carts", "documents", "mails", "orders", "shipping"]
