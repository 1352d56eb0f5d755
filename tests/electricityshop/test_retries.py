"""Pauses grow, differ, and end."""

from datetime import timedelta

import pytest

from electricityshop.jobs.retries import DATABASE, EMAIL, HTTP, PAYMENT, RetryPolicy

POLICIES = {"database": DATABASE, "http": HTTP, "email": EMAIL, "payment": PAYMENT}


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_each_pause_is_twice_the_last_up_to_the_longest(policy: RetryPolicy) -> None:
    for attempts in (0, 1, 2, 5, 20, 10_000):
        plain = min(policy.first_pause * 2 ** max(min(attempts, 40) - 1, 0), policy.longest_pause)
        assert plain <= policy.pause(attempts) <= plain * 1.25


def test_what_failed_together_does_not_come_back_together() -> None:
    assert len({HTTP.pause(8) for _ in range(50)}) > 40


@pytest.mark.parametrize(
    ("name", "shortest", "longest"),
    [("database", 0.4, 2), ("http", 20, 36), ("email", 80, 110), ("payment", 220, 300)],
)
def test_it_is_given_up_after_hours_as_documented(name: str, shortest: float, longest: float) -> None:
    policy = POLICIES[name]
    waited = sum((policy.pause(attempt) for attempt in range(1, policy.attempts)), timedelta())

    assert shortest < waited / timedelta(hours=1) < longest
    assert policy.is_spent(policy.attempts)
    assert not policy.is_spent(policy.attempts - 1)


def test_a_jobs_first_retry_is_at_once_and_the_others_wait() -> None:
    retry = EMAIL.for_job()

    assert retry.max == 3
    assert retry.intervals[0] == 0
    assert all(2 <= pause <= 6 for pause in retry.intervals[1:])


@pytest.mark.parametrize(("attempts", "first", "longest"), [(0, 1, 1), (1, 0, 1), (1, 2, 1)])
def test_a_policy_that_makes_no_sense_is_refused(attempts: int, first: int, longest: int) -> None:
    with pytest.raises(ValueError, match="policy"):
        RetryPolicy(
            attempts=attempts,
            first_pause=timedelta(seconds=first),
            longest_pause=timedelta(seconds=longest),
        )
