"""The write paths of the coherence proof that are the shop's own commands, and its import."""

from benchmarks.coherence_facts import flipped
from benchmarks.coherence_import import import_goods
from benchmarks.coherence_journal import WriterJournal
from benchmarks.coherence_orm_writes import Write, any_of
from benchmarks.coherence_shop import Shelf
from catalog.commands.adjust_stock import AdjustStock, adjust_stock
from catalog.commands.publish_products import PublishProducts, publish_products


def importing(shelf: Shelf, journal: WriterJournal) -> None:
    goods = shelf.imported
    with journal.commit("import") as facts:
        version = journal.facts[f"price:{goods.number}"] + 1
        facts[f"price:{goods.number}"] = facts[f"name:{goods.key}"] = version
        import_goods(goods.key, goods.number, version=version)


def publish_command(shelf: Shelf, journal: WriterJournal) -> None:
    bit, facts_after = switch(shelf, journal)
    with journal.commit("command: publish, withdraw") as facts:
        facts.update(facts_after)
        goods = shelf.switched[bit]
        publish_products(
            PublishProducts(product_ids=(goods.id,), is_published=bool(facts[f"shown:{goods.key}"]))
        )


def switch(shelf: Shelf, journal: WriterJournal) -> tuple[int, dict[str, int]]:
    """Which product is published or withdrawn next, and what is so afterwards."""
    mask = journal.facts[f"published:{shelf.number}"]
    bit = flipped(mask)
    mask ^= 1 << bit
    shown = f"shown:{shelf.switched[bit].key}"
    after = {
        f"published:{shelf.number}": mask,
        f"count:{shelf.number}": mask.bit_count(),
        shown: mask >> bit & 1,
    }
    return bit, after


def stock_command(shelf: Shelf, journal: WriterJournal) -> None:
    goods = any_of(shelf)
    with journal.commit("command: adjust stock") as facts:
        facts[f"stock:{goods.key}"] = journal.facts[f"stock:{goods.key}"] + 1
        adjust_stock(AdjustStock(variant_id=goods.variant_id, change=1, reason="Counted.", actor="the proof"))


COMMANDS: tuple[Write, ...] = (importing, publish_command, stock_command)
