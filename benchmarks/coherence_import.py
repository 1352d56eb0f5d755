"""A feed of one product, imported by the command that staff use."""

import tempfile
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from benchmarks.coherence_facts import name, price, sku
from benchmarks.coherence_shop import FIRST_STOCK

_MAP = """
source = "{source}"

[fields]
sku = "sku"
name = "name"
price = {{ column = "price", transform = "cents" }}
stock = "stock"

[category]
column = "category"
"""


def import_goods(key: str, number: int, *, version: int) -> None:
    """Name and price of that version. The category is that of the shelf whose number the key ends in."""
    cents = price(number, version)
    row = (
        f"{sku(key, 0)},{name(key, version)},{cents // 100}.{cents % 100:02},{FIRST_STOCK},Proof > w{key[-1]}"
    )
    with tempfile.TemporaryDirectory(prefix="eshop-feed-") as directory:
        feed, mapping = Path(directory, "feed.csv"), Path(directory, "map.toml")
        feed.write_text(f"sku,name,price,stock,category\n{row}\n")
        mapping.write_text(_MAP.format(source=f"proof-{key}"))
        call_command(
            "import_catalog", feed, map=mapping, errors=Path(directory, "rejected.csv"), stdout=StringIO()
        )
