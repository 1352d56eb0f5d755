"""What was bought together, and on which pages it is said."""

import pytest

from catalog.commands.write_bought_together import WriteBoughtTogether, write_bought_together
from catalog.models import BoughtTogether, Product
from tests.factories import VariantFactory, product_with_variant
from tests.front_door import ask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def goods():
    """Name to variant id."""
    found = {}
    for name in ("drill", "bits", "case", "tape"):
        product = product_with_variant(slug=name, name=name.title())
        found[name] = product.variants.get().pk
        found[f"{name} 2"] = VariantFactory.create(product=product).pk
    return found


def bought(goods, *baskets):
    lines = [(number, goods[name]) for number, basket in enumerate(baskets) for name in basket]
    write_bought_together(WriteBoughtTogether(lines))


def pairs():
    rows = BoughtTogether.objects.order_by("-orders", "product__slug", "other__slug")
    return list(rows.values_list("product__slug", "other__slug", "orders"))


def test_products_of_two_orders_and_more_whatever_their_variants(goods):
    bought(goods, ("drill", "bits"), ("drill 2", "bits", "drill"), ("drill", "case"), ("tape",))

    assert pairs() == [("bits", "drill", 2), ("drill", "bits", 2)]


def test_what_is_no_longer_so_is_forgotten_and_the_same_is_not_written(goods):
    bought(goods, ("drill", "bits"), ("drill", "bits"), ("case", "tape"), ("case", "tape"))
    before = dict(BoughtTogether.objects.values_list("product__slug", "pk"))

    bought(goods, *[("drill", "bits")] * 3, ("tape", "bits"))

    assert pairs() == [("bits", "drill", 3), ("drill", "bits", 3)]
    assert BoughtTogether.objects.get(product__slug="drill").pk == before["drill"]


def test_twelve_of_each_are_kept_the_most_frequent_and_the_older(goods):
    drill = goods["drill"]
    others = [product_with_variant().variants.get().pk for _ in range(14)]
    lines = [(basket * 100 + n, variant) for basket in range(2) for n, other in enumerate(others)
             for variant in (drill, other)]  # fmt: skip
    lines += [(999, drill), (999, others[-1]), (10**12, 10**12)]

    write_bought_together(WriteBoughtTogether(lines))

    kept = BoughtTogether.objects.filter(product__slug="drill").order_by("-orders", "other_id")
    wanted = [others[-1], *others[:11]]
    assert list(kept.values_list("other__variants", flat=True)) == wanted


def test_the_page_says_so_and_is_built_anew_when_it_changes(goods):
    assert "Bought together" not in ask("/p/drill/").text
    assert ask("/p/drill/").cache == "HIT"
    bought(goods, ("drill", "bits"), ("drill", "bits"))

    page = ask("/p/drill/").text

    assert "Bought together" in page and 'href="/p/bits/"' in page
    assert "Fits this" not in page and "Similar" not in page
    Product.objects.filter(slug="bits").update(is_published=False)
    assert "Bought together" not in ask("/p/drill/").text


def test_other_clients_get_the_same(goods):
    bought(goods, ("drill", "bits"), ("drill", "bits"))

    answer = ask("/api/v1/products/drill/related")

    assert answer.status == 200
    assert '"similar":[],"bought_together":[{"slug":"bits"' in answer.text
    assert ask("/api/v1/products/never/related").status == 404
