"""Parcels of a shop that did not write their contents down hold everything that was ordered."""

from importlib import import_module

import pytest
from django.db import connection

from orders.commands.deliver_order import DeliverOrder, deliver_order
from orders.models import Order, OrderEvent, OrderLine, ShipmentLine
from orders.queries.orders import order_for_worker
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.living import confirmed, ship

pytestmark = pytest.mark.django_db


def test_the_migration_fills_them(new_variant: NewVariant, order: PlaceIt) -> None:
    cable, lamp = new_variant(), new_variant()
    sent, waiting = confirmed(order, (cable, 2), (lamp, 1)), confirmed(order, (cable, 3))
    ship(sent)
    deliver_order(DeliverOrder(order_id=sent.id, actor="staff:1"))
    ShipmentLine.objects.all().delete()
    OrderLine.objects.update(shipped=0)
    Order.objects.update(delivered_at=None)

    with connection.cursor() as cursor:
        for statement in import_module("orders.migrations.0004_past_shipments").FORWARD:
            cursor.execute(statement)

    assert [(line.sku, line.quantity) for line in order_for_worker(sent.id).shipments[0].lines] == [
        (cable.sku, 2), (lamp.sku, 1),
    ]  # fmt: skip
    assert [line.shipped for line in order_for_worker(waiting.id).lines] == [0]
    assert [line.left for line in order_for_worker(sent.id).lines] == [0, 0]
    assert Order.objects.get(pk=sent.id).delivered_at == OrderEvent.objects.get(kind="delivered").at
