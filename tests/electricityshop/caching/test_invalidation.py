"""Whatever writes to the database, what depends on it is forgotten when it commits, and not when it does not."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from catalog.models import (
    Attribute,
    Brand,
    Category,
    CategoryAttribute,
    Product,
    ProductImage,
    StockItem,
    Variant,
)
from electricityshop.caching import connection as redis
from electricityshop.caching import invalidation, relay, store
from electricityshop.caching.models import Touch
from electricityshop.caching.triggers import CHANNEL, MOST_TAGS
from tests.factories import AttributeFactory, CategoryFactory, ProductFactory, VariantFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def told() -> None:
    """What emptying the tables after the last test touched is not this test's."""
    Touch.objects.all().delete()


@pytest.fixture
def lamp() -> Product:
    product = ProductFactory.create(
        category=CategoryFactory.create(slug="led", parent=CategoryFactory.create(slug="lamps"))
    )
    VariantFactory.create(product=product, stock=5)
    return product


def kept(*tags: str) -> Callable[[], bool]:
    """Something that depends on `tags`; whether it is still kept."""
    key = f"of {tags}"
    store.get_or_build(key, lambda: "answer", tags=tags)
    return lambda: store.exists(key)


def sql(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def relayed_sql(statement: str) -> None:
    """As another program writes: nobody in this process knows of it, the relay does."""
    invalidation._thread.is_untold = False
    with connection.cursor() as cursor:
        cursor.cursor.execute(statement)
    relay.relay_touches()


def renamed(product: Product) -> Product:
    product.name = "New"
    return product


WRITES: dict[str, Callable[[Product], object]] = {
    "save": lambda product: product.save(),
    "save of one field": lambda product: renamed(product).save(update_fields=["name"]),
    "update": lambda product: Product.objects.filter(pk=product.pk).update(name="New"),
    "bulk_update": lambda product: Product.objects.bulk_update([renamed(product)], ["name"]),
    "delete of a variant": lambda product: product.variants.all().delete(),
    "bulk_create of variants": lambda product: Variant.objects.bulk_create(
        [Variant(product=product, sku="B-1")]
    ),
    "update of a variant": lambda product: Variant.objects.filter(product=product).update(price=1),
    "a picture": lambda product: ProductImage.objects.create(product=product),
    "stock": lambda product: StockItem.objects.filter(variant__product=product).update(on_hand=4),
    "SQL": lambda product: sql("UPDATE catalog_product SET name = 'New' WHERE id = %s", product.pk),
    "SQL of a variant": lambda product: sql("UPDATE catalog_variant SET price = price + 1"),
    "SQL with a comment": lambda product: sql(
        "/* nightly */ WITH x AS (SELECT 1) UPDATE catalog_stockitem SET on_hand = 9"
    ),
    "TRUNCATE": lambda product: sql("TRUNCATE catalog_productimage"),
    "another program": lambda product: relayed_sql("UPDATE catalog_product SET name = 'New'"),
    "another program's COPY": lambda product: relayed_sql("UPDATE catalog_variant SET price = 7"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_whatever_writes_to_a_product_is_noticed(lamp: Product, write: Callable[[Product], object]) -> None:
    is_kept, others = kept(f"product:{lamp.pk}"), kept("product:0")

    write(lamp)

    assert not is_kept()
    assert others() or write is WRITES["TRUNCATE"]


@pytest.mark.parametrize(
    ("on_hand", "held", "page", "lists"),
    [(3, 1, True, True), (4, 1, False, True), (1, 0, False, True), (2, 2, False, False)],
    ids=["a paid order's goods leave", "more of it", "fewer of it", "sold out"],
)
def test_stock_touches_what_shows_it_changed(
    lamp: Product, on_hand: int, held: int, page: bool, lists: bool
) -> None:
    """Pages say how much is available, lists of what is in stock whether anything is."""
    StockItem.objects.filter(variant__product=lamp).update(on_hand=4, held=2)
    page_is_kept, lists_are_kept = kept(f"product:{lamp.pk}"), kept("stock:all")

    StockItem.objects.filter(variant__product=lamp).update(on_hand=on_hand, held=held)

    assert (page_is_kept(), lists_are_kept()) == (page, lists)


def test_a_category_is_touched_with_those_above_it(lamp: Product) -> None:
    led, lamps = lamp.category_id, lamp.category.parent_id
    other = CategoryFactory.create(slug="cable")
    lists = {name: kept(f"list:{pk}") for name, pk in (("led", led), ("lamps", lamps), ("cable", other.pk))}
    everywhere = kept("list:all")

    Product.objects.filter(pk=lamp.pk).update(price=99)

    assert {name: is_kept() for name, is_kept in lists.items()} == {
        "led": False,
        "lamps": False,
        "cable": True,
    }
    assert not everywhere()


def test_a_product_that_moves_touches_where_it_was_and_where_it_is(lamp: Product) -> None:
    cable = CategoryFactory.create(slug="cable")
    was, is_now = kept(f"list:{lamp.category_id}"), kept(f"list:{cable.pk}")

    Product.objects.filter(pk=lamp.pk).update(category=cable)

    assert not was()
    assert not is_now()


def test_a_variant_that_moves_touches_both_products(lamp: Product) -> None:
    other = ProductFactory.create()
    was, is_now = kept(f"product:{lamp.pk}"), kept(f"product:{other.pk}")

    Variant.objects.filter(product=lamp).update(product=other)

    assert not was()
    assert not is_now()


def test_what_decides_no_list_touches_no_list(lamp: Product) -> None:
    lists, page = kept("list:all", f"list:{lamp.category_id}"), kept(f"product:{lamp.pk}")

    Product.objects.filter(pk=lamp.pk).update(description="Longer.")
    StockItem.objects.filter(variant__product=lamp).update(on_hand=3)

    assert lists()
    assert not page()


def test_many_to_many_is_noticed(lamp: Product) -> None:
    words = kept("vocabulary")
    attribute = AttributeFactory.create(code="power")
    assert not words()
    words = kept("vocabulary")

    lamp.category.attributes.add(attribute, through_defaults={"position": 1})
    assert not words()
    words = kept("vocabulary")
    lamp.category.attributes.clear()

    assert not words()


@pytest.mark.parametrize("model", [Attribute, Brand, Category, CategoryAttribute])
def test_a_write_that_changes_no_row_touches_nothing(model: type, lamp: Product) -> None:
    moment = redis.note()

    model.objects.filter(pk=0).update(id=0)
    model.objects.filter(pk=0).delete()

    assert redis.note() == moment


def test_nothing_is_touched_before_the_commit_and_nothing_by_a_rollback(lamp: Product) -> None:
    is_kept = kept(f"product:{lamp.pk}")

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lamp.save()
        raise ZeroDivisionError
    assert is_kept()
    with transaction.atomic():
        lamp.save()
        assert is_kept()
    assert not is_kept()


def test_a_savepoint_that_is_rolled_back_touches_nothing_and_what_is_beside_it_does(lamp: Product) -> None:
    other = ProductFactory.create()
    undone, done = kept(f"product:{lamp.pk}"), kept(f"product:{other.pk}")

    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            lamp.save()
            raise ZeroDivisionError
        other.save()

    assert undone()
    assert not done()


def test_a_rollback_does_not_silence_what_comes_after_it(lamp: Product) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            lamp.save()
            raise ZeroDivisionError
    is_kept = kept(f"product:{lamp.pk}")

    lamp.save()

    assert not is_kept()


def test_very_many_rows_touch_their_family(lamp: Product) -> None:
    category = lamp.category
    ProductFactory.create_batch(MOST_TAGS + 1, category=category, brand=lamp.brand)
    Touch.objects.all().delete()

    Product.objects.update(description="New")

    assert Touch.objects.values_list("tags", flat=True).get() == ["product:"]


def test_a_process_that_died_before_it_could_tell_is_made_up_for(
    lamp: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay.relay_touches()
    is_kept = kept(f"product:{lamp.pk}")
    with monkeypatch.context() as patched:
        patched.setattr(invalidation, "tell", lambda touched: None)  # as if killed right after the commit
        lamp.save()
    assert is_kept()

    assert relay.relay_touches() == 1

    assert not is_kept()
    assert not Touch.objects.exists()


def test_what_this_process_told_the_relay_does_not_tell_again(lamp: Product) -> None:
    lamp.save()
    moment = redis.note()

    assert relay.relay_touches() > 0

    assert redis.note() == moment


def test_while_redis_is_away_touches_wait(lamp: Product, redis_away: None) -> None:
    lamp.save()

    with pytest.raises(redis.Away):
        relay.relay_touches()
    assert Touch.objects.filter(tags__contains=[f"product:{lamp.pk}"]).exists()


def test_postgresql_says_that_there_is_something_to_relay(lamp: Product) -> None:
    listening = connection.connection
    listening.execute(f"LISTEN {CHANNEL}")
    list(listening.notifies(timeout=0.1))

    sql("UPDATE catalog_product SET name = 'New'")

    assert [notice.channel for notice in listening.notifies(timeout=2, stop_after=1)] == [CHANNEL]
    listening.execute(f"UNLISTEN {CHANNEL}")
