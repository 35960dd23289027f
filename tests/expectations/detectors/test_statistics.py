"""The functions of SQL against scipy's own tests and examples worked by hand."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest
from scipy import stats

from expectations.detectors import statistics


@pytest.fixture(scope="module")
def sql() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    statistics.register(connection)
    statistics.register(connection)
    return connection


def value(sql: duckdb.DuckDBPyConnection, expression: str) -> float | None:
    row = sql.execute(f"select {expression}").fetchone()
    assert row
    return row[0]


@pytest.mark.parametrize("table", [(8, 2, 1, 5), (0, 9, 3, 9), (12, 30, 20, 200)])
def test_fisher_is_scipys(sql: duckdb.DuckDBPyConnection, table: tuple[int, ...]) -> None:
    a, b, c, d = table
    expected = stats.fisher_exact([[a, b], [c, d]], alternative="greater").pvalue
    assert value(sql, f"fisher_greater({a}, {b}, {c}, {d})") == pytest.approx(expected)


def test_a_binomial_tail_is_scipys(sql: duckdb.DuckDBPyConnection) -> None:
    expected = stats.binomtest(5, 40, 1 / 30, alternative="greater").pvalue
    assert value(sql, "binomial_greater(5, 40, 1.0 / 30)") == pytest.approx(expected)


def test_rates_are_compared_given_their_sum(sql: duckdb.DuckDBPyConnection) -> None:
    expected = stats.binomtest(8, 18, 10 / 70, alternative="greater").pvalue
    assert value(sql, "poisson_ratio_greater(8, 10, 10, 60)") == pytest.approx(expected)


def test_lower_ranks_are_mann_whitneys(sql: duckdb.DuckDBPyConnection) -> None:
    expected = stats.mannwhitneyu(
        [1, 2, 2, 4], [3, 4, 5, 6, 7], alternative="less", method="asymptotic"
    ).pvalue
    found = value(sql, "mann_whitney_less([1.0, 2, 2, null, 4], [3.0, 4, 5, 6, 7])")
    assert found == pytest.approx(expected)


def test_a_tail_and_its_standard_deviations_undo_each_other(
    sql: duckdb.DuckDBPyConnection,
) -> None:
    assert value(sql, "normal_tail(1.959964)") == pytest.approx(0.025, abs=1e-6)
    assert value(sql, "normal_equivalent(normal_tail(3.5))") == pytest.approx(3.5)
    assert np.isfinite(value(sql, "normal_equivalent(0.0)") or np.nan)


def test_noise_is_the_mean_moving_range_of_known_weeks(sql: duckdb.DuckDBPyConnection) -> None:
    # Ranges 2, 1 and 3 over three steps, the unknown week skipped.
    expected = (2 + 1 + 3) / 3 / 1.128
    assert value(sql, "sigma_xmr([1.0, 3, null, 2, 5])") == pytest.approx(expected)
    assert value(sql, "sigma_xmr([4.0, 4, 4])") is None


PAST = "list_transform(range(26), lambda i: 10.0 + i % 2)"


def test_a_shift_is_in_standard_errors_of_a_median(sql: duckdb.DuckDBPyConnection) -> None:
    # Medians 12 and 10.5; every moving range is 1.
    expected = 1.5 / (1 / 1.128 * np.sqrt(1.57 * (1 / 13 + 1 / 26)))
    assert value(sql, f"z_shift([12.0] || repeat([12.0], 12), {PAST})") == pytest.approx(expected)


@pytest.mark.parametrize(
    ("known", "weeks", "baseline", "is_told"),
    [
        (9, 13, 26, True),
        (8, 13, 26, False),
        (4, 6, 26, True),
        (3, 6, 26, False),
        (9, 13, 19, False),
    ],
)
def test_too_few_known_weeks_tell_nothing(
    sql: duckdb.DuckDBPyConnection, known: int, weeks: int, baseline: int, is_told: bool
) -> None:
    current = f"repeat([12.0], {known}) || repeat([null], {weeks - known})"
    past = f"({PAST})[1:{baseline}] || repeat([null], {26 - baseline})"
    assert (value(sql, f"z_shift({current}, {past})") is not None) == is_told


@pytest.mark.parametrize(
    "nothing",
    [
        "fisher_greater(0, 0, 3, 4)",
        "fisher_greater(null, 1, 3, 4)",
        "binomial_greater(0, 0, 0.5)",
        "poisson_ratio_greater(0, 0, 3, 4)",
        "mann_whitney_less([], [1.0])",
        "normal_tail(null)",
        "z_shift(null, null)",
    ],
)
def test_nothing_to_compare_is_null_and_no_p_of_one(
    sql: duckdb.DuckDBPyConnection, nothing: str
) -> None:
    assert value(sql, nothing) is None


def test_the_lower_limit_is_wilsons(sql: duckdb.DuckDBPyConnection) -> None:
    expected = stats.binomtest(30, 100).proportion_ci(method="wilson").low
    assert value(sql, "wilson_low(30, 100)") == pytest.approx(expected, abs=1e-5)
