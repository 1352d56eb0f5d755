"""An invoice when the order is confirmed, a credit note when money went back: each once, numbered without a gap."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction

from electricityshop.commands import TransactionRequired
from orders import documents
from orders.commands.cancel_order import CancelOrder, cancel_order
from orders.commands.record_refund_failure import RecordRefundFailure, record_refund_failure
from orders.finalization import finalize_order
from orders.models import Document, DocumentSeries, FinalizationStep, Order
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.documents.conftest import Invoiced, complete, refund
from tests.orders.test_finalization import pay, relay

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """A command that goes wrong after it issued."""


def numbers(kind: str = "invoice") -> list[int]:
    return list(Document.objects.filter(kind=kind).order_by("sequence").values_list("sequence", flat=True))


def notes() -> list[tuple[str, int, int, list[list[int]]]]:
    found = Document.objects.filter(kind="credit_note").order_by("id")
    return list(found.values_list("key", "gross", "tax", "taxes"))


def test_a_confirmed_order_has_one_invoice_over_its_total(invoiced: Invoiced, settings: Any) -> None:
    settings.SELLER_NAME = "Volt & Söhne"

    placed = invoiced()
    finalize_order(placed.id)

    invoice = Document.objects.get()
    order = Order.objects.get(pk=placed.id)
    assert (invoice.order_id, invoice.kind, invoice.key, invoice.invoice) == (order.pk, "invoice", "", None)
    assert invoice.number == f"INV-{invoice.year}-000001"
    assert (invoice.gross, invoice.tax, invoice.currency) == (4_167, 655, "EUR")
    assert (order.total, order.tax_total) == (4_167, 655)
    assert invoice.seller["name"] == "Volt & Söhne"


def test_issuing_again_issues_nothing(invoiced: Invoiced) -> None:
    order = Order.objects.get(pk=invoiced().id)

    with transaction.atomic():
        documents.issue_invoice(order)

    assert numbers() == [1]
    assert DocumentSeries.objects.get().last == 1


def test_an_unpaid_order_has_none(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))
    finalize_order(placed.id)
    cancel_order(CancelOrder(order_id=placed.id, reason="No.", actor="customer"))

    assert not Document.objects.exists()


def test_the_invoice_is_not_drawn_while_the_order_is_finalized(
    new_variant: NewVariant, order: PlaceIt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order stays confirmed and invoiced when its PDF cannot be drawn."""
    placed = order((new_variant(), 1))
    pay(placed)
    relay()

    def broken(*_: object) -> bytes:
        raise OSError("no font")

    monkeypatch.setattr("orders.adapters.mail.render_pdf", broken)
    finalize_order(placed.id)

    assert Order.objects.get().status == "confirmed"
    assert numbers() == [1]
    assert mail.outbox == []


