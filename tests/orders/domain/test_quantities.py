import pytest

from orders.domain.quantities import BadQuantity, NotEnough, check_available, check_quantity, most_orderable


@pytest.mark.parametrize("quantity", [5, 10, 100])
def test_minimum_and_whole_steps_are_fine(quantity: int) -> None:
    check_quantity(quantity, minimum=5, step=5, largest=100)


@pytest.mark.parametrize(
    ("quantity", "message"), [(4, "smallest"), (7, "5 or 10"), (105, "at most 100"), (-1, "smallest")]
)
def test_other_quantities_say_what_is_possible(quantity: int, message: str) -> None:
    with pytest.raises(BadQuantity, match=message):
        check_quantity(quantity, minimum=5, step=5, largest=100)


def test_more_than_there_is_says_how_much_there_is() -> None:
    check_available(3, 3)
    with pytest.raises(NotEnough, match="Only 3 left"):
        check_available(4, 3)
    with pytest.raises(NotEnough, match="sold out"):
        check_available(1, 0)


@pytest.mark.parametrize(
    ("available", "most"), [(0, 0), (-2, 0), (9, 0), (10, 10), (14, 10), (15, 15), (99, 95), (1_000, 100)]
)
def test_the_most_that_can_be_ordered_keeps_to_minimum_step_and_largest(available: int, most: int) -> None:
    assert most_orderable(available, minimum=10, step=5, largest=100) == most
