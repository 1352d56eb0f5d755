"""Feeds: files of products in somebody else's columns, read row by row and turned into catalogue records by a map."""
