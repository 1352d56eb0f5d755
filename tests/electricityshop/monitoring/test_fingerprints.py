"""What a statement is without its values."""

import pytest
from psycopg import sql

from electricityshop.monitoring.statements.fingerprints import LONGEST_KEPT, fingerprint


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("SELECT 1", "SELECT ?"),
        ("SELECT  a\n\t FROM b -- kim@example.com\n WHERE c = 4.5e3", "SELECT a FROM b WHERE c = ?"),
        ("SELECT /* 'x' */ a", "SELECT a"),
        ("SELECT a FROM b WHERE c IN (%s, %s, %s)", "SELECT a FROM b WHERE c IN (?)"),
        ("SELECT a FROM b WHERE c IN (1,2)", "SELECT a FROM b WHERE c IN (?)"),
        ("SELECT a FROM b WHERE c IN ($1 /*, ... */)", "SELECT a FROM b WHERE c IN (?)"),
        ("SELECT ARRAY[%s::int, %s::int]", "SELECT ARRAY[?]"),
        ("UPDATE b SET c = %(c)s WHERE d = $12", "UPDATE b SET c = ? WHERE d = ?"),
        ('SELECT U0."a1", t2.b FROM t2 LIMIT 21', 'SELECT U0."a1", t2.b FROM t2 LIMIT ?'),
        ("""SELECT "odd ' name" WHERE a = 'O''Hara' AND b""", """SELECT "odd ' name" WHERE a = ? AND b"""),
        (r"SELECT E'it\'s', 'x'", "SELECT ?"),
        ("SELECT $$kim's$$, $tag$ it $$ is $tag$ FROM a", "SELECT ? FROM a"),
        ("SELECT 'never closed", "SELECT ?"),
        ("INSERT INTO a (b, c) VALUES (%s, %s), (%s, DEFAULT)", "INSERT INTO a (b, c) VALUES (?)"),
        (
            "INSERT INTO a (b) VALUES (%s) ON CONFLICT DO NOTHING RETURNING id",
            "INSERT INTO a (b) VALUES (?) ON CONFLICT DO NOTHING RETURNING id",
        ),
        ('SAVEPOINT "s140_x7"', "SAVEPOINT ?"),
        (sql.SQL("SELECT {}").format(sql.Literal("kim@example.com")), "SELECT ?"),
    ],
)
def test_values_are_left_out(statement: str, text: str) -> None:
    assert fingerprint(statement).text == text


def test_one_for_all_values_and_another_for_another_statement() -> None:
    few, many = (fingerprint(f"SELECT a FROM b WHERE c IN ({', '.join(['%s'] * n)})") for n in (2, 90))

    assert few is many
    assert len(few.name) == 16
    assert few.name != fingerprint("SELECT a FROM b WHERE d IN (%s)").name


@pytest.mark.parametrize("rows", [2_000, 200_000])
def test_a_statement_of_any_length_is_one_of_its_kind(rows: int) -> None:
    long = fingerprint("INSERT INTO a (b, c) VALUES " + ", ".join(["(%s, %s)"] * rows))

    assert long is fingerprint("INSERT INTO a (b, c) VALUES (%s, %s)")
    assert len(fingerprint("SELECT " + "a, " * 5_000).text) == LONGEST_KEPT


@pytest.mark.parametrize(
    ("statement", "is_read"),
    [
        ("SELECT a FROM b", True),
        ("  (SELECT a) UNION (SELECT b)", True),
        ("WITH c AS (SELECT 1) SELECT * FROM c", True),
        ("SELECT a FROM b FOR UPDATE SKIP LOCKED", True),
        ("SELECT a FROM b FOR NO KEY UPDATE", True),
        ("WITH c AS (UPDATE b SET a = 1 RETURNING 1) SELECT * FROM c", False),
        ("SELECT a INTO c FROM b", False),
        ("DELETE FROM b", False),
        ("EXPLAIN SELECT 1", False),
    ],
)
def test_what_only_reads(statement: str, is_read: bool) -> None:
    assert fingerprint(statement).is_read is is_read
