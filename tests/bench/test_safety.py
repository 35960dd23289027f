"""The shipped SQL of safety surveys against numpy, from answers to what is told."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from bench import safety

Z = 1.959963985 + 0.841621234
MODELS = Path(safety.DBT) / "models"
# What people wrote never lands but as a length; these are the names it would have in any tool.
WRITTEN = re.compile(
    r"\b(body|text|title|summary|message|comment|comments|description|subject|claim|wording|note|notes"
    r"|sentiment|polarity|tone|emotion)\b"
)


def told(answers: pd.DataFrame) -> pd.DataFrame:
    with duckdb.connect() as connection:
        connection.register("drawn", answers)
        connection.execute(safety.TABLES)
        safety.run_models(connection)
        return connection.execute(
            "select results.*, signals.* exclude (n_people, spread, median, agreement, status), "
            "signals.spread as told_spread "
            "from int_safety__survey_results as results "
            "inner join int_safety__survey_signals as signals using (survey_wave_id) "
            "order by survey_wave_id"
        ).df()


def by_hand(answers: pd.DataFrame) -> dict[str, dict[str, float]]:
    """The same with numpy, from the definitions of section 5."""
    found = {}
    for (team, wave), group in answers.groupby(["team", "wave"]):
        grid = group.pivot_table(index="person", columns="item", values="value").to_numpy(copy=True)
        for number in safety.REVERSED:
            grid[:, number - 1] = 8 - grid[:, number - 1]
        counted = grid[(~np.isnan(grid)).sum(axis=1) >= 5]
        scores = np.nanmean(counted, axis=1)
        share = min(1.0, np.nanvar(counted, axis=0, ddof=1).mean() / 4)
        found[f"{team}:{wave}"] = {
            "n": len(scores),
            "mean": scores.mean(),
            "median": float(np.median(scores)),
            "spread": scores.std(ddof=1),
            "agreement": 7 * (1 - share) / (7 * (1 - share) + share),
            "rate": len(scores) / len(grid),
        }
    return found


@pytest.mark.parametrize("people", [5, 8, 15])
def test_scores_spread_and_detectable_change_are_those_of_numpy(people: int) -> None:
    draw = np.random.default_rng(people)
    answers = safety.waves(draw, people, 12, -1.0)
    # Some answers are missing, as they are where answering is free.
    answers = answers[draw.random(len(answers)) > 0.1]
    expected = by_hand(answers)
    rows = told(answers)
    assert len(rows) == len(expected) == 24
    for row in rows.itertuples():
        wave = expected[row.survey_wave_id]
        assert row.n_people == wave["n"]
        for name in ("mean", "median", "spread", "agreement"):
            assert getattr(row, name) == pytest.approx(wave[name], abs=1e-8), name
        assert row.response_rate == pytest.approx(wave["rate"], abs=0.0251)
        is_told = wave["n"] >= 5 and wave["rate"] >= 0.7
        assert (not np.isnan(row.value)) == is_told
        if is_told:
            assert row.value == pytest.approx(wave["mean"], abs=0.0501)
            before = expected.get(row.previous_wave_id or "")
            minimum = detectable(wave, before)
            assert minimum - 1e-9 <= row.minimum_detectable_change <= minimum + 0.01


def detectable(now: dict[str, float], before: dict[str, float] | None) -> float:
    if before is None or before["n"] < 5 or before["rate"] < 0.7:
        before = now
    freedom = now["n"] + before["n"] - 2
    pooled = (
        (now["n"] - 1) * now["spread"] ** 2 + (before["n"] - 1) * before["spread"] ** 2
    ) / freedom
    spread = max(0.6, float(np.sqrt(pooled)))
    return float(Z * spread * np.sqrt(1 / now["n"] + 1 / before["n"]))


def test_reverse_keyed_items_are_turned_by_hand() -> None:
    """Everybody says 7 to every item: (3 * 1 + 4 * 7) / 7 = 31 / 7, and nobody differs."""
    answers = pd.DataFrame(
        [(0, 0, person, item, 7) for person in range(5) for item in range(1, 8)],
        columns=["team", "wave", "person", "item", "value"],
    )
    row = told(answers).iloc[0]
    assert row["mean"] == pytest.approx(31 / 7)
    assert (row["value"], row["told_spread"]) == (4.4, 0.3)
    assert row["spread"] == 0


def test_the_detectable_change_is_the_one_of_the_design() -> None:
    """Section 5: for a spread of 0.9, 1.6, 1.3, 1.1 and 0.9 points at 5, 8, 10 and 15 people."""
    for people, design in safety.DESIGN.items():
        assert Z * 0.9 * np.sqrt(2 / people) == pytest.approx(design, abs=0.05)


def test_chance_is_rarely_told_as_a_change_and_the_design_is_noticed() -> None:
    draw = np.random.default_rng(1)
    still = safety.judged(safety.waves(draw, 8, 400, 0.0))
    moved = safety.judged(safety.waves(draw, 8, 400, -1.3))
    assert still.told.mean() <= 0.05
    assert (moved.change.abs() >= safety.NOTICED * moved.minimum).mean() >= 0.7


def files() -> list[Path]:
    folder = MODELS / "intermediate" / "safety"
    return [
        *sorted(folder.glob("*.sql")),
        MODELS / "marts" / "leadership" / "rpt_safety_signals.sql",
    ]


def words_read(sql: str) -> set[str]:
    code = re.sub(r"--[^\n]*|\{#.*?#\}|'[^']*'", "", sql, flags=re.DOTALL)
    return set(WRITTEN.findall(code.lower()))


def test_nothing_that_anybody_wrote_is_read() -> None:
    assert len(files()) > 10
    assert {
        path.name: words_read(path.read_text()) for path in files() if words_read(path.read_text())
    } == {}


@pytest.mark.parametrize(
    "sql",
    [
        "select reviews.body from {{ ref('stg_github__pull_request_reviews') }} as reviews",
        "select sentiment(title) as tone from issues",
    ],
)
def test_a_reading_of_text_is_found(sql: str) -> None:
    assert words_read(sql)
