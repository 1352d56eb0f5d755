"""The catalogue's part of the admin."""

from catalog.admin import products, stock, synonyms, tree

__all__ = ["products", "stock", "synonyms", "tree"]
