"""Hot queries of the catalogue, as if nothing were cached."""

from catalog.hot_queries import lists, pages, range_changes, searches, stock, words

__all__ = ["lists", "pages", "range_changes", "searches", "stock", "words"]
