"""The test between managers: equal to scipy's, quiet where nothing is, and weak where few rate."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from expectations.people.power import friedman, power


def test_friedman_is_that_of_scipy() -> None:
    draw = np.random.default_rng(3)
    tables = draw.integers(0, 4, (20, 6, 5)).astype(float)
    expected = [stats.friedmanchisquare(*table.T).pvalue for table in tables]
    assert friedman(tables) == pytest.approx(expected)


def test_a_textbook_example() -> None:
    # Seven athletes before, right after and five minutes after an exercise; pulse in beats.
    table = np.array(
        [[72, 120, 76], [96, 120, 95], [88, 132, 104], [92, 120, 96], [74, 101, 84], [76, 96, 72],
         [82, 112, 76]], dtype=float)  # fmt: skip
    assert friedman(table[None])[0] == pytest.approx(stats.friedmanchisquare(*table.T).pvalue)


def test_where_all_rate_alike_nobody_is_lenient() -> None:
    assert friedman(np.full((1, 6, 4), 2.0))[0] == 1


def test_six_by_six_is_enough_and_four_by_four_is_not() -> None:
    enough, few = power(6, 6), power(4, 4)
    assert enough.power == pytest.approx(0.83, abs=0.04)
    assert enough.is_enough
    assert few.power < 0.5
    assert not few.is_enough
    for size in (enough, few, power(8, 6)):
        assert size.false_alarms <= 0.05


@pytest.mark.parametrize(("managers", "vignettes"), [(2, 6), (6, 0)])
def test_too_few_can_never_tell(managers: int, vignettes: int) -> None:
    assert power(managers, vignettes).power == 0
