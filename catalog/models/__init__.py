"""Tables of the catalogue: the tree and its attributes, products and their variants, stock and its ledger,
and the words of searches."""

from catalog.models.products import BoughtTogether, Brand, Product, ProductImage, TaxClass, Variant
from catalog.models.search import FacetValue, SearchPhrase, SearchWord, SynonymGroup
from catalog.models.stock import StockHold, StockItem, StockMovement
from catalog.models.tree import Attribute, AttributeChoice, Category, CategoryAttribute

__all__ = [
    "Attribute",
    "AttributeChoice",
    "BoughtTogether",
    "Brand",
    "Category",
    "CategoryAttribute",
    "FacetValue",
    "Product",
    "ProductImage",
    "SearchPhrase",
    "SearchWord",
    "StockHold",
    "StockItem",
    "StockMovement",
    "SynonymGroup",
    "TaxClass",
    "Variant",
]
