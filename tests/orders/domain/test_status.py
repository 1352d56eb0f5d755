import pytest

from orders.domain.status import TRANSITIONS, IllegalTransition, OrderStatus, require_transition

LEGAL = {
    ("pending", "paid"), ("pending", "cancelled"), ("pending", "failed"), ("paid", "confirmed"),
    ("paid", "cancelled"), ("confirmed", "processing"), ("confirmed", "shipped"), ("confirmed", "cancelled"),
    ("confirmed", "refunded"), ("processing", "shipped"), ("processing", "cancelled"),
    ("processing", "refunded"), ("shipped", "delivered"), ("shipped", "refunded"), ("delivered", "refunded"),
}  # fmt: skip


@pytest.mark.parametrize("current", OrderStatus)
@pytest.mark.parametrize("to", OrderStatus)
def test_every_transition_that_is_not_in_the_table_is_refused(current: OrderStatus, to: OrderStatus) -> None:
    if (current, to) in LEGAL:
        require_transition(current, to)
    else:
        with pytest.raises(IllegalTransition):
            require_transition(current, to)


def test_the_table_knows_every_status() -> None:
    assert set(TRANSITIONS) == set(OrderStatus)
