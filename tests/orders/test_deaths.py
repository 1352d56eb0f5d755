"""One worker, really killed: the cheapest slice of the proof in `benchmarks/orders/deaths`."""

from benchmarks.orders.deaths import evidence
from benchmarks.orders.deaths.kill_points import Case, Target, kill_at
from benchmarks.orders.deaths.points import Moment
from benchmarks.orders.deaths.shop import running_shop


def test_a_worker_killed_after_its_effect_and_before_its_commit_is_made_up_for() -> None:
    with running_shop() as shop:
        outcome = kill_at(shop, Case("update_inventory", Moment.EFFECT, Target.STEADY))

        assert outcome.seconds is not None
        assert evidence.wrongly_moved(shop, [outcome.number]) == []
        assert evidence.wrongly_charged(shop, [outcome.number]) == []
        assert [mail.order for mail in shop.mail.accepted] == [outcome.number]
        assert evidence.audited(shop) == []
