"""The write paths of the coherence proof that are outside the writer's own Django: other programs, and the admin."""

import os
import random
import time
from functools import cache
from typing import Any

import psycopg
from psycopg import Connection, Cursor

from benchmarks.coherence_command_writes import switch
from benchmarks.coherence_facts import NEVER_COMMITTED, flipped, name, price, sku
from benchmarks.coherence_journal import RAW_SECONDS, WriterJournal
from benchmarks.coherence_orm_writes import any_of, renamed
from benchmarks.coherence_shop import Shelf, directory, kept
from benchmarks.coherence_staff import Staff

_VARIANT = (
    "product_id", "sku", "price", "name", "position", "specification", "weight", "ean", "manufacturer_number",
    "sale_unit", "minimum_quantity", "quantity_step", "is_active",
)  # fmt: skip
_DECLARATIONS = "catalog_categoryattribute (id, category_id, attribute_id, position)"


@cache
def _another_program() -> "Connection[Any]":
    """A connection that Django knows nothing of."""
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


@cache
def _staff() -> Staff:
    shop = kept(directory())
    return Staff(os.environ["SHOP_URL"], shop.staff_cookie, shop.tax_class_id)


def raw_sql(shelf: Shelf, journal: WriterJournal) -> None:
    goods = any_of(shelf)
    with journal.commit("raw SQL", allowed=RAW_SECONDS) as facts:
        _another_program().execute(
            "UPDATE catalog_product SET name = %s WHERE id = %s", [renamed(goods, journal, facts), goods.id]
        )


def raw_price(shelf: Shelf, journal: WriterJournal) -> None:
    goods = any_of(shelf)
    with journal.commit("raw SQL on a price", allowed=RAW_SECONDS) as facts:
        version = facts[f"price:{goods.number}"] = journal.facts[f"price:{goods.number}"] + 1
        cents = price(goods.number, version)
        with _another_program().transaction():
            _another_program().execute(
                "UPDATE catalog_variant SET price = %s WHERE id = %s", [cents, goods.variant_id]
            )
            _another_program().execute(
                "UPDATE catalog_product SET price = %s, price_to = %s WHERE id = %s", [cents, cents, goods.id]
            )


def raw_copy(shelf: Shelf, journal: WriterJournal) -> None:
    """Takes every variant away and copies a new one in."""
    goods = shelf.changing
    with journal.commit("COPY", allowed=RAW_SECONDS) as facts:
        version = journal.facts[f"newest:{goods.key}"] + 1
        facts[f"newest:{goods.key}"] = facts[f"oldest:{goods.key}"] = version
        row = (
            goods.id, sku(goods.key, version), price(goods.number, 0), "", 0, "{}", 0, "", "", "piece", 1, 1, True,
        )  # fmt: skip
        with _another_program().transaction(), _another_program().cursor() as cursor:
            cursor.execute(
                "DELETE FROM catalog_stockitem item USING catalog_variant v"
                " WHERE v.id = item.variant_id AND v.product_id = %s",
                [goods.id],
            )
            cursor.execute("DELETE FROM catalog_variant WHERE product_id = %s", [goods.id])
            with cursor.copy(f"COPY catalog_variant ({', '.join(_VARIANT)}) FROM STDIN") as copy:
                copy.write_row(row)


def raw_truncate(shelf: Shelf, journal: WriterJournal) -> None:
    """Empties what every category declares and copies it back, its own changed."""
    fact = f"declared:{shelf.number}"
    mask = journal.facts[fact]
    bit = flipped(mask)
    with journal.commit("TRUNCATE and COPY", allowed=RAW_SECONDS) as facts:
        facts[fact] = mask ^ (1 << bit)
        with _another_program().transaction(), _another_program().cursor() as cursor:
            cursor.execute("LOCK TABLE catalog_categoryattribute IN ACCESS EXCLUSIVE MODE")
            rows = _declarations(cursor, shelf, bit, is_declared=bool(mask & (1 << bit)))
            cursor.execute("TRUNCATE catalog_categoryattribute")
            with cursor.copy(f"COPY {_DECLARATIONS} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


def _declarations(cursor: "Cursor[Any]", shelf: Shelf, bit: int, *, is_declared: bool) -> list[Any]:
    """What all categories declare, without one attribute of the shelf if it is declared, else with it."""
    columns, attribute = "id, category_id, attribute_id, position", shelf.attribute_ids[bit]
    cursor.execute(
        f"SELECT {columns} FROM catalog_categoryattribute WHERE NOT (category_id = %s AND attribute_id = %s)",
        [shelf.category_id, attribute],
    )
    rows = cursor.fetchall()
    if not is_declared:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('catalog_categoryattribute', 'id'))")
        rows.append((*cursor.fetchall()[0], shelf.category_id, attribute, bit))
    return rows


def raw_rollback(shelf: Shelf, journal: WriterJournal) -> None:
    goods, version = any_of(shelf), NEVER_COMMITTED + random.randrange(1_000)
    with journal.commit("raw SQL, rolled back", allowed=RAW_SECONDS), _another_program().transaction():
        _another_program().execute(
            "UPDATE catalog_product SET name = %s WHERE id = %s", [name(goods.key, version), goods.id]
        )
        time.sleep(random.uniform(0, 0.03))
        raise psycopg.Rollback


def admin_action(shelf: Shelf, journal: WriterJournal) -> None:
    bit, after = switch(shelf, journal)
    goods = shelf.switched[bit]
    with journal.commit("admin action") as facts:
        facts.update(after)
        _staff().act("publish" if after[f"shown:{goods.key}"] else "withdraw", goods)


def admin_form(shelf: Shelf, journal: WriterJournal) -> None:
    goods = any_of(shelf)
    with journal.commit("admin form") as facts:
        version = facts[f"price:{goods.number}"] = journal.facts[f"price:{goods.number}"] + 1
        _staff().edit(goods, shelf.category_id, renamed(goods, journal, facts), price(goods.number, version))


OTHER_PROGRAMS = (raw_sql, raw_price, raw_copy, raw_truncate, raw_rollback)
ADMIN = (admin_action, admin_form)
