"""The statistics in SQL against scipy, lifelines and statsmodels on random data.

Here: agreement with what others compute. Not here: examples by hand (test_statistics.py).
"""

from __future__ import annotations

import math
import warnings

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import special, stats
from statsmodels.stats.proportion import proportion_confint

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from lifelines import KaplanMeierFitter
    from lifelines.utils import qth_survival_time

Engine = duckdb.DuckDBPyConnection
Sql = dict[str, str]


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(20261125)


def test_wilson_limits_are_those_of_statsmodels(
    sql: Sql, engine: Engine, random: np.random.Generator
) -> None:
    trials = random.integers(1, 5000, 300)
    successes = random.binomial(trials, random.random(300))
    engine.register("trials", pd.DataFrame({"k": successes, "n": trials}))
    low, high = proportion_confint(successes, trials, method="wilson")
    found = engine.sql(sql["wilson"]).fetchall()
    assert found == [
        (pytest.approx(a, abs=1e-9), pytest.approx(b, abs=1e-9))
        for a, b in zip(low, high, strict=True)
    ]


def test_percentiles_are_those_of_numpy(
    sql: Sql, engine: Engine, random: np.random.Generator
) -> None:
    for size in random.integers(40, 400, 20):
        values = random.lognormal(2, 1.5, size)
        engine.register("numbers", pd.DataFrame({"x": values}))
        expected = np.quantile(values, [0.5, 0.85, 0.9, 0.95])
        assert engine.sql(sql["percentiles"]).fetchall()[0] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("quantile", "name"), [(0.5, "kaplan_meier"), (0.85, "kaplan_meier_85")])
def test_kaplan_meier_quantiles_are_those_of_lifelines(
    quantile: float, name: str, sql: Sql, engine: Engine, random: np.random.Generator
) -> None:
    frames = []
    for team in range(80):
        size = int(random.integers(2, 150))
        duration = np.ceil(random.lognormal(2, 1, size) * 4) / 4
        observed = random.random(size) < random.choice([0.1, 0.5, 0.9])
        frames.append(
            pd.DataFrame({"team_id": team, "duration": duration, "is_observed": observed})
        )
    engine.register("items", pd.concat(frames))
    found = {row[0]: row[3] for row in engine.sql(sql[name]).fetchall()}
    reached = 0
    for team, frame in enumerate(frames):
        curve = KaplanMeierFitter().fit(frame.duration, frame.is_observed).survival_function_
        # Half of an even number is reached exactly; floating point must not decide it.
        expected = qth_survival_time(1 - quantile + 1e-9, curve)
        assert found[team] == (None if math.isinf(expected) else pytest.approx(expected, rel=1e-9))
        reached += not math.isinf(expected)
    assert 0 < reached < len(frames)


def test_fisher_is_that_of_scipy(sql: Sql, engine: Engine, random: np.random.Generator) -> None:
    sizes = random.choice([3, 20, 80, 900], 200)
    tables = np.stack([random.binomial(sizes, share) for share in random.random((4, 200))], axis=1)
    frame = pd.DataFrame(tables, columns=["a", "b", "c", "d"]).assign(id=range(200))
    engine.register("tables", frame)
    found = dict(engine.sql(sql["fisher"]).fetchall())
    for row in frame.itertuples():
        expected = stats.fisher_exact([[row.a, row.b], [row.c, row.d]], "greater").pvalue
        assert found[row.id] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_mann_whitney_is_that_of_scipy(
    sql: Sql, engine: Engine, random: np.random.Generator
) -> None:
    samples = []
    for _ in range(60):
        first, second = random.integers(2, 60, 2)
        shift = random.normal(0, 0.5)
        samples.append(
            (np.round(random.normal(shift, 1, first), 1), np.round(random.normal(0, 1, second), 1))
        )
    frame = pd.concat(
        pd.DataFrame({"id": number, "value": values, "is_first": place == 0})
        for number, pair in enumerate(samples)
        for place, values in enumerate(pair)
    )
    engine.register("samples", frame)
    found = {row[0]: row[1:] for row in engine.sql(sql["mann_whitney"]).fetchall()}
    for number, (first, second) in enumerate(samples):
        expected = stats.mannwhitneyu(first, second, alternative="greater", method="asymptotic")
        assert found[number] == pytest.approx((expected.statistic, expected.pvalue), rel=1e-9)


