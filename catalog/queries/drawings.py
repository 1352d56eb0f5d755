"""Where the picture of a product is: the drawing of its category's kind and its specification."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.urls import reverse

from catalog.domain import drawings
from catalog.domain.drawings import KINDS, drawing_key
from catalog.domain.records import Specification
from catalog.queries.category_tree import CategoryTree, category_tree

_ANY_KIND = "box"


def _revision() -> str:
    sources = sorted(Path(drawings.__file__).parent.glob("*.py"))
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]


DRAWINGS_REVISION = _revision()
"""Changes with the code that draws, so that a picture's address does too and may be cached for ever."""


def drawing_url(
    category_id: int, specification: Specification, *, name: str = "", tree: CategoryTree | None = None
) -> str:
    """Its path on this site. `name` is the product's: it helps where one kind has several forms."""
    node = (tree or category_tree()).by_id.get(category_id)
    kind = node.drawing if node and node.drawing in KINDS else _ANY_KIND
    hints = {"name": name, "category": node.path if node else ""}
    return _address(kind, drawing_key(kind, {**hints, **specification}))


@lru_cache(maxsize=4096)
def _address(kind: str, key: str) -> str:
    return f"{reverse('catalog:drawing', args=[kind, key])}?r={DRAWINGS_REVISION}"
