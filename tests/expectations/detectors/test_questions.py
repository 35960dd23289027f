"""From answers to questions: false discoveries, three a team, persistence, resolutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from expectations.detectors.questions import (
    Context,
    Question,
    Resolution,
    asked,
    benjamini_hochberg,
    chance,
    kept_baselines,
)
from expectations.detectors.registry import Detector, Measured, detectors
from expectations.detectors.runner import Result

RATES = {"false_alarm_rate": 0.001, "honest_change_rate": 0.01, "recall": 0.9}
KNOWN = [
    replace(detector, measured=Measured(detector.fingerprint, **RATES))
    for detector in detectors()
    if detector.number <= 15
]
END = date(2026, 3, 30)
ASKS = Result(
    "D5", "2026Q2", "atlas", "quarter", 80, 0.02, 0.3, 5.0, 1e-7, 60.0, 4.0, True, False, True, END
)
SILENT = replace(ASKS, p=0.6, effect=-0.3, is_move=False)


def ask(
    results: Sequence[Result],
    earlier: Sequence[Question] = (),
    resolutions: Sequence[Resolution] = (),
    known: Sequence[Detector] = KNOWN,
) -> list[Question]:
    by_finding = {resolution.finding_id: resolution for resolution in resolutions}
    return asked(results, Context(known, {"review_coverage": ["hiring"]}, by_finding), earlier)


def test_q_is_the_textbooks() -> None:
    chances = {
        ("D1", name, None): p for name, p in zip("abcd", (0.01, 0.04, 0.03, 0.2), strict=True)
    }
    found = [round(q, 6) for q in benjamini_hochberg(chances).values()]
    assert sorted(found) == [0.04, 0.053333, 0.053333, 0.2]


def test_two_windows_cost_twice() -> None:
    assert chance([ASKS, replace(ASKS, p=0.01)]) == pytest.approx(2e-7)
    assert chance([replace(ASKS, p=0.8), replace(ASKS, p=0.9)]) == 1.0
    assert chance([replace(ASKS, p=None)]) is None


def test_a_question_has_a_name_a_text_and_no_person() -> None:
    (question,) = ask([ASKS])
    assert question.finding_id == "D5-2026Q2-atlas"
    assert (question.metric_id, question.state) == ("review_coverage", "shipped")
    assert question.is_shown
    assert not question.is_explained
    assert question.q_bh == pytest.approx(1e-7)
    assert "for hiring until reviewed" in question.text


def test_among_many_tests_a_small_p_is_no_discovery() -> None:
    others = [replace(SILENT, team_id=f"t{n}") for n in range(99)]
    weak = replace(ASKS, p=0.004)
    assert ask([weak]) != []
    assert ask([weak, *others]) == []


def test_a_rule_without_a_test_passes_on_its_own() -> None:
    others = [replace(SILENT, team_id=f"t{n}") for n in range(99)]
    found = ask([replace(ASKS, detector_id="D4", p=None, effect=None), *others])
    assert [question.detector_id for question in found] == ["D4"]


def test_three_a_team_are_shown_by_effect() -> None:
    names = ["D1", "D2", "D3", "D5", "D6"]
    results = [
        replace(ASKS, detector_id=name, effect=float(place)) for place, name in enumerate(names)
    ]
    found = ask([*results, replace(ASKS, team_id="boreas", effect=0.1)])
    shown = {(question.team_id, question.detector_id) for question in found if question.is_shown}
    assert shown == {("atlas", "D3"), ("atlas", "D5"), ("atlas", "D6"), ("boreas", "D5")}
    assert len(found) == 6


def test_what_is_experimental_is_kept_and_not_shown() -> None:
    unmeasured = [replace(detector, measured=None) for detector in KNOWN]
    (question,) = ask([ASKS], known=unmeasured)
    assert (question.state, question.is_shown, question.false_alarm_rate) == (
        "experimental", False, None,
    )  # fmt: skip


def test_a_move_that_explains_itself_is_kept_and_no_question() -> None:
    (found,) = ask([replace(ASKS, is_explained=True)])
    assert (found.is_explained, found.is_shown) == (True, False)
    assert found.text.endswith("Nothing is asked.")


@pytest.mark.parametrize(
    "change", [{"is_explained": None}, {"is_testable": False}, {"is_move": False}]
)
def test_what_cannot_be_told_is_not_asked(change: dict[str, bool | None]) -> None:
    assert ask([replace(ASKS, **change)]) == []


NEXT = replace(ASKS, quarter="2026Q3")


def test_what_persists_comes_first() -> None:
    results = [replace(NEXT, detector_id=name, effect=9.0) for name in ("D1", "D2", "D3")]
    found = ask([*results, NEXT], earlier=ask([ASKS]))
    assert found[0].detector_id == "D5"
    assert (found[0].quarters_in_a_row, found[0].is_shown) == (2, True)
    assert sum(question.is_shown for question in found) == 3


def test_a_quarter_between_ends_the_row() -> None:
    (question,) = ask([replace(ASKS, quarter="2026Q4")], earlier=ask([ASKS]))
    assert question.quarters_in_a_row == 1


def test_an_answer_stands_beside_its_question_and_can_be_reopened() -> None:
    answer = Resolution("D5-2026Q2-atlas", "data_fix", "tech lead", date(2026, 8, 3))
    (question,) = ask([ASKS], resolutions=[answer])
    assert (question.resolution, question.resolved_by_role, question.reopened) == (
        "data_fix", "tech lead", False,
    )  # fmt: skip
    (again,) = ask([NEXT], earlier=[question])
    assert (again.reopened, again.resolution) == (True, None)


def test_an_open_question_keeps_its_baseline_and_an_explained_move_does_not() -> None:
    assert kept_baselines([ASKS], ask([ASKS])) == {("D5", "atlas"): END}
    accounted = replace(ASKS, is_explained=True)
    assert kept_baselines([accounted], ask([accounted])) == {}
