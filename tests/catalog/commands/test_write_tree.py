"""`write_tree`: creates what is missing, and leaves what staff keep."""

import pytest

from catalog.commands.write_tree import (
    TAX_CLASSES,
    AttributeDiffers,
    TaxClassRecord,
    TreeReport,
    WriteTree,
    write_tree,
)
from catalog.domain.records import AttributeKind, AttributeRecord, CategoryRecord
from catalog.models import Attribute, AttributeChoice, Brand, Category, CategoryAttribute, TaxClass

pytestmark = pytest.mark.django_db

POWER = AttributeRecord("power", "Power", AttributeKind.NUMBER, "W", explanation="What it draws.")
COLOUR = AttributeRecord("colour", "Colour", AttributeKind.CHOICE, choices=(("red", "Red"), ("blue", "Blue")))
TREE = WriteTree(
    attributes=(POWER, COLOUR),
    categories=(
        CategoryRecord(("lamps",), "Lamps", 3, "Light.", "lamp", ("power",)),
        CategoryRecord(("lamps", "led"), "LED lamps", attributes=("power", "colour")),
    ),
    brands=("Lumora", "LUMORA!"),
    tax_classes=TAX_CLASSES,
)


def test_everything_is_created_once() -> None:
    assert write_tree(TREE) == TreeReport(2, 2, 2, 2, 2, 3)
    assert write_tree(TREE) == TreeReport(0, 0, 0, 0, 0, 0)

    led = Category.objects.get(path="lamps/led")
    assert (led.parent, led.name) == (Category.objects.get(path="lamps"), "LED lamps")
    assert Category.objects.get(path="lamps").drawing == "lamp"
    assert dict(Brand.objects.values_list("name", "slug")) == {"LUMORA!": "lumora", "Lumora": "lumora-2"}
    assert dict(TaxClass.objects.values_list("code", "rate")) == {"standard": 1900, "reduced": 700, "zero": 0}


def test_what_an_ancestor_declares_is_not_declared_again() -> None:
    write_tree(TREE)

    assert set(CategoryAttribute.objects.values_list("category__path", "attribute__code")) == {
        ("lamps", "power"),
        ("lamps/led", "colour"),
    }


def test_new_choices_come_last() -> None:
    write_tree(TREE)

    report = write_tree(
        WriteTree(
            (
                AttributeRecord(
                    "colour", "X", AttributeKind.CHOICE, choices=(("green", "Green"), ("red", "R"))
                ),
            )
        )
    )

    assert report.choices == 1
    assert list(AttributeChoice.objects.order_by("position").values_list("value", "label")) == [
        ("red", "Red"), ("blue", "Blue"), ("green", "Green"),
    ]  # fmt: skip


def test_what_staff_changed_stays() -> None:
    write_tree(TREE)
    Category.objects.filter(path="lamps").update(name="Light", drawing="tube")
    TaxClass.objects.filter(code="standard").update(rate=2000)

    write_tree(TREE)

    assert Category.objects.values_list("name", "drawing").get(path="lamps") == ("Light", "tube")
    assert TaxClass.objects.get(code="standard").rate == 2000


def test_an_attribute_cannot_change_its_unit() -> None:
    write_tree(TREE)

    with pytest.raises(AttributeDiffers, match="power is a number in W here, not a number in kW"):
        write_tree(
            WriteTree(
                (AttributeRecord("power", "Power", AttributeKind.NUMBER, "kW"),),
                tax_classes=(TaxClassRecord("other", "Other", 1),),
            )
        )

    assert Attribute.objects.get(code="power").unit == "W"
    assert not TaxClass.objects.filter(code="other").exists()
