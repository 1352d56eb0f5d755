"""The auditor finds what it says it finds: every promise is broken once, and a healthy shop is told so."""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from catalog.models import StockHold
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.commands.place_order import PlacedOrder
from orders.finalization import finalize_order
from orders.models import Order
from orders.queries.audit.audit import CHECKS, audit
from payments.commands.open_instrument import OpenInstrument, open_instrument
from payments.commands.open_payment import OpenPayment, open_payment
from payments.commands.settle_payment import SettlePayment, settle_payment
from payments.domain.gateway import Intent, IntentStatus, Marks
from payments.domain.states import InstrumentKind
from payments.models import PaymentInstrument, Refund
from tests.orders.audit_violations import VIOLATIONS
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.test_finalization import pay, relay

pytestmark = pytest.mark.django_db

T = timedelta(seconds=300)


@dataclass(frozen=True)
class Shop:
    paid: str
    """The number of an order that is paid and confirmed."""
    open: str
    """One that waits to be paid, by a hosted page or in an app."""


@pytest.fixture
def shop(new_variant: NewVariant, order: PlaceIt) -> Shop:
    """A shop in which everything went well; one order was called off."""
    cable = new_variant(on_hand=20)
    paid, unpaid, off = (order((cable, quantity)) for quantity in (2, 3, 1))
    cancel_order(CancelOrder(order_id=off.id, reason="Changed my mind.", actor="shop"))
    _with_instruments(paid)
    pay(paid)
    relay()
    finalize_order(paid.id)
    _with_instruments(unpaid)
    relay()
    return Shop(paid.number, unpaid.number)


def _with_instruments(placed: PlacedOrder) -> None:
    order = Order.objects.get(pk=placed.id)
    payment = open_payment(OpenPayment(order.number, order.total, order.currency, order.email))
    for kind in InstrumentKind:
        open_instrument(OpenInstrument(payment.id, kind, order.pay_until))


def unguarded() -> None:
    """Drop what would keep bad rows out, until the test's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname) FROM pg_constraint"
            " WHERE contype IN ('c', 'u') AND connamespace = 'public'::regnamespace"
            " AND conrelid::regclass::text ~ '^(catalog_stock|orders_|payments_)'"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(
            "SELECT indexrelid::regclass::text FROM pg_index WHERE indisunique AND NOT indisprimary"
            " AND indrelid::regclass::text ~ '^(catalog_stock|orders_|payments_)'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")


def red(older_than: timedelta = T) -> set[str]:
    return {finding.name for finding in audit(older_than) if finding.count}


def test_a_healthy_shop_has_nothing_to_hide(
    shop: Shop, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(len(CHECKS)):
        findings = audit(timedelta(0))

    assert [finding for finding in findings if finding.count] == []


@pytest.mark.parametrize(("name", "sql"), VIOLATIONS)
def test_a_broken_promise_is_found(shop: Shop, name: str, sql: str) -> None:
    unguarded()
    with connection.cursor() as cursor:
        for statement in sql.split(";"):
            cursor.execute(statement, {"paid": shop.paid, "open": shop.open})

    assert name in red()


def test_every_promise_is_broken_once() -> None:
    assert {name for name, _ in VIOLATIONS} == {check.name for check in CHECKS}
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def test_what_is_under_way_is_not_stuck_yet(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))
    pay(placed)

    assert red() == set()
    assert red(timedelta(0)) == {"captured_not_paid", "events_undelivered"}


def test_a_second_charge_that_goes_back_breaks_no_promise(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))
    _with_instruments(placed)
    PaymentInstrument.objects.update(state="open")
    row = Order.objects.get(pk=placed.id)
    for instrument in PaymentInstrument.objects.all():
        marks = Marks(row.number, str(instrument.payment_id), str(instrument.pk))
        charge = Intent(f"pi_{instrument.kind}", IntentStatus.SUCCEEDED, row.total, row.currency, marks)
        settle_payment(SettlePayment(instrument.payment_id, charge))
    relay()
    finalize_order(placed.id)

    assert set(PaymentInstrument.objects.values_list("state", flat=True)) == {"succeeded"}
    assert Refund.objects.get().is_surplus
    assert red() == set()


def test_the_rows_are_named(shop: Shop) -> None:
    Order.objects.filter(number=shop.open).update(placement_key="changed", status="shipped")

    found = {finding.name: finding for finding in audit(T)}

    assert found["paid_not_captured"].count == 1
    row = found["paid_not_captured"].rows[0]
    assert (row.named, row.what) == (shop.open, "shipped, payment open")


def test_all_are_counted_and_the_first_are_named(shop: Shop, new_variant: NewVariant) -> None:
    cable = new_variant()
    holds = [
        StockHold(variant=cable, reference=f"R{number:03}", quantity=1, expires_at="2020-01-01T00:00Z")
        for number in range(60)
    ]
    StockHold.objects.bulk_create(holds)

    late = next(finding for finding in audit(T) if finding.name == "stock_holds_late")

    assert (late.count, len(late.rows), late.rows[0].named) == (60, 50, "R000")


def test_the_command_prints_a_line_a_check_and_succeeds(shop: Shop) -> None:
    out = StringIO()

    call_command("audit_orders", stdout=out)

    lines = out.getvalue().splitlines()
    assert [line.split()[:2] for line in lines] == [["0", check.name] for check in CHECKS]


def test_the_command_fails_and_names_the_rows(shop: Shop) -> None:
    Order.objects.filter(number=shop.open).update(status="shipped")
    out = StringIO()

    with pytest.raises(CommandError, match=r"of \d+ promises are broken"):
        call_command("audit_orders", "--json", stdout=out)
    with pytest.raises(CommandError):
        call_command("audit_orders", stdout=out)

    document, *lines = out.getvalue().splitlines()
    found = {finding["name"]: finding for finding in json.loads(document)}
    assert found["paid_not_captured"]["rows"] == [{"named": shop.open, "what": "shipped, payment open"}]
    assert f"       {shop.open}: shipped, payment open" in lines


@pytest.mark.parametrize("given", ["-1", "soon", "nan", "inf", "1e30", ""])
def test_a_time_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(CommandError, match="give a number of seconds from 0 to a year"):
        call_command("audit_orders", "--older-than", given)


def test_the_documentation_names_every_check() -> None:
    text = (settings.BASE_DIR / "docs" / "audit.md").read_text()

    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", text, re.MULTILINE)
    assert rows == [(check.name, check.promise) for check in CHECKS]
