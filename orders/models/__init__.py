"""Tables of orders: carts, orders and what happens to them."""

from orders.models.carts import Cart, CartLine
from orders.models.documents import Document, DocumentSeries
from orders.models.orders import Order, OrderAddress, OrderLine
from orders.models.parcels import Shipment, ShipmentLine
from orders.models.progress import FinalizationStep, OrderEvent, OrderMail
from orders.models.returns import Return, ReturnLine
from orders.models.shipping import ShippingMethod, ShippingWeightStep

__all__ = [
    "Cart",
    "CartLine",
    "Document",
    "DocumentSeries",
    "FinalizationStep",
    "Order",
    "OrderAddress",
    "OrderEvent",
    "OrderLine",
    "OrderMail",
    "Return",
    "ReturnLine",
    "Shipment",
    "ShipmentLine",
    "ShippingMethod",
    "ShippingWeightStep",
]
