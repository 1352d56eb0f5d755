"""Where products and categories are on this site, for lists that name dozens of them.

`reverse()` looks for the pattern and checks the result each time; the patterns are the same for all of them.
"""

from functools import cache

from django.urls import reverse

_PLACE = "-"


def product_address(slug: str) -> str:
    return slug.join(_around("catalog:product"))


def category_address(path: str) -> str:
    return path.join(_around("catalog:category"))


@cache
def _around(name: str) -> tuple[str, str]:
    """What stands before and after the slug or path in addresses of this name; both hold no sign to be quoted."""
    before, _, after = reverse(name, args=[_PLACE]).partition(_PLACE)
    return before, after
