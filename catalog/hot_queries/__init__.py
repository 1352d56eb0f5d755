"""Hot queries of the catalogue, as if nothing were cached."""

from catalog.hot_queries import pages, range_changes, searches, stock

__all__ = ["pages", "range_changes", "searches", "stock"]
