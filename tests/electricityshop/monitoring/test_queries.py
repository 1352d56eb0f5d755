"""What the staff page reads of the server and of our own counts."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from electricityshop.monitoring.charts import HEIGHT, bars, histogram
from electricityshop.monitoring.commands.record_statements import RecordStatements, record_statements
from electricityshop.monitoring.queries.activity import activity
from electricityshop.monitoring.queries.index_use import index_use
from electricityshop.monitoring.queries.server_statements import server_statements
from electricityshop.monitoring.queries.statement_statistics import statement_statistics
from electricityshop.monitoring.queries.table_use import TableUse, table_use
from electricityshop.monitoring.statements.fingerprints import fingerprint
from electricityshop.monitoring.statements.scopes import scope
from electricityshop.monitoring.statements.sending import send
from electricityshop.monitoring.statements.tally import BUCKETS, Tally
from tests.electricityshop.monitoring.asking import ask

pytestmark = pytest.mark.django_db


def record(name: str, statement: str, *seconds: float) -> None:
    tally = Tally()
    for one in seconds:
        tally.add(one, 3)
    counted = {(name, fingerprint(statement)): tally}
    record_statements(RecordStatements(counted=counted, slow=(), now=timezone.now()))


def test_the_costliest_come_first_by_whatever_is_asked() -> None:
    record("page", "SELECT often", *[0.001] * 1_000)
    record("page", "SELECT large", 0.5)
    record("job", "SELECT moody", *[0.0001] * 90, *[0.9] * 10)

    def first(by: str) -> str:
        return statement_statistics(by=by).statements[0].text

    assert (first("total"), first("mean"), first("p95")) == ("SELECT moody", "SELECT large", "SELECT moody")
    found = statement_statistics(by="total", scope="page")
    assert [one.text for one in found.statements] == ["SELECT often", "SELECT large"]
    often = found.statements[0]
    assert (often.count, often.rows_each, round(often.mean, 6), round(often.total, 6)) == (1_000, 3, 1, 1)
    assert 0.79 <= often.p95 <= 1
    assert (found.count, sum(found.spread), len(found.spread)) == (1_001, 1_001, BUCKETS)
    assert round(found.total, 6) == 1.5
    assert len(statement_statistics(most=1).statements) == 1


def test_a_view_as_a_whole() -> None:
    for number in (1, 3):
        with scope("page"):
            for _ in range(number):
                ask("SELECT 1")
    send()

    found = statement_statistics()
    [page] = found.scopes
    assert (page.scope, page.count, page.statements_each) == ("page", 2, 2)
    assert found.count == 4


@pytest.fixture
def counting_server() -> Iterator[None]:
    """Stands in for the extension, which the embedded server does not have: the columns that are read of it."""
    ask("CREATE SCHEMA extension_stand_in")
    ask("""CREATE TABLE extension_stand_in.pg_stat_statements AS
        SELECT oid AS dbid, 1::bigint AS queryid, 'SELECT a FROM b WHERE c IN ($1 /*, ... */)' AS query,
            4::bigint AS calls, 10.0::float8 AS total_exec_time, 8::bigint AS rows,
            90::bigint AS shared_blks_hit, 10::bigint AS shared_blks_read
        FROM pg_database WHERE datname = current_database()""")
    ask("INSERT INTO extension_stand_in.pg_stat_statements VALUES (1, 2, 'SELECT others', 1, 99.0, 1, 0, 0)")
    ask("SET LOCAL search_path = public, extension_stand_in")
    yield
    ask("SET LOCAL search_path = public")


def test_without_the_extension_there_is_nothing() -> None:
    assert server_statements() is None


@pytest.mark.usefixtures("counting_server")
def test_what_the_server_counts_is_shown_beside_who_asked() -> None:
    record("page", "SELECT a FROM b WHERE c IN (%s, %s)", 0.1)

    [one] = server_statements() or ()

    assert (one.text, one.count, one.total, one.mean, one.rows_each, one.hit_percent, one.scopes) == (
        "SELECT a FROM b WHERE c IN (?)", 4, 0.01, 2.5, 2.0, 90.0, ("page",),
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_an_extension_that_is_not_loaded_is_as_good_as_none() -> None:
    """Its view is there and answers with an error."""
    ask("CREATE FUNCTION refuse() RETURNS oid LANGUAGE plpgsql AS $$ BEGIN RAISE 'must be loaded'; END $$")
    ask("CREATE VIEW pg_stat_statements AS SELECT refuse() AS dbid, '' AS query, 1 AS calls, 1.0 AS total_exec_time,"
        " 1 AS rows, 1 AS shared_blks_hit, 1 AS shared_blks_read")  # fmt: skip
    try:
        assert server_statements() is None
    finally:
        ask("DROP VIEW pg_stat_statements")
        ask("DROP FUNCTION refuse()")


def test_indexes_are_told_with_their_use() -> None:
    ask("CREATE TABLE looked_at (id int PRIMARY KEY, a int, b int)")
    ask("CREATE INDEX looked_at_a ON looked_at (a)")
    ask("INSERT INTO looked_at SELECT n, n, n FROM generate_series(1, 5000) n")
    ask("ANALYZE looked_at")

    found = {index.name: index for index in index_use(most=1_000) if index.table == "looked_at"}

    assert set(found) == {"looked_at_pkey", "looked_at_a"}
    assert (found["looked_at_a"].is_unused, found["looked_at_pkey"].is_unused) == (True, False)
    assert 15 < (found["looked_at_a"].bytes_each or 0) < 40
    order = [index.is_constraint for index in index_use(most=1_000)]
    assert order == sorted(order)


def _bloat(table: TableUse) -> float:
    """Fails for one that was not analysed."""
    assert table.bloat_percent is not None
    return table.bloat_percent


def test_tables_are_told_with_what_is_empty_in_them() -> None:
    ask("CREATE TABLE full_one (a int, b text)")
    ask("INSERT INTO full_one SELECT n, repeat('x', 100) FROM generate_series(1, 20000) n")
    ask("CREATE TABLE empty_one (LIKE full_one)")
    ask("INSERT INTO empty_one SELECT * FROM full_one")
    ask("DELETE FROM empty_one WHERE a > 2000")
    ask("ANALYZE full_one, empty_one")

    found = {table.name: table for table in table_use(most=1_000)}

    assert 0 <= _bloat(found["full_one"]) < 12
    assert _bloat(found["empty_one"]) > 80
    assert found["full_one"].bytes == found["empty_one"].bytes > 2_000_000
    ask("CREATE TABLE never_analysed (a int)")
    assert {table.name: table for table in table_use(most=1_000)}["never_analysed"].bloat is None


def test_the_database_as_a_whole() -> None:
    found = activity()

    assert found.connected >= 1
    assert {"active", "idle in transaction"} & {one.state for one in found.connections}
    assert found.most_connections >= found.connected
    assert 0 < (found.hit_percent or 0) <= 100
    assert found.bytes > 1_000_000
    assert found.version.startswith(str(connection.pg_version // 10_000))


def test_a_histogram_shows_what_is_slow() -> None:
    tally = Tally()
    for seconds in (0.001, 0.001, 0.5):
        tally.add(seconds, 0)

    chart = histogram(tally.spread(), 200)

    drawn = [column for column in chart.columns if column.count]
    assert [(column.count, column.height, column.is_slow) for column in drawn] == [
        (2, HEIGHT, False),
        (1, HEIGHT / 2, True),
    ]
    assert (chart.highest, chart.count, chart.slow) == (2, 3, 1)
    assert histogram(tally.spread(), 0).slow == 0
    assert histogram((), 200).columns == ()


def test_bars_are_as_long_as_their_value() -> None:
    assert [bar.percent for bar in bars([("a", 4.0), ("b", 1.0)])] == [100, 25]
    assert [bar.percent for bar in bars([("a", 0.0)])] == [0]
