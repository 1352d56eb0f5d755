"""The catalogue of the coherence proof: one shelf for each writer, so that every fact has one writer."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.coherence_facts import BITS, EVERY_BIT

SHELVES = 4
PLAIN = 3
DIRECTORY = "COHERENCE_DIRECTORY"
"""The environment variable that says where the parts of the proof find each other's files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """A product. `number` is what its prices begin with."""

    key: str
    number: int
    id: int
    slug: str
    variant_id: int
    shelf: int


@dataclass(slots=True, kw_only=True)
class Shelf:
    """What one writer owns. `facts` is what the shop shows of it, as it was committed last."""

    number: int
    category_id: int
    plain: list[Goods]
    imported: Goods
    changing: Goods
    """Its variants come and go."""
    switched: list[Goods]
    """They are published and withdrawn."""
    attribute_ids: list[int]
    facts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shop:
    """The shelves, and the cookie of somebody who is logged in to the admin."""

    shelves: list[Shelf]
    staff_cookie: str
    tax_class_id: int


def facts_at_first(shelf: Shelf) -> dict[str, int]:
    goods = (*shelf.plain, shelf.imported, shelf.changing, *shelf.switched)
    return {
        f"name:c{shelf.number}": 0,
        f"declared:{shelf.number}": 0,
        f"published:{shelf.number}": EVERY_BIT,
        f"count:{shelf.number}": BITS,
        f"oldest:{shelf.changing.key}": 0,
        f"newest:{shelf.changing.key}": 1,
        **{f"oldest:{each.key}": 0 for each in goods if each is not shelf.changing},
        **{f"newest:{each.key}": 0 for each in goods if each is not shelf.changing},
        **{f"name:{each.key}": 0 for each in goods},
        **{f"price:{each.number}": 0 for each in goods},
        **{f"stock:{each.key}": FIRST_STOCK for each in goods},
        **{f"shown:{each.key}": 1 for each in goods},
    }


FIRST_STOCK = 100


def directory() -> Path:
    return Path(os.environ[DIRECTORY])


def keep(shop: Shop, where: Path) -> None:
    (where / "shop.json").write_text(json.dumps(asdict(shop)))


def kept(where: Path) -> Shop:
    """The shop as the seeding process wrote it down, or as the last round left it."""
    read = json.loads((where / "shop.json").read_text())
    return Shop([_shelf(row) for row in read["shelves"]], read["staff_cookie"], read["tax_class_id"])


def _shelf(row: dict[str, Any]) -> Shelf:
    return Shelf(
        number=row["number"],
        category_id=row["category_id"],
        plain=[Goods(**one) for one in row["plain"]],
        imported=Goods(**row["imported"]),
        changing=Goods(**row["changing"]),
        switched=[Goods(**one) for one in row["switched"]],
        attribute_ids=row["attribute_ids"],
        facts=row["facts"],
    )
