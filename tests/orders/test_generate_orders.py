"""`generate_orders`: two years of a shop that the auditor has nothing to say about, and that goes on."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.db.models import Count, Max
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from catalog.models import StockItem
from electricityshop.pages import PageRequest
from orders.commands.ship_order import ShipOrder, ship_order
from orders.demo.numbers import generated_number
from orders.domain.owners import Owner
from orders.models import Document, DocumentSeries, Order, OrderLine
from orders.queries.audit.audit import audit
from orders.queries.orders import order_history

pytestmark = pytest.mark.django_db(transaction=True)  # it vacuums

COUNT = 600
UNTIL = "2025-03-01"
_TABLES = (
    "orders_order", "orders_orderline", "orders_orderaddress", "orders_shipment", "orders_shipmentline",
    "orders_finalizationstep", "orders_orderevent", "orders_ordermail", "orders_document", "orders_documentseries",
    "payments_payment", "payments_paymentinstrument", "payments_refund", "catalog_stockmovement", "catalog_stockhold",
)  # fmt: skip

_REFUSE = "ALTER TABLE orders_order ADD CONSTRAINT broken_off CHECK (number <> '{number}')"


def generate(orders: int = COUNT, seed: int = 1, until: str | None = UNTIL) -> str:
    output = StringIO()
    day = ["--until", until] if until else []
    call_command("generate_orders", "--orders", str(orders), "--seed", str(seed), *day, stdout=output)
    return output.getvalue()


@pytest.fixture
def demo() -> None:
    call_command("load_demo_catalog", stdout=StringIO())


def broken(older_than: timedelta = timedelta(0)) -> list[object]:
    return [finding for finding in audit(older_than) if finding.count]


def digest() -> str:
    """Of every table that is written, in the order of what is written; ids start at 1 again."""
    return sha256("".join(_tables()).encode()).hexdigest()


def _tables() -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"SELECT md5(string_agg(row::text, '' ORDER BY row::text)) FROM {table} AS row")
            yield cursor.fetchone()[0]


def placed_totals() -> list[int]:
    return list(Order.objects.order_by("id").values_list("total", flat=True))


def start_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE accounts_user, {', '.join(_TABLES)} RESTART IDENTITY CASCADE")


def test_the_auditor_finds_nothing(demo: None) -> None:
    stock = list(StockItem.objects.order_by("pk").values_list())

    told = generate()

    assert broken() == []
    assert list(StockItem.objects.order_by("pk").values_list()) == stock
    assert f"{COUNT:,} orders with {OrderLine.objects.count():,} lines" in told


def test_the_same_seed_makes_the_same_rows(demo: None) -> None:
    start_again()
    generate(80)
    first, totals = digest(), placed_totals()

    start_again()
    generate(80)
    assert digest() == first

    start_again()
    generate(80, seed=2)
    assert digest() != first
    assert placed_totals() != totals


def test_they_are_as_many_and_as_different_as_in_a_real_shop(demo: None) -> None:
    generate()

    sizes = Order.objects.annotate(size=Count("lines")).values_list("size", flat=True)
    states = Counter(Order.objects.values_list("status", flat=True))
    assert min(sizes) == 1
    assert max(sizes) <= 12
    hundredth = [generated_number(1, index) for index in range(99, COUNT, 100)]
    of_trade = Order.objects.filter(number__in=hundredth, user__email="customer0@generated.example")
    assert of_trade.count() == COUNT // 100
    assert 3 <= sum(sizes) / COUNT <= 4
    assert states["delivered"] > COUNT * 0.8
    assert {"confirmed", "cancelled", "failed", "refunded"} <= set(states)
    assert not {"pending", "paid"} & set(states)
    assert Order.objects.filter(user=None).exclude(cart_token=None).count() > COUNT * 0.2
    assert (
        User.objects.annotate(orders_placed=Count("orders")).aggregate(most=Max("orders_placed"))["most"]
        >= 10
    )
    placed = Order.objects.order_by("id").values_list("placed_at", flat=True)
    assert all(earlier < later for earlier, later in pairwise(placed))
    assert timedelta(days=600) < placed[COUNT - 1] - placed[0] < timedelta(days=730)


def test_documents_have_gapless_numbers(demo: None) -> None:
    generate()

    for series in DocumentSeries.objects.all():
        issued = Document.objects.filter(kind=series.kind, year=series.year).order_by("sequence")
        assert list(issued.values_list("sequence", flat=True)) == list(range(1, series.last + 1))
        assert list(issued) == sorted(issued, key=lambda document: document.issued_at)
    assert Document.objects.filter(kind="invoice").count() == Order.objects.exclude(paid_at=None).count()
    assert (
        Document.objects.filter(kind="credit_note").count()
        == Order.objects.filter(refunded__gt=0).count()
        > 0
    )


def test_the_shop_goes_on(demo: None) -> None:
    generate()
    confirmed = Order.objects.filter(status="confirmed")[0]
    customer = User.objects.annotate(placed=Count("orders")).order_by("-placed")[0]

    ship_order(ShipOrder(order_id=confirmed.pk, carrier="Post", tracking_number="1", actor="staff:1"))

    history = order_history(Owner(user_id=customer.pk), PageRequest(1, 10))
    assert [card.number for card in history.items] == list(
        Order.objects.filter(user=customer).order_by("-id").values_list("number", flat=True)[:10]
    )
    assert not customer.has_usable_password()
    assert broken(timedelta(minutes=5)) == []


def test_every_page_of_a_history_is_read_by_two_statements(
    demo: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    generate()
    customer = User.objects.annotate(placed=Count("orders")).order_by("-placed")[0]
    guest = Order.objects.filter(user=None)[0]
    own = Order.objects.filter(user=customer).order_by("-id")
    expected = [(order.number, order.lines.count(), order.lines.get(position=1).name) for order in own.all()]
    last = -(-len(expected) // 4)
    assert last >= 3

    with django_assert_num_queries(2 * last):
        pages = [
            order_history(Owner(user_id=customer.pk), PageRequest(page, 4)) for page in range(1, last + 1)
        ]

    assert [
        (card.number, card.line_count, card.first_line) for page in pages for card in page.items
    ] == expected
    assert {page.count for page in pages} == {len(expected)}
    of_guest = order_history(Owner(cart_id=guest.cart_token), PageRequest(1, 4))
    assert [card.number for card in of_guest.items] == [guest.number]
    assert order_history(Owner(), PageRequest(1, 4)).items == ()


def test_numbers_differ() -> None:
    numbers = {generated_number(seed, index) for seed in (1, 2) for index in range(20_000)}

    assert len(numbers) == 40_000
    assert generated_number(1, 0).startswith("EG-")


def test_there_must_be_something_to_order() -> None:
    with pytest.raises(CommandError, match="load the demo catalogue first"):
        generate(5)

    assert not User.objects.exists()


def test_what_was_broken_off_goes_on(demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orders.management.commands.generate_orders._BATCH", 50)
    with connection.cursor() as cursor:
        cursor.execute(_REFUSE.format(number=generated_number(1, 70)))
    with pytest.raises(IntegrityError):
        generate(120)
    assert Order.objects.count() == 50
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE orders_order DROP CONSTRAINT broken_off")

    told = generate(120)

    assert "70 orders" in told
    numbers = list(Order.objects.order_by("id").values_list("number", flat=True))
    assert numbers == [generated_number(1, index) for index in range(120)]
    assert broken() == []
    assert "0 orders with 0 lines generated, there were 120" in generate(120)
    assert Order.objects.count() == 120


@pytest.mark.parametrize(
    ("orders", "seed", "until"), [(5, 2, UNTIL), (6, 1, UNTIL), (4, 1, UNTIL), (5, 1, "2025-02-01")]
)
def test_others_are_not_added(demo: None, orders: int, seed: int, until: str) -> None:
    generate(5)

    with pytest.raises(CommandError, match="There are 5 generated orders already, of another"):
        generate(orders, seed, until)

    assert Order.objects.count() == 5
    assert User.objects.filter(email__endswith="@generated.example").count() == 2


@pytest.mark.parametrize("nonsense", ["--orders=0", "--orders=-5", "--orders=1e6", "--orders=100000001"])
def test_nonsense_is_refused(nonsense: str) -> None:
    with pytest.raises(CommandError, match="give a whole number from 1 to 100,000,000"):
        call_command("generate_orders", nonsense)


@pytest.mark.parametrize("day", ["tomorrow", "2999-01-01", "2026-02-30"])
def test_days_to_come_are_refused(day: str) -> None:
    with pytest.raises(CommandError, match="give a day like"):
        call_command("generate_orders", "--orders=1", f"--until={day}")
