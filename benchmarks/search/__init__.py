"""Judged searches: what shoppers type, and what they should find (docs/search-evaluation.md)."""
