"""`generate_catalog`: rows as the shop itself writes them, the same for the same seed."""

from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Sum

from catalog.models import Brand, Product, StockItem, StockMovement, Variant
from catalog.queries.listing.selection import Selection
from catalog.queries.product_list import product_list
from electricityshop.pages import PageRequest

pytestmark = pytest.mark.django_db(transaction=True)  # it vacuums

_ROWS = """
SELECT p.slug, p.name, b.name, c.path, p.specification, p.popularity, p.created_at, p.price, p.price_to, p.search,
       v.sku, v.position, v.name, v.specification, v.price, v.ean, s.on_hand
FROM catalog_product p
JOIN catalog_brand b ON b.id = p.brand_id
JOIN catalog_category c ON c.id = p.category_id
JOIN catalog_variant v ON v.product_id = p.id
JOIN catalog_stockitem s ON s.variant_id = v.id
WHERE p.source = 'generated' ORDER BY v.sku
"""


def generate(products: int, seed: int = 1) -> str:
    output = StringIO()
    call_command("generate_catalog", products=products, seed=seed, stdout=output)
    return output.getvalue()


@pytest.fixture
def demo() -> None:
    call_command("load_demo_catalog", stdout=StringIO())


def digest() -> str:
    """Of all that is generated, apart from ids."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS)
        return sha256(repr(cursor.fetchall()).encode()).hexdigest()


def indexed() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename LIKE 'catalog%' ORDER BY indexname")
        return [name for (name,) in cursor.fetchall()]


def forget() -> None:
    StockMovement.objects.filter(variant__product__source="generated").delete()
    Product.objects.filter(source="generated").delete()


def test_the_same_seed_makes_the_same_rows_in_one_go_or_in_two(demo: None) -> None:
    generate(40)
    in_one_go = digest()
    forget()

    generate(15)
    told = generate(40)

    assert digest() == in_one_go
    assert "25 products generated, there were 15" in told
    forget()
    generate(40, seed=2)
    assert digest() != in_one_go


def test_two_processes_fill_what_is_missing_and_indexes_come_back(
    demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.management.commands.generate_catalog._BATCH", 10)
    generate(45)
    in_one_go, indexes = digest(), indexed()
    StockMovement.objects.filter(variant__product__slug__regex="^g(2[1-9]|30)-").delete()
    Product.objects.filter(slug__regex="^g(2[1-9]|30)-").delete()  # a batch that never came, behind others

    call_command(
        "generate_catalog", products=45, seed=1, processes=2, indexes_last=True, stdout=(told := StringIO())
    )

    assert "10 products generated, there were 35" in told.getvalue()
    assert digest() == in_one_go
    assert indexed() == indexes


def test_products_come_with_prices_search_words_and_a_ledger(demo: None) -> None:
    generate(60)

    made = Product.objects.filter(source="generated")
    variants = Variant.objects.filter(product__in=made)
    assert made.count() == 60
    assert not made.filter(search=None).exists()
    assert not made.filter(price=None, variants__price__isnull=False).exists()
    items = StockItem.objects.filter(variant__in=variants)
    assert items.count() == variants.count() >= 100
    on_hand = items.aggregate(sum=Sum("on_hand"))["sum"]
    movements = StockMovement.objects.filter(variant__in=variants)
    assert movements.aggregate(sum=Sum("on_hand_change"))["sum"] == on_hand > 0


def test_they_are_found_by_the_words_of_the_demo(demo: None) -> None:
    generate(60)
    product = Product.objects.filter(source="generated").order_by("id")[0]

    found = product_list(Selection(search=product.name), PageRequest(1, 24))

    assert found.items[0].slug == product.slug


def test_there_must_be_a_demo_catalogue() -> None:
    with pytest.raises(CommandError, match="Load the demo catalogue first"):
        generate(5)

    assert not Product.objects.exists()
    assert not Brand.objects.exists()


def test_two_seeds_do_not_mix(demo: None) -> None:
    generate(5)

    with pytest.raises(CommandError, match="another seed"):
        generate(10, seed=2)

    assert Product.objects.filter(source="generated").count() == 5


@pytest.mark.parametrize("nonsense", ["0", "-5", "1.5", "ten", "", "10000001", "1" * 5_000, "²"])
def test_nonsense_is_refused(nonsense: str) -> None:
    with pytest.raises(CommandError, match="give a whole number from 1 to 10,000,000"):
        call_command("generate_catalog", f"--products={nonsense}")
