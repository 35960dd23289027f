"""The share on a Kaplan-Meier curve at a given duration, against lifelines and by hand."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter

Engine = duckdb.DuckDBPyConnection
Sql = dict[str, str]


def test_the_share_is_that_of_lifelines(sql: Sql, engine: Engine) -> None:
    draw = np.random.default_rng(20260706)
    frames = [
        pd.DataFrame(
            {
                "team_id": team,
                "duration": draw.integers(1, 200, 60),
                "is_observed": draw.random(60) < 0.6,
            }
        )
        for team in range(40)
    ]
    engine.register("items", pd.concat(frames))
    found = engine.sql(sql["kaplan_meier_share"]).fetchall()
    for frame, (_, n_items, n_events, share) in zip(frames, found, strict=True):
        curve = KaplanMeierFitter().fit(frame.duration, frame.is_observed)
        assert (n_items, n_events) == (60, int((frame.is_observed & (frame.duration <= 90)).sum()))
        assert share == pytest.approx(1 - curve.predict(90), abs=1e-9)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([(10, True), (50, False)], ("a", 2, 1, None)),
        ([(10, True), (90, False)], ("a", 2, 1, 0.5)),
        ([(10, True), (80, True)], ("a", 2, 2, 1.0)),
        ([(91, True), (120, False)], ("a", 2, 0, 0.0)),
    ],
)
def test_the_share_is_unknown_where_all_that_is_left_is_young(
    sql: Sql,
    engine: Engine,
    items: list[tuple[int, bool]],
    expected: tuple[str, int, int, float | None],
) -> None:
    frame = pd.DataFrame(
        [("a", *item) for item in items], columns=["team_id", "duration", "is_observed"]
    )
    engine.register("items", frame)
    assert engine.sql(sql["kaplan_meier_share"]).fetchall() == [expected]
