"""A feed of any length for `import_catalog`, gzipped CSV: each row follows from its number. One in 100 is bad, one in 100 comes twice."""

import csv
import gzip
from pathlib import Path
from random import Random
from typing import Final

from catalog.demo.generated import brands
from catalog.demo.generated.words import series

MAP: Final = """
source = "scale-feed"

[fields]
sku = "sku"
name = "name"
brand = "brand"
description = "text"
price = { column = "price", transform = "cents" }
stock = 25

[category]
column = "category"

[attributes.scale_power]
name = "Rated power"
kind = "number"
unit = "W"
column = "power"

[attributes.scale_colour]
name = "Housing colour"
kind = "choice"
column = "colour"
"""
_KINDS: Final = ("Charger", "Lamp", "Socket", "Switch", "Cable", "Fan", "Heater", "Sensor", "Relay", "Meter")
_COLOURS: Final = ("white", "black", "grey", "red", "blue")
_EVERY: Final = 100


def write_feed(directory: Path, rows: int) -> tuple[Path, Path]:
    """The feed and its map."""
    feed, described = directory / f"feed-{rows}.csv.gz", directory / "feed.toml"
    described.write_text(MAP)
    with gzip.open(feed, "wt", encoding="utf-8", newline="", compresslevel=1) as file:
        writer = csv.writer(file)
        writer.writerow(("sku", "name", "brand", "category", "price", "power", "colour", "text"))
        writer.writerows(_row(number) for number in range(rows))
    return feed, described


def _row(number: int) -> tuple[str, ...]:
    chance = Random(f"feed/{number}")
    line, kind = chance.choice(series()), chance.choice(_KINDS)
    price = "ask us" if number % _EVERY == 1 else f"{chance.randint(1, 500)}.95"
    known = number - 50 if number % _EVERY == 99 else number
    return (
        f"FEED-{known:08}",
        f"{kind} {line} {chance.randint(1, 999)}",
        chance.choice(brands()),
        f"Scale > {kind}s",
        price,
        str(chance.randint(1, 200)),
        chance.choice(_COLOURS),
        f"The {line} {kind.lower()} for the house and the workshop. " * 4,
    )
