"""What every page test starts from."""

import pytest

from tests.factories import (
    CategoryFactory,
)


@pytest.fixture
def cable():
    return CategoryFactory.create(slug="cable", name="Cable and wire", drawing="cable")
