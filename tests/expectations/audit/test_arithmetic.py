"""The arithmetic of the audit, against figures worked elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from expectations.audit import arithmetic
from expectations.audit.foretelling import Foretelling, Point, foretelling


def test_wilson_is_that_of_the_published_numbers() -> None:
    assert arithmetic.wilson(10, 20) == pytest.approx((0.29929801, 0.70070199), abs=1e-7)
    assert arithmetic.wilson(0, 0) == (0.0, 1.0)


def test_twelve_teams_see_only_a_strong_effect() -> None:
    found = arithmetic.detectable_share(12)
    assert found == pytest.approx(0.88, abs=0.03)
    assert arithmetic.detectable_share(100) == pytest.approx(0.64, abs=0.02)
    assert arithmetic.detectable_share(2) is None


def test_discoveries_are_as_published_by_benjamini_and_hochberg() -> None:
    assert arithmetic.false_discovery([0.01, 0.02, 0.03, 0.5]) == pytest.approx(
        [0.04, 0.04, 0.04, 0.5]
    )
    assert arithmetic.false_discovery([]) == []


def test_sixty_team_quarters_see_a_correlation_of_a_third() -> None:
    assert arithmetic.detectable_correlation(60) == pytest.approx(0.355, abs=0.01)
    assert arithmetic.detectable_correlation(3) is None


def test_a_ranking_without_an_order_has_no_tau() -> None:
    assert arithmetic.kendall([1, 1, 1], [1, 2, 3]) == (None, None)


def test_a_move_is_measured_in_its_own_noise() -> None:
    before = [10.0, 11.128] * 13
    error = (1.57 * (1 / 13 + 1 / 26)) ** 0.5
    found = arithmetic.own_baseline_z([12.0] * 13, before, (9, 20))
    assert found == pytest.approx((12 - 10.564) / error)
    assert arithmetic.own_baseline_z([12.0] * 8, before, (9, 20)) is None
    assert arithmetic.own_baseline_z([12.0] * 13, [1.0] * 26, (9, 20)) is None


def points(slope: float, offset: float, seed: int = 3) -> list[Point]:
    """Ten teams and eight quarters; teams differ for good by `offset`."""
    random = np.random.default_rng(seed)
    made = []
    for team in range(10):
        for quarter in range(8):
            metric = float(random.normal())
            outcome = slope * metric + float(random.normal())
            made.append(Point(f"t{team}", quarter, metric + offset * team, outcome + offset * team))
    return made


def test_a_metric_that_foretells_is_found() -> None:
    found = foretelling(points(1.0, 0.0))
    assert (found.n, found.n_quarters, found.tried) == (80, 8, 4)
    assert found.low is not None
    assert found.low > 0
    assert found.held >= 3


def test_what_always_differs_between_teams_foretells_nothing() -> None:
    found = foretelling(points(0.0, 50.0))
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0 < found.high


def test_the_same_points_give_the_same_limits_in_any_order() -> None:
    made = points(1.0, 2.0)
    assert foretelling(made) == foretelling(made[::-1])


def test_too_few_or_unmoving_points_have_no_correlation() -> None:
    assert foretelling([]) == Foretelling(0, 0)
    assert foretelling([Point("t", 0, 1, 1), Point("t", 1, 2, 2)]).n == 0
    still = [Point("t", quarter, 1, quarter) for quarter in range(4)]
    assert foretelling(still).correlation is None


def test_limits_hold_what_is_true_about_as_often_as_they_say() -> None:
    misses = 0
    for seed in range(60):
        found = foretelling(points(0.0, 0.0, seed))
        assert found.low is not None
        assert found.high is not None
        misses += not found.low <= 0 <= found.high
    assert misses <= 9
