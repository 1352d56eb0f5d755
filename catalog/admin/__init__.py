"""The catalogue's part of the admin."""

from catalog.admin import products, stock, tree

__all__ = ["products", "stock", "tree"]
