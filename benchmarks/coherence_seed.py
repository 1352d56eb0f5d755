"""Fills an empty, migrated shop with the catalogue of the coherence proof."""

from importlib import import_module
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction

from accounts.models import User
from benchmarks.coherence_facts import BITS, DIVIDER, name, price, sku
from benchmarks.coherence_import import import_goods
from benchmarks.coherence_shop import (
    FIRST_STOCK,
    PLAIN,
    SHELVES,
    Goods,
    Shelf,
    Shop,
    directory,
    facts_at_first,
    keep,
)
from catalog.models import Attribute, Category, Product, StockItem, TaxClass, Variant
from catalog.summaries import refresh_summaries

_numbers = count(1)


def main() -> None:
    """Write down what was made where the other parts look for it."""
    standard = TaxClass.objects.create(code="standard", name="Standard rate", rate=1900)
    top = Category.objects.create(slug="proof", path="proof", name="Proof")
    attributes = [Attribute.objects.create(code=DIVIDER, name="Mark", kind="number")]
    attributes += [
        Attribute.objects.create(code=f"bit_{bit}", name=f"Bit {bit}", kind="number") for bit in range(BITS)
    ]
    bits = [attribute.pk for attribute in attributes[1:]]
    with transaction.atomic():
        shelves = [_shelf(number, top, standard, bits) for number in range(SHELVES)]
        refresh_summaries(list(Product.objects.values_list("pk", flat=True)))
    shelves = [_with_import(shelf) for shelf in shelves]
    for shelf in shelves:
        shelf.facts = facts_at_first(shelf)
    keep(Shop(shelves, _staff_cookie(), standard.pk), directory())


def _shelf(number: int, top: Category, standard: TaxClass, attribute_ids: list[int]) -> Shelf:
    shown = _category(f"w{number}", name(f"c{number}", 0), top)
    switched = _category(f"s{number}", f"Switched {number}", top)
    changing = _goods(f"k{number}", number, shown, standard)
    Variant.objects.create(product_id=changing.id, sku=sku(changing.key, 1), price=price(changing.number, 0))
    plain = [_goods(f"p{number}{place}", number, shown, standard) for place in range(PLAIN)]
    return Shelf(
        number=number,
        category_id=shown.pk,
        plain=plain,
        imported=plain[0],  # until it is imported, see `_with_import`
        changing=changing,
        switched=[_goods(f"s{number}{bit}", number, switched, standard) for bit in range(BITS)],
        attribute_ids=attribute_ids,
    )


def _category(slug: str, called: str, top: Category) -> Category:
    return Category.objects.create(parent=top, slug=slug, path=f"{top.path}/{slug}", name=called)


def _goods(key: str, shelf: int, category: Category, standard: TaxClass) -> Goods:
    number = next(_numbers)
    product = Product.objects.create(
        slug=f"proof-{key}", name=name(key, 0), category=category, tax_class=standard, popularity=number,
        specification={DIVIDER: 1, **{f"bit_{bit}": bit for bit in range(BITS)}},
    )  # fmt: skip
    variant = Variant.objects.create(product=product, sku=sku(key, 0), price=price(number, 0))
    StockItem.objects.create(variant=variant, on_hand=FIRST_STOCK)
    return Goods(key=key, number=number, id=product.pk, slug=product.slug, variant_id=variant.pk, shelf=shelf)


def _with_import(shelf: Shelf) -> Shelf:
    key, number = f"i{shelf.number}", next(_numbers)
    import_goods(key, number, version=0)
    made = Variant.objects.select_related("product").get(sku=sku(key, 0))
    shelf.imported = Goods(
        key=key, number=number, id=made.product_id, slug=made.product.slug, variant_id=made.pk, shelf=shelf.number
    )  # fmt: skip
    return shelf


def _staff_cookie() -> str:
    """Somebody who may do everything is logged in, as the login page would have done it."""
    user = User.objects.create_user("staff@example.com", "not used", is_staff=True, is_superuser=True)
    session: Any = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
