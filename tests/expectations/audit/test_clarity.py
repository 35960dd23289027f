"""Shifts of paired answers: worked by hand, and against scipy."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy import stats

from expectations.audit.clarity import clarity_shift, least_rank, walsh_averages


def test_walsh_averages_worked_by_hand() -> None:
    assert walsh_averages(np.array([1.0, 2.0, 4.0])).tolist() == [1, 1.5, 2, 2.5, 3, 4]


def test_the_interval_cuts_what_the_exact_distribution_says() -> None:
    # The published critical values of Wilcoxon's test at 5 % two-sided: 0 of 6, 3 of 8, 13 of 12.
    assert [least_rank(count) for count in (6, 8, 12)] == [1, 4, 14]


def test_a_clear_shift_is_seen() -> None:
    before = [2.0, 2.4, 2.2, 3.0, 2.6, 2.8, 3.2, 2.1]
    after = [3.1, 3.0, 3.4, 3.9, 3.6, 3.5, 4.3, 3.3]
    found = clarity_shift(before, after)
    moved = np.subtract(after, before)
    assert found.n == 8
    assert found.p == pytest.approx(stats.wilcoxon(moved).pvalue)
    every = [(a + b) / 2 for a, b in itertools.combinations_with_replacement(moved, 2)]
    assert found.shift == pytest.approx(np.median(every))
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low < found.shift < found.high


def test_nothing_moved() -> None:
    found = clarity_shift([3.0] * 7, [3.0] * 7)
    assert (found.shift, found.p) == (0, 1)


def test_too_few_pairs_are_not_shown() -> None:
    found = clarity_shift([3, 3, 3, 3, 3, None], [4, 4, 4, 4, 4, 4])
    assert (found.n, found.shift, found.p, found.detectable) == (5, None, None, None)


def test_the_detectable_shift_is_near_the_simulated_one() -> None:
    """Measured before with a standard deviation of .9: 8 pairs 1.1, 12 pairs .8, 24 pairs .6."""
    random = np.random.default_rng(7)
    for pairs, known in ((8, 1.1), (12, 0.8), (24, 0.6)):
        moved = random.normal(size=pairs)
        moved *= 0.9 / moved.std(ddof=1)
        found = clarity_shift([0.0] * pairs, moved.tolist())
        assert found.detectable == pytest.approx(known, abs=0.06)


def test_seeded_intervals_hold_what_they_promise() -> None:
    random = np.random.default_rng(8)
    hits = 0
    for _ in range(200):
        found = clarity_shift([0.0] * 10, (0.5 + random.normal(0, 0.9, 10)).tolist())
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= 0.5 <= found.high
    assert hits / 200 >= 0.92
