"""What is said of a calibration: alike or not, lenient or not, and when it cannot be told."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from expectations.people import calibration_report
from expectations.people.calibration import (
    DESCRIPTORS,
    Consistency,
    Rating,
    consistencies,
    own_differences,
)

MANAGERS = [f"m{number}" for number in range(6)]
WORTH = (0, 1, 1, 2, 2, 3)


def rated(
    place: Callable[[int, int], int], managers: int = 6, rating_round: str = "before_discussion"
) -> list[Rating]:
    """Ratings of six vignettes: what place a manager gives a vignette of such a worth."""
    return [
        Rating("h1", "collaboration", rating_round, f"v{number}", manager,
               DESCRIPTORS[min(max(place(index, worth), 0), 3)])
        for index, manager in enumerate(MANAGERS[:managers])
        for number, worth in enumerate(WORTH)
    ]  # fmt: skip


def only(ratings: list[Rating]) -> Consistency:
    (found,) = consistencies(ratings)
    return found


def test_managers_who_read_alike_agree_and_none_is_lenient() -> None:
    found = only(rated(lambda _, worth: worth))
    assert (found.agreement, found.leniency) == ("good", "no_sign")
    assert (found.alpha, found.spread, found.friedman_p) == (1, 0, 1)


def test_a_lenient_half_is_seen() -> None:
    found = only(rated(lambda index, worth: worth + index // 3))
    assert found.leniency == "differs"
    assert found.agreement != "good"
    assert found.spread == 1


def test_managers_who_read_otherwise_do_not_agree() -> None:
    found = only(rated(lambda index, worth: worth if index % 2 else 3 - worth))
    assert found.agreement == "low"


def test_four_managers_who_are_silent_say_nothing() -> None:
    found = only([r for r in rated(lambda _, w: w, managers=4) if r.vignette_id < "v4"])
    assert (found.n_managers, found.n_vignettes) == (4, 4)
    assert found.leniency == "cannot_tell"
    assert found.power.power < 0.5


def test_two_managers_are_told_nothing_of_each_other() -> None:
    ratings = rated(lambda index, worth: worth + index, managers=2)
    found = only(ratings)
    assert (found.alpha, found.limits, found.spread, found.friedman_p) == (None,) * 4
    assert own_differences(ratings) == []
    assert "three are needed" in next(calibration_report.lines([found]))


def test_who_rated_little_does_not_spoil_the_table_of_the_others() -> None:
    late = [r for r in rated(lambda _, w: w) if r.rater_id != "m5" or r.vignette_id == "v0"]
    found = only(late)
    assert (found.n_managers, found.n_vignettes) == (5, 6)


def test_a_manager_is_told_the_own_difference_only() -> None:
    own = own_differences(rated(lambda index, worth: worth + (index == 0)))
    medians = {each.manager_id: each.median for each in own}
    assert medians["m0"] == 1
    assert {medians[manager] for manager in MANAGERS[1:]} == {0}
    lines = list(calibration_report.own_lines(own, "m0"))
    assert len(lines) == 1
    assert "+1.0" in lines[0]
    assert not any(manager in lines[0] for manager in MANAGERS)


def test_the_round_before_comes_first_and_nobody_is_named() -> None:
    ratings = rated(lambda index, worth: worth + index % 2)
    ratings += rated(lambda _, worth: worth, rating_round="after_discussion")
    found = consistencies(ratings)
    assert [each.rating_round[:5] for each in found] == ["befor", "after"]
    for line in calibration_report.lines(found):
        assert not any(manager in line for manager in MANAGERS)


def test_files_keep_managers_apart(tmp_path: Path) -> None:
    ratings = rated(lambda index, worth: worth + index % 2)
    calibration_report.write(consistencies(ratings), own_differences(ratings), tmp_path)
    shared = (tmp_path / "calibration.csv").read_text()
    assert not any(manager in shared for manager in MANAGERS)
    for manager in MANAGERS:
        with (tmp_path / "own" / f"{manager}.csv").open() as file:
            assert {row["manager_id"] for row in csv.DictReader(file)} == {manager}


@pytest.mark.parametrize("text", ["quota", "distribution", "expected_share"])
def test_no_share_of_words_is_asked_for(text: str) -> None:
    assert not any(text in name for name in Consistency.__dataclass_fields__)
