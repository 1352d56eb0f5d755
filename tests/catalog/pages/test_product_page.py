import json
import re

import pytest

from tests.factories import (
    AttributeFactory,
    ProductFactory,
    VariantFactory,
    declare,
    listed,
    product_with_variant,
)

pytestmark = pytest.mark.django_db


def test_a_product_page_says_all_there_is_to_know(client, cable):
    voltage = AttributeFactory.create(code="voltage", name="Voltage", unit="V", explanation="Mains voltage.")
    section = AttributeFactory.create(code="cross_section", name="Cross-section", unit="mm²")
    declare(cable, section, voltage)
    product = ProductFactory.create(
        slug="nym",
        name="NYM <cable>",
        category=cable,
        specification={"voltage": 500},
        variant_axes=["cross_section"],
        description="First.\n\nSecond.",
    )
    VariantFactory.create(
        product=product, sku="NYM-15", specification={"cross_section": 1.5}, price=119, stock=500,
        sale_unit="metre", minimum_quantity=10, quantity_step=5,
    )  # fmt: skip
    VariantFactory.create(
        product=product, sku="NYM-25", specification={"cross_section": 2.5}, price=199, stock=0
    )
    VariantFactory.create(
        product=product, sku="NYM-40", specification={"cross_section": 4}, price=None, stock=9
    )
    listed(product)

    page = client.get("/p/nym/").content.decode()
    sold_out = client.get("/p/nym/?v=NYM-25").content.decode()
    not_for_sale = client.get("/p/nym/?v=NYM-40").content.decode()

    assert "NYM &lt;cable&gt;" in page
    assert "€1.19" in page
    assert "incl. 19\u202f% VAT · €1.00 excl." in page
    assert "From 10\u202fm, in steps of 5\u202fm." in page
    assert 'min="10" step="5"' in page
    assert "Mains voltage." in page
    assert "<p>Second.</p>" in page
    assert 'href="?v=NYM-25"' in page
    assert "Sold out. Other variants may be in stock." in sold_out
    assert "not for sale at the moment" in not_for_sale
    assert 'name="sku" value="NYM-15"' in page
    assert 'name="sku"' not in sold_out + not_for_sale


def test_a_variant_that_is_gone_is_said(client):
    product_with_variant(slug="lamp")

    assert "no longer offered" in client.get("/p/lamp/?v=GONE").content.decode()
    assert "no longer offered" not in client.get("/p/lamp/").content.decode()


def test_structured_data_cannot_close_its_script(client):
    product_with_variant(slug="lamp", name="</script><script>alert(1)</script>", sku="L-1")

    page = client.get("/p/lamp/").content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)

    assert json.loads(data)["name"] == "</script><script>alert(1)</script>"
    assert json.loads(data)["offers"][0]["price"] == "11.90"
    assert "<script>alert" not in page
