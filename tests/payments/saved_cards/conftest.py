"""A customer nobody has seen before."""

import pytest


@pytest.fixture
def owner(asking) -> str:
    return f"user:{asking().reference}"
