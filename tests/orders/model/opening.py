"""An empty shop, opened: three articles, three shoppers."""

from dataclasses import dataclass

import django_rq
from django.core import mail
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction

from accounts.models import User
from catalog import stock
from catalog.models import Category, Product, StockItem, TaxClass, Variant
from electricityshop.caching import near
from electricityshop.events.models import Delivery, OutboxMessage
from orders.commands.add_shipping_method import AddShippingMethod, add_shipping_method
from orders.domain.owners import Owner
from orders.models import Cart, Order
from payments.models import Payment, WebhookEvent
from tests.orders.model.book import SHIPPING

OPENING = ((1_190, 6), (250, 9), (9_900, 2))
"""(price, pieces) of each article: few enough to run out."""
EMPTIED = (Product, Category, TaxClass, Cart, Order, Payment, WebhookEvent, OutboxMessage, Delivery)


@dataclass(frozen=True)
class Opened:
    owners: list[Owner]
    variants: list[Variant]
    supply: dict[int, int]
    price: dict[int, int]


def open_shop() -> Opened:
    """Nothing of an earlier example is left. Two guests and a customer."""
    _empty()
    add_shipping_method(AddShippingMethod(code="flat", name="Flat", kind="flat", price=SHIPPING))
    tax = TaxClass.objects.create(code="vat", name="VAT", rate=1_900)
    category = Category.objects.create(path="cable", slug="cable", name="Cable")
    variants = [_variant(number, tax, category) for number in range(len(OPENING))]
    customer, _ = User.objects.get_or_create(email="customer@example.com")
    owners = [*(Owner(cart_id=Cart.objects.create().pk) for _ in range(2)), Owner(user_id=customer.pk)]
    supply = {variant.pk: pieces for variant, (_, pieces) in zip(variants, OPENING, strict=True)}
    return Opened(owners, variants, supply, {variant.pk: variant.price or 0 for variant in variants})


def _variant(number: int, tax: TaxClass, category: Category) -> Variant:
    price, pieces = OPENING[number]
    product = Product.objects.create(slug=f"p-{number}", name=f"P {number}", category=category, tax_class=tax)
    variant = Variant.objects.create(product=product, sku=f"P-{number}", price=price, weight=100)
    StockItem.objects.create(variant=variant)
    with transaction.atomic():
        stock.adjust(variant.pk, pieces, reason="opening", actor="test")
    return variant


def _empty() -> None:
    tables = [model._meta.db_table for model in EMPTIED]
    for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
        with connection.cursor() as cursor:
            cursor.execute(statement)
    mail.outbox.clear()
    forget_caches()


def forget_caches() -> None:
    """Redis is flushed, jobs and all, and every process has forgotten what it kept."""
    cache.clear()
    near.forget()
    django_rq.get_connection("default").flushdb()
