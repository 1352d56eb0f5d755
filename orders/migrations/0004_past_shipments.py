"""Parcels of before hold everything that was ordered, and deliveries of before have their time."""

from django.db import migrations

FORWARD = (
    """
    INSERT INTO orders_shipmentline (shipment_id, order_line_id, quantity)
    SELECT min(parcel.id), line.id, line.quantity
    FROM orders_orderline line JOIN orders_shipment parcel ON parcel.order_id = line.order_id
    GROUP BY line.id ON CONFLICT DO NOTHING
    """,
    """
    UPDATE orders_orderline SET shipped = quantity
    WHERE order_id IN (SELECT order_id FROM orders_shipment)
    """,
    """
    UPDATE orders_order SET delivered_at = delivered.at
    FROM (SELECT order_id, max(at) AS at FROM orders_orderevent WHERE kind = 'delivered' GROUP BY order_id) delivered
    WHERE orders_order.id = delivered.order_id
    """,
)


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0003_shipments_and_returns'),
    ]

    operations = [migrations.RunSQL(list(FORWARD), migrations.RunSQL.noop)]
