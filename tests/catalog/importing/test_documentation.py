"""docs/import.md says what there is, and its example works."""

import re

import pytest
from django.conf import settings

from catalog.adapters.feeds.map_file import FIELDS
from catalog.adapters.feeds.transform_steps import PLAIN, WITH_ARGUMENT
from catalog.domain import units
from catalog.models import Product
from tests.catalog.importing.conftest import Importer

PAGE = (settings.BASE_DIR / "docs" / "import.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.django_db
def test_the_example_imports(run_import: Importer) -> None:
    outcome = run_import(block("csv"), block("toml"))

    assert outcome.counts("rows", "created") == (1, 1)
    assert Product.objects.get().category.path == "lighting/lamps"


@pytest.mark.parametrize("name", [*PLAIN, *WITH_ARGUMENT])
def test_every_transform_is_described(name: str) -> None:
    assert f'`"{name}"' in PAGE or f', `"{name}"' in PAGE or f"`{{ {name} = " in PAGE


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_described(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_every_unit_is_listed() -> None:
    listed = PAGE[PAGE.index("Units by dimension") :].replace("\n", " ").split(" ")

    assert {symbol for table in units._DIMENSIONS.values() for symbol in table} - {
        word.strip(".") for word in listed
    } == set()
