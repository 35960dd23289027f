"""The arithmetic of interrupted series agrees with statsmodels and holds its error rates."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from expectations.audit import interrupted_series
from expectations.audit.block_shuffling import studentized
from expectations.audit.interrupted_series import (
    Numbers,
    TooFewWeeksError,
    difference,
    interrupted,
    newey_west,
    scaled,
)

BEFORE, AFTER = 26, 13
WEEKS = BEFORE + AFTER


def noise(random: np.random.Generator, memory: float = 0.3) -> Numbers:
    values = random.normal(size=WEEKS) * np.sqrt(1 - memory**2)
    values[0] = random.normal()
    for week in range(1, WEEKS):
        values[week] += memory * values[week - 1]
    return values


def against_others(random: np.random.Generator, step: float) -> Numbers:
    """A pilot less three comparison teams that share its trend."""
    trend = np.linspace(0, 2, WEEKS)
    pilot = trend + noise(random) + step * (np.arange(WEEKS) >= BEFORE)
    return difference([pilot], [trend + noise(random) for _ in range(3)], BEFORE)


@pytest.mark.parametrize("model", ["level", "level_and_slope"])
def test_coefficients_and_errors_are_those_of_statsmodels(
    model: interrupted_series.Model,
) -> None:
    values = noise(np.random.default_rng(1)) + 1.2 * (np.arange(WEEKS) >= BEFORE)
    design = interrupted_series._design(WEEKS, BEFORE, model)
    known = np.ones(WEEKS, dtype=bool)
    coefficients, covariance, _ = newey_west(values, design, known)
    fitted = sm.OLS(values, design).fit(
        cov_type="HAC", cov_kwds={"maxlags": 3, "use_correction": True}, use_t=True
    )
    np.testing.assert_allclose(coefficients, fitted.params, rtol=1e-9)
    np.testing.assert_allclose(covariance, fitted.cov_params(), rtol=1e-9)
    found = interrupted(values, BEFORE, model=model, rounds=9)
    place = 1 if model == "level" else 2
    assert found.level.p == pytest.approx(fitted.pvalues[place])
    assert found.level.standard_error == pytest.approx(fitted.bse[place])
    t_value = studentized(values[:, None], design, place)
    assert t_value.tolist() == pytest.approx([abs(fitted.tvalues[place])])
    if found.slope:
        assert (found.slope.low, found.slope.high) == pytest.approx(tuple(fitted.conf_int()[3]))


def test_limits_of_a_step_leave_out_0_where_shuffling_does() -> None:
    random = np.random.default_rng(9)
    for step in (0.0, 0.5, 1.0, 1.5):
        found = interrupted(against_others(random, step), BEFORE, model="level", rounds=399)
        assert (found.level.low > 0 or found.level.high < 0) == (found.permutation_p < 0.05)
        middle = (found.level.low + found.level.high) / 2
        assert found.level.value == pytest.approx(middle)


def test_a_masked_week_changes_nothing_whatever_its_value() -> None:
    values = noise(np.random.default_rng(2))
    spoiled = values.copy()
    spoiled[[10, 30]] = 500.0
    missing = values.copy()
    missing[[10, 30]] = np.nan
    assert interrupted(spoiled, BEFORE, [10, 30], rounds=9) == interrupted(
        missing, BEFORE, rounds=9
    )
    assert interrupted(spoiled, BEFORE, rounds=9).level.value != pytest.approx(
        interrupted(missing, BEFORE, rounds=9).level.value
    )


def test_a_step_and_a_slope_without_noise_are_found_as_they_are() -> None:
    time = np.arange(WEEKS)
    values = 3 + 0.1 * time + (2 + 0.5 * (time - BEFORE)) * (time >= BEFORE)
    found = interrupted(values + 1e-9 * noise(np.random.default_rng(3)), BEFORE, rounds=9)
    assert found.level.value == pytest.approx(2)
    assert found.slope is not None
    assert found.slope.value == pytest.approx(0.5)


def test_too_few_weeks_say_nothing() -> None:
    values = noise(np.random.default_rng(4))
    values[: BEFORE - 11] = np.nan
    with pytest.raises(TooFewWeeksError, match="11 known weeks before and 13 after"):
        interrupted(values, BEFORE)


def test_what_all_teams_have_in_common_is_no_step() -> None:
    shared = np.where(np.arange(WEEKS) >= BEFORE, 5.0, 0.0)
    random = np.random.default_rng(5)
    teams = [shared + 0.1 * random.normal(size=WEEKS) for _ in range(3)]
    alone = interrupted(teams[0], BEFORE, model="level", rounds=99)
    compared = interrupted(difference(teams[:1], teams[1:], BEFORE), BEFORE, model="level")
    assert alone.level.low > 4
    assert compared.level.low < 0 < compared.level.high


def test_a_team_with_a_missing_week_does_not_move_the_others() -> None:
    teams = [np.full(WEEKS, level) for level in (1.0, 50.0)]
    teams[1][5] = np.nan
    assert difference([np.zeros(WEEKS)], teams, BEFORE) == pytest.approx(np.zeros(WEEKS))


def test_scales_leave_out_what_they_cannot_show() -> None:
    assert scaled([np.e, 0, None], "log") == pytest.approx([1, np.nan, np.nan], nan_ok=True)
    assert scaled([0.625, None], "sqrt") == pytest.approx([1, np.nan], nan_ok=True)
    assert scaled([0, 2], "none") == pytest.approx([0, 2])


def test_seeded_pilots_keep_their_error_rate_and_find_what_they_promise() -> None:
    random = np.random.default_rng(6)
    still = [interrupted(against_others(random, 0), BEFORE, model="level", rounds=99)
             for _ in range(120)]  # fmt: skip
    false = np.mean([it.level.p < 0.05 and it.permutation_p < 0.05 for it in still])
    # 5 % and three standard errors of 120 draws.
    assert false <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 120)
    reach = float(np.median([it.detectable for it in still]))
    moved = [interrupted(against_others(random, reach), BEFORE, model="level", rounds=199)
             for _ in range(60)]  # fmt: skip
    assert np.mean([it.permutation_p < 0.05 for it in moved]) >= 0.65
    assert np.mean([it.level.value for it in moved]) == pytest.approx(reach, abs=0.2)
