"""The write paths of the coherence proof that go through the ORM and Django's own cursor."""

import random
import time
from collections.abc import Callable
from contextlib import suppress

from django.db import connection, transaction
from django.db.models import F

from benchmarks.coherence_facts import NEVER_COMMITTED, flipped, name, price, sku
from benchmarks.coherence_journal import WriterJournal
from benchmarks.coherence_shop import Goods, Shelf
from catalog.models import Category, Product, StockItem, Variant
from catalog.summaries import refresh_summaries

Write = Callable[[Shelf, WriterJournal], None]


class _Undone(Exception):
    """Ends a transaction that is to be rolled back."""


def renamed(goods: Goods, journal: WriterJournal, facts: dict[str, int]) -> str:
    """The next name of a product, which goes into `facts`."""
    version = facts[f"name:{goods.key}"] = journal.facts[f"name:{goods.key}"] + 1
    return name(goods.key, version)


def any_of(shelf: Shelf) -> Goods:
    return random.choice(shelf.plain)


def save(shelf: Shelf, journal: WriterJournal) -> None:
    goods = any_of(shelf)
    product = Product.objects.get(pk=goods.id)
    with journal.commit("save") as facts:
        product.name = renamed(goods, journal, facts)
        product.save()


def save_of_one_field(shelf: Shelf, journal: WriterJournal) -> None:
    goods = any_of(shelf)
    product = Product.objects.get(pk=goods.id)
    with journal.commit("save of one field") as facts, transaction.atomic():
        product.name = renamed(goods, journal, facts)
        product.save(update_fields=["name"])


def update(shelf: Shelf, journal: WriterJournal) -> None:
    goods = any_of(shelf)
    with journal.commit("update") as facts:
        Product.objects.filter(pk=goods.id).update(name=renamed(goods, journal, facts))


def bulk_update(shelf: Shelf, journal: WriterJournal) -> None:
    with journal.commit("bulk_update") as facts:
        products = [Product(pk=goods.id, name=renamed(goods, journal, facts)) for goods in shelf.plain]
        Product.objects.bulk_update(products, ["name"])


def bulk_create(shelf: Shelf, journal: WriterJournal) -> None:
    goods = shelf.changing
    with journal.commit("bulk_create") as facts, transaction.atomic():
        version = facts[f"newest:{goods.key}"] = journal.facts[f"newest:{goods.key}"] + 1
        Variant.objects.bulk_create(
            [Variant(product_id=goods.id, sku=sku(goods.key, version), price=price(goods.number, 0))]
        )
        refresh_summaries([goods.id])


def delete(shelf: Shelf, journal: WriterJournal) -> None:
    """All variants but the newest, of which there is always another: one is made before."""
    goods = shelf.changing
    bulk_create(shelf, journal)
    with journal.commit("delete") as facts, transaction.atomic():
        newest = facts[f"oldest:{goods.key}"] = journal.facts[f"newest:{goods.key}"]
        Variant.objects.filter(product=goods.id).exclude(sku=sku(goods.key, newest)).delete()
        refresh_summaries([goods.id])


def price_by_f(shelf: Shelf, journal: WriterJournal) -> None:
    goods = any_of(shelf)
    with journal.commit("F() on the price") as facts, transaction.atomic():
        facts[f"price:{goods.number}"] = journal.facts[f"price:{goods.number}"] + 1
        Variant.objects.filter(pk=goods.variant_id).update(price=F("price") + 1)
        refresh_summaries([goods.id])


def stock_by_f(shelf: Shelf, journal: WriterJournal) -> None:
    goods = any_of(shelf)
    with journal.commit("F() on the stock") as facts:
        facts[f"stock:{goods.key}"] = journal.facts[f"stock:{goods.key}"] + 1
        StockItem.objects.filter(variant=goods.variant_id).update(on_hand=F("on_hand") + 1)


def many_to_many(shelf: Shelf, journal: WriterJournal) -> None:
    fact = f"declared:{shelf.number}"
    category, mask = Category.objects.get(pk=shelf.category_id), journal.facts[fact]
    bit = flipped(mask)
    with journal.commit("m2m") as facts:
        facts[fact] = mask ^ (1 << bit)
        if mask & (1 << bit):
            category.attributes.remove(shelf.attribute_ids[bit])
        else:
            category.attributes.add(shelf.attribute_ids[bit], through_defaults={"position": bit})


def category(shelf: Shelf, journal: WriterJournal) -> None:
    fact = f"name:c{shelf.number}"
    with journal.commit("save of a category") as facts:
        row = Category.objects.get(pk=shelf.category_id)
        facts[fact] = journal.facts[fact] + 1
        row.name = name(f"c{shelf.number}", facts[fact])
        row.save(update_fields=["name"])


def several(shelf: Shelf, journal: WriterJournal) -> None:
    with journal.commit("several in one transaction") as facts, transaction.atomic():
        for goods in shelf.plain:
            Product.objects.filter(pk=goods.id).update(name=renamed(goods, journal, facts))
            facts[f"stock:{goods.key}"] = journal.facts[f"stock:{goods.key}"] + 1
            StockItem.objects.filter(variant=goods.variant_id).update(on_hand=F("on_hand") + 1)


def sql(shelf: Shelf, journal: WriterJournal) -> None:
    goods = any_of(shelf)
    with journal.commit("SQL through Django") as facts, connection.cursor() as cursor:
        cursor.execute(
            "UPDATE catalog_product SET name = %s WHERE id = %s", [renamed(goods, journal, facts), goods.id]
        )


def rollback(shelf: Shelf, journal: WriterJournal) -> None:
    with journal.commit("rollback"), suppress(_Undone), transaction.atomic():
        _write_in_vain(any_of(shelf))
        raise _Undone


def savepoint_rollback(shelf: Shelf, journal: WriterJournal) -> None:
    undone, done = random.sample(shelf.plain, 2)
    with journal.commit("savepoint rollback") as facts, transaction.atomic():
        with suppress(_Undone), transaction.atomic():
            _write_in_vain(undone)
            raise _Undone
        Product.objects.filter(pk=done.id).update(name=renamed(done, journal, facts))


def _write_in_vain(goods: Goods) -> None:
    """What nobody may ever see, long enough that somebody might."""
    version = NEVER_COMMITTED + random.randrange(1_000)
    Product.objects.filter(pk=goods.id).update(
        name=name(goods.key, version), price=price(goods.number, version)
    )
    Variant.objects.filter(pk=goods.variant_id).update(price=price(goods.number, version))
    time.sleep(random.uniform(0, 0.03))


ORM: tuple[Write, ...] = (
    save, save_of_one_field, update, bulk_update, bulk_create, delete, price_by_f, stock_by_f, many_to_many, category,
    several, sql, rollback, savepoint_rollback,
)  # fmt: skip
