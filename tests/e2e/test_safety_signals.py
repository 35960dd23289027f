"""What is published of a survey is what its file says, counted anew from the file."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean, stdev

import duckdb
import pytest

from tests.e2e.conftest import World

pytestmark = pytest.mark.e2e

PUBLISHED = """
    select team_id, period_name, status, n_people, value, spread, response_rate
    from marts.rpt_safety_signals where signal_id = 'psychological_safety'
"""
REVERSED = ("safety_1", "safety_3", "safety_5")


def rows(inputs: Path, name: str) -> Iterator[dict[str, str]]:
    with (inputs / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def scores(inputs: Path) -> dict[tuple[str, str], list[float]]:
    """The scores of each team and wave, from the file alone."""
    answers: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row in rows(inputs, "survey_responses"):
        if row["item_slot"].startswith("safety_"):
            value = int(row["value"])
            period = f"{row['survey_id']}:{row['wave_id']}"
            answers[row["team_id"], period, row["respondent_hash"]].append(
                8 - value if row["item_slot"] in REVERSED else value
            )
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for (team, period, _), values in answers.items():
        if len(values) >= 5:
            found[team, period].append(fmean(values))
    return found


def invited(inputs: Path) -> dict[tuple[str, str], int]:
    """Who was asked in each wave that asks about safety."""
    return {
        (row["team_id"], f"{row['survey_id']}:{row['wave_id']}"): int(row["invited_count"])
        for row in rows(inputs, "survey_waves")
        if row["survey_id"] == "team-pulse"
    }


def check(inputs: Path, leadership: Path) -> int:
    """Compare every wave; returns how many were told."""
    with duckdb.connect(str(leadership), read_only=True) as connection:
        found = {row[:2]: row[2:] for row in connection.execute(PUBLISHED).fetchall()}
    counted, asked, n_told = scores(inputs), invited(inputs), 0
    assert set(found) == set(asked)
    for wave, (status, people, value, spread, rate) in found.items():
        mine = counted.get(wave, [])
        share = len(mine) / asked[wave]
        assert rate == pytest.approx(share, abs=0.0251)
        if len(mine) < 5:
            assert (status, people, value) == ("suppressed_privacy", None, None)
        elif share < 0.7:
            assert (status, people, value) == ("insufficient_n", len(mine), None)
        else:
            assert (status, people) == ("ok", len(mine))
            assert value == pytest.approx(fmean(mine), abs=0.0501)
            assert spread == pytest.approx(max(0.3, stdev(mine)), abs=0.0501)
            n_told += 1
    return n_told


def test_scores_are_those_of_the_file(small: World) -> None:
    inputs = small.folder / "inputs" / "inputs"
    assert check(inputs, small.published / "leadership.duckdb") > 2
