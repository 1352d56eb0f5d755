"""The demo catalogue: electrical goods declared as data, and the generator that expands them into records."""

from catalog.demo.expand import products
from catalog.demo.vocabulary import attributes, brands, categories

__all__ = ["attributes", "brands", "categories", "products"]
