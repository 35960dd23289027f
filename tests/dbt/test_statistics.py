"""G4, G6, G7 and G8 against scipy, numpy and examples worked by hand."""

from __future__ import annotations

import math

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import stats

Engine = duckdb.DuckDBPyConnection
Sql = dict[str, str]


def test_wilson_limits_are_those_of_scipy(sql: Sql, engine: Engine) -> None:
    pairs = [(k, n) for n in (1, 2, 20, 80, 317) for k in {0, 1, n // 3, n} if k <= n]
    engine.register("trials", pd.DataFrame(pairs, columns=["k", "n"]))
    for (k, n), (low, high) in zip(pairs, engine.sql(sql["wilson"]).fetchall(), strict=True):
        expected = stats.binomtest(k, n).proportion_ci(method="wilson")
        assert low == pytest.approx(expected.low, abs=1e-12)
        assert high == pytest.approx(expected.high, abs=1e-12)


def test_wilson_says_nothing_without_trials_or_for_what_is_no_proportion(
    sql: Sql, engine: Engine
) -> None:
    engine.register("trials", pd.DataFrame({"k": [0, 3], "n": [0, 2]}))
    assert engine.sql(sql["wilson"]).fetchall() == [(None, None), (None, None)]


def test_kaplan_meier_by_hand(sql: Sql, engine: Engine) -> None:
    """Ten items: S falls to 8/10 at 2 (two tied), to 8/10 * 6/7 at 4 (one censored at 3).

    After 6 it is 24/35 * 5/6 = 4/7, after 8 (censored at 8 too, still at risk) 4/7 * 3/5 = 12/35,
    which is the first value not above one half.
    """
    rows = [(2, True), (2, True), (3, False), (4, True), (6, True)]
    rows += [(8, True), (8, True), (8, False), (9, False), (9, False)]
    frame = pd.DataFrame(
        [("a", d, o) for d, o in rows], columns=["team_id", "duration", "is_observed"]
    )
    engine.register("items", frame)
    assert engine.sql(sql["kaplan_meier"]).fetchall() == [("a", 10, 6, 8)]
    assert engine.sql(sql["kaplan_meier_85"]).fetchall() == [("a", 10, 6, None)]


def test_kaplan_meier_reaches_the_quantile_exactly(sql: Sql, engine: Engine) -> None:
    """Half of four items have ended at 2: the curve is at 1/2 there, not at the next event."""
    frame = pd.DataFrame({"team_id": "a", "duration": [1, 2, 3, 4], "is_observed": True})
    engine.register("items", frame)
    assert engine.sql(sql["kaplan_meier"]).fetchall() == [("a", 4, 4, 2)]
    assert engine.sql(sql["kaplan_meier_85"]).fetchall() == [("a", 4, 4, 4)]


def test_kaplan_meier_is_that_of_scipy_with_ties_and_censoring(sql: Sql, engine: Engine) -> None:
    random = np.random.default_rng(20260706)
    frames = []
    for team in range(60):
        size = int(random.integers(1, 120))
        duration = np.ceil(random.lognormal(2, 1, size) * 2) / 2
        observed = random.random(size) < random.choice([0.2, 0.6, 0.95])
        frames.append(
            pd.DataFrame({"team_id": team, "duration": duration, "is_observed": observed})
        )
    engine.register("items", pd.concat(frames))
    for quantile, name in ((0.5, "kaplan_meier"), (0.85, "kaplan_meier_85")):
        results = engine.sql(sql[name]).fetchall()
        assert len(results) == len(frames)
        for frame, (_, n_items, n_events, value) in zip(frames, results, strict=True):
            assert (n_items, n_events) == (len(frame), int(frame.is_observed.sum()))
            assert value == _scipy_quantile(frame, quantile)


def _scipy_quantile(frame: pd.DataFrame, quantile: float) -> float | None:
    if not frame.is_observed.any():
        return None
    data = stats.CensoredData(
        uncensored=frame.duration[frame.is_observed], right=frame.duration[~frame.is_observed]
    )
    curve = stats.ecdf(data).sf
    reached = curve.quantiles[curve.probabilities <= 1 - quantile + 1e-9]
    events = set(frame.duration[frame.is_observed])
    return next((float(time) for time in reached if time in events), None)


def test_percentiles_need_enough_items_and_interpolate(sql: Sql, engine: Engine) -> None:
    shares = {"p50": (0.5, 5), "p85": (0.85, 10), "p90": (0.9, 20), "p95": (0.95, 40)}
    values = np.random.default_rng(1).lognormal(size=60)
    for size in (4, 5, 9, 10, 19, 20, 39, 40, 60):
        engine.register("numbers", pd.DataFrame({"x": values[:size]}))
        row = dict(zip(shares, engine.sql(sql["percentiles"]).fetchall()[0], strict=True))
        for name, (share, minimum) in shares.items():
            if size < minimum:
                assert row[name] is None
            else:
                assert row[name] == pytest.approx(np.quantile(values[:size], share), rel=1e-12)


@pytest.mark.parametrize(
    ("size", "status"),
    [
        (11, "no_limits"),
        (12, "provisional_limits"),
        (25, "provisional_limits"),
        (26, "limits"),
        (60, "limits"),
    ],
)
def test_xmr_limits_freeze_the_first_26_values(
    size: int, status: str, sql: Sql, engine: Engine
) -> None:
    values = np.random.default_rng(size).lognormal(3, 0.5, size)
    values[30:] *= 10
    engine.register("points", pd.DataFrame({"team_id": "a", "week": range(size), "value": values}))
    transforms = {
        "xmr_log": (np.log, np.exp),
        "xmr_sqrt": (lambda x: np.sqrt(x + 0.375), lambda x: max(0.0, max(0.0, x) ** 2 - 0.375)),
        "xmr_none": (lambda x: x, lambda x: x),
    }
    for name, (there, back) in transforms.items():
        charted = there(values[:26])
        reach = 2.66 * np.abs(np.diff(charted)).mean()
        expected = [back(charted.mean() + shift) for shift in (0, -reach, reach)]
        team, n_baseline, *limits, found = engine.sql(sql[name]).fetchall()[0]
        assert (team, n_baseline, found) == ("a", min(size, 26), status)
        if status == "no_limits":
            assert limits == [None, None, None]
        else:
            assert limits == pytest.approx(expected, rel=1e-9)


def test_xmr_limits_skip_missing_weeks_and_what_has_no_logarithm(sql: Sql, engine: Engine) -> None:
    values = [4.0, math.nan, 0.0] + [4.0] * 12
    engine.register("points", pd.DataFrame({"team_id": "a", "week": range(15), "value": values}))
    engine.execute(
        "create table kept as select team_id, week, nullif(value, 'nan') as value from points"
    )
    engine.unregister("points")
    engine.execute("create view points as select * from kept")
    assert engine.sql(sql["xmr_log"]).fetchall()[0][1:] == (
        13,
        pytest.approx(4.0),
        pytest.approx(4.0),
        pytest.approx(4.0),
        "provisional_limits",
    )


def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle(
    sql: Sql, engine: Engine
) -> None:
    """Others take the lower of the two: 3 of these six, where half of them are 3 and less."""
    engine.execute("create table numbers as select unnest([1, 2, 3, 5, 8, 13]) as x")
    assert engine.sql(sql["percentiles"]).fetchall()[0][0] == 4
