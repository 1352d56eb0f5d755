"""The shop beside a model of it: what is done to both must come to the same."""

import pytest

pytest.register_assert_rewrite("tests.orders.model.checks", "tests.orders.model.machine")
