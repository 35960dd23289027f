"""The figures about the people layer: chance asks as often as is said, and the bench prints it."""

from __future__ import annotations

import re

import pytest

from bench import people


def share(line: str, words: str) -> float:
    found = re.search(rf"{words} (\d+\.\d)%", line)
    assert found, line
    return float(found[1]) / 100


def test_half_years_lie_outside_by_chance_as_often_as_the_guide_says() -> None:
    lines = list(people.own_ranges(rounds=4_000, seed=2))
    assert [share(line, "below in") for line in lines] == pytest.approx([0.28] * 3, abs=0.04)


def test_recency_is_asked_by_chance_less_often_the_more_evidence_there_is() -> None:
    chances = [share(line, "asked in") for line in people.recencies()]
    # Four or more of eight where 90 of 365 are due, from the binomial distribution.
    assert chances[0] == pytest.approx(0.109, abs=0.001)
    assert chances == sorted(chances, reverse=True)


def test_the_sizes_of_calibrations_keep_their_false_alarms() -> None:
    lines = list(people.calibrations(rounds=500, seed=2))
    assert len(lines) == len(people.SIZES)
    assert all(share(line, "false alarms") <= 0.05 for line in lines)
