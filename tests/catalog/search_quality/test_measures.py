"""The measures, beside values computed by hand."""

import pytest

from catalog.domain.search_quality import answer, ndcg, quality, quality_by_kind, reciprocal_rank


def test_ndcg_by_hand():
    # 7/log2(2) + 3/log2(3) + 0 + 1/log2(5) = 7 + 1.892789 + 0.430677, of 7 + 1.892789 + 1/log2(4)
    assert ndcg([3, 2, 0, 1], [1, 2, 3]) == pytest.approx(9.323466 / 9.392789, abs=1e-6)
    assert ndcg([1, 3], [3, 1]) == pytest.approx((1 + 7 / 1.584963) / (7 + 1 / 1.584963), abs=1e-6)
    assert ndcg([3, 2, 1], [1, 2, 3]) == 1
    assert ndcg([0, 0], [1]) == 0
    assert ndcg([], [3]) == 0


def test_only_the_first_ten_count():
    eleven = [3] * 11

    assert ndcg([3] * 10, eleven) == 1
    assert ndcg([0] * 10 + [3], eleven) == 0
    assert answer("q", "plain", [*"abcdefghij", "right"], {"right": 3}).reciprocal_rank == 0


def test_nothing_worth_finding_has_no_measure():
    with pytest.raises(ValueError, match="no product has a grade above 0"):
        ndcg([0], [0])


@pytest.mark.parametrize(
    ("found", "rank"), [([1, 0], 1), ([0, 3], 1 / 2), ([0, 0, 0, 2], 1 / 4), ([0], 0), ([], 0)]
)
def test_reciprocal_rank(found, rank):
    assert reciprocal_rank(found) == rank


def test_products_nobody_judged_count_as_beside_the_point():
    one = answer("led", "plain", ["strange", "right"], {"right": 3})

    assert one.reciprocal_rank == 1 / 2
    assert one.ndcg == pytest.approx(1 / 1.584963, abs=1e-6)
    assert not one.is_empty


def test_means_over_all_and_over_each_kind():
    best = answer("led", "plain", ["right"], {"right": 3})
    worst = answer("lde", "misspelt", [], {"right": 3})
    half = answer("ledd", "misspelt", ["wrong", "right"], {"right": 1})

    overall = quality([best, worst, half])
    kinds = quality_by_kind([best, worst, half])

    assert (overall.queries, overall.reciprocal_rank, overall.zero_results) == (3, 1.5 / 3, 1 / 3)
    assert list(kinds) == ["misspelt", "plain"]
    assert kinds["plain"].ndcg == 1
    assert kinds["misspelt"].ndcg == pytest.approx(1 / 1.584963 / 2, abs=1e-6)
    assert kinds["misspelt"].zero_results == 1 / 2