def test_each_year_and_kind_counts_from_one(
    invoiced: Invoiced, new_variant: NewVariant, order: PlaceIt, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = invoiced()
    refund(first, 100)
    eve = datetime(2031, 12, 31, 22, 59, tzinfo=UTC)  # 23:59 in Berlin
    midnight = datetime(2031, 12, 31, 23, 0, tzinfo=UTC)
    for moment in (eve, midnight):
        later = order((new_variant(), 1))
        with transaction.atomic():
            monkeypatch.setattr("orders.documents.timezone.now", lambda at=moment: at)
            documents.issue_invoice(Order.objects.get(pk=later.id))
            monkeypatch.undo()

    year = Document.objects.order_by("id").values_list("year", flat=True)[0]
    assert list(Document.objects.order_by("id").values_list("number", flat=True)) == [
        f"INV-{year}-000001", f"CN-{year}-000001", "INV-2031-000001", "INV-2032-000001",
    ]  # fmt: skip


def test_a_partial_refund_is_credited_over_the_rates_once(invoiced: Invoiced) -> None:
    placed = invoiced()

    refund(placed, 1_000)
    refund(placed, 1_000)

    invoice, note = Document.objects.order_by("id")
    assert note.number == f"CN-{note.year}-000001"
    assert note.invoice == invoice
    assert notes() == [("r1", 1_000, 157, [[1_900, 974, 155], [700, 26, 2]])]


def test_partial_refunds_credit_the_whole_invoice_in_the_end(invoiced: Invoiced) -> None:
    placed = invoiced()

    refund(placed, 1_111, "r1")
    refund(placed, 999, "r2", so_far=1_111)
    refund(placed, 2_057, "r3", so_far=2_110)

    assert [gross for _, gross, *_ in notes()] == [1_111, 999, 2_057]
    assert sum(tax for _, _, tax, _ in notes()) == 655
    rates: dict[int, int] = {}
    for *_, taxes in notes():
        for rate, _, tax in taxes:
            rates[rate] = rates.get(rate, 0) + tax
    assert rates == {1_900: 648, 700: 7}
    assert Order.objects.get().status == "refunded"


def test_money_that_did_not_arrive_and_is_sent_again_is_credited_once(invoiced: Invoiced) -> None:
    placed = invoiced()

    refund(placed, 1_000, "r1")
    record_refund_failure(RecordRefundFailure(number=placed.number, message="closed", refunded=0))
    refund(placed, 1_000, "r2")
    refund(placed, 500, "r3", so_far=1_000)

    assert [(key, gross) for key, gross, *_ in notes()] == [("r1", 1_000), ("r3", 500)]


def test_money_that_went_back_before_the_invoice_is_credited_with_it(
    new_variant: NewVariant, order: PlaceIt
) -> None:
    placed = order((new_variant(), 2))
    pay(placed)
    relay()
    refund(placed, 100)
    assert not Document.objects.exists()

    finalize_order(placed.id)
    refund(placed, 50, "r2", so_far=100)

    assert numbers() == [1]
    assert [(key, gross) for key, gross, *_ in notes()] == [("", 100), ("r2", 50)]


def test_money_back_for_an_order_that_was_never_invoiced_needs_no_credit_note(
    new_variant: NewVariant, order: PlaceIt
) -> None:
    placed = order((new_variant(), 1))
    cancel_order(CancelOrder(order_id=placed.id, reason="No.", actor="customer"))

    refund(placed, 100)

    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_issued(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = Order.objects.get(pk=order((new_variant(), 1)).id)

    with pytest.raises(TransactionRequired):
        documents.issue_invoice(placed)
    with pytest.raises(TransactionRequired):
        documents.issue_credit_note(placed, key="r1", amount=1)
    assert not DocumentSeries.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_with_every_third_undone_leave_no_gap_and_no_repeat(
    new_variant: NewVariant, order: PlaceIt
) -> None:
    cable = new_variant(on_hand=1_000)
    placed = [order((cable, 1)).id for _ in range(40)]

    def issue(place: int) -> None:
        try:
            with suppress(Undone), transaction.atomic():
                documents.issue_invoice(Order.objects.select_for_update().get(pk=placed[place]))
                if place % 3 == 0:
                    raise Undone
        finally:
            connection.close()

    with ThreadPoolExecutor(40) as everybody:
        list(everybody.map(issue, range(40)))

    assert numbers() == list(range(1, 27))
    assert DocumentSeries.objects.get().last == 26
    assert Document.objects.values("order").distinct().count() == 26


@pytest.mark.django_db(transaction=True)
def test_ten_workers_at_one_order_issue_one_invoice(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = order((new_variant(), 1))
    pay(placed)
    relay()

    def work(_: int) -> None:
        try:
            finalize_order(placed.id)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as workers:
        list(workers.map(work, range(20)))

    assert numbers() == [1]


@pytest.mark.django_db(transaction=True)
def test_twenty_reports_of_one_refund_credit_it_once(new_variant: NewVariant, order: PlaceIt) -> None:
    placed = complete(order((new_variant(), 2)))

    def report(_: int) -> None:
        try:
            refund(placed, 100, "same")
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as workers:
        list(workers.map(report, range(20)))

    assert numbers("credit_note") == [1]


def test_a_finalization_costs_two_statements_for_its_invoice(
    new_variant: NewVariant, order: PlaceIt, django_assert_num_queries: Any
) -> None:
    placed = Order.objects.get(pk=order((new_variant(), 2)).id)

    with transaction.atomic(), django_assert_num_queries(2):
        documents.issue_invoice(placed)


def test_the_step_is_done_with_the_invoice_or_not_at_all(
    new_variant: NewVariant, order: PlaceIt, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = order((new_variant(), 1))
    pay(placed)
    relay()

    def broken(*_: object, **__: object) -> None:
        raise Undone

    monkeypatch.setattr("orders.documents.insert", broken)
    with pytest.raises(Undone):
        finalize_order(placed.id)

    assert not DocumentSeries.objects.exists()
    assert Order.objects.get().status == "paid"
    assert FinalizationStep.objects.get(name="finalize").state == "due"