def test_mann_whitney_of_equal_values_asks_nothing(sql: Sql, engine: Engine) -> None:
    engine.register(
        "samples", pd.DataFrame({"id": 1, "value": [2.0] * 8, "is_first": [True, False] * 4})
    )
    assert engine.sql(sql["mann_whitney"]).fetchall() == [(1, 8.0, 1)]


def test_the_tail_of_kolmogorov_is_that_of_scipy(sql: Sql, engine: Engine) -> None:
    distances = np.concatenate([[0, 1e-6, 1.18], np.linspace(0.05, 6, 400)])
    engine.register("distances", pd.DataFrame({"x": distances}))
    found = [row[0] for row in engine.sql(sql["kolmogorov"]).fetchall()]
    assert found == pytest.approx(special.kolmogorov(distances), rel=1e-9, abs=1e-14)


def test_kolmogorov_smirnov_is_that_of_scipy_with_ties_and_logarithms(
    sql: Sql, engine: Engine, random: np.random.Generator
) -> None:
    frames, expected = [], []
    for number in range(40):
        first = np.round(random.lognormal(2, 1, random.integers(1, 400)), number % 3)
        second = np.round(random.lognormal(2.2, 1, random.integers(1, 400)), number % 3)
        for values, column in ((first, "n_first"), (second, "n_second")):
            frames.append(pd.DataFrame({"id": number, "value": values, column: 1}))
        distance = stats.ks_2samp(np.log1p(first), np.log1p(second)).statistic
        root = math.sqrt(first.size * second.size / (first.size + second.size))
        p = special.kolmogorov(distance * root)
        expected.append((number, first.size, second.size, distance, p))
    engine.register("samples", pd.concat(frames).fillna(0))
    found = engine.sql(sql["kolmogorov_smirnov"]).fetchall()
    assert found == [pytest.approx(row, rel=1e-9, abs=1e-14) for row in expected]


def test_kolmogorov_smirnov_needs_two_samples(sql: Sql, engine: Engine) -> None:
    frame = pd.DataFrame({"id": [1, 2], "value": [5.0, 5.0], "n_first": [3, 0], "n_second": [0, 3]})
    engine.register("samples", frame)
    assert engine.sql(sql["kolmogorov_smirnov"]).fetchall() == []


def test_the_normal_tail_is_that_of_scipy(sql: Sql, engine: Engine) -> None:
    z = np.concatenate([np.linspace(-9, 9, 721), [-30.0, 30.0, 0.0]])
    engine.register("deviations", pd.DataFrame({"z": z}))
    found = [row[0] for row in engine.sql(sql["normal"]).fetchall()]
    assert found == pytest.approx(stats.norm.sf(z), rel=1e-7, abs=1e-15)
    near = np.abs(z) < 7
    assert np.array(found)[near] == pytest.approx(stats.norm.sf(z[near]), rel=1e-11, abs=1e-15)


@pytest.mark.parametrize(
    ("name", "there", "back"),
    [
        ("xmr_log", np.log, np.exp),
        ("xmr_none", np.array, np.array),
    ],
)
def test_xmr_limits_are_two_and_two_thirds_mean_moving_ranges_away(
    name: str,
    there: np.ufunc,
    back: np.ufunc,
    sql: Sql,
    engine: Engine,
    random: np.random.Generator,
) -> None:
    """3 / d2 of two values is 2.66, with d2 = 2 / sqrt(pi) of the normal distribution."""
    assert round(3 / (2 / math.sqrt(math.pi)), 2) == 2.66
    values = random.lognormal(3, 0.4, (50, 26))
    frame = pd.concat(
        pd.DataFrame({"team_id": team, "week": range(26), "value": row})
        for team, row in enumerate(values)
    )
    engine.register("points", frame)
    found = {row[0]: row[2:5] for row in engine.sql(sql[name]).fetchall()}
    for team, row in enumerate(values):
        charted = pd.Series(there(row))
        reach = 2.66 * charted.diff().abs().mean()
        limits = [charted.mean() + shift for shift in (0, -reach, reach)]
        assert found[team] == pytest.approx([float(back(limit)) for limit in limits], rel=1e-9)
