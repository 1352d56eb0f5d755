"""Product pictures as drawings made from the specification, in SVG.

`drawing_key` says which picture a product has, `draw` makes it. Standard library only.
"""

from catalog.domain.drawings.registry import KINDS, UnknownDrawing, draw, drawing_key

__all__ = ["KINDS", "UnknownDrawing", "draw", "drawing_key"]
