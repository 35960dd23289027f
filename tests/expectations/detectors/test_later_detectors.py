"""D16 to D30: silent as usual, asking when a signal moves alone, explained by the counter-move."""

from __future__ import annotations

from functools import cache

import pytest

from expectations.detectors.registry import detectors
from expectations.detectors.runner import Result
from tests.expectations.detectors.later_worlds import ALSO_MOVED, ALSO_USUAL, WORLDS
from tests.expectations.detectors.worlds import World, answers

LATER = [detector.detector_id for detector in detectors() if detector.number > 15]
EXPLAINED = [name for name, worlds in WORLDS.items() if worlds.explained]


@cache
def said(name: str) -> dict[str, list[Result]]:
    """A detector's answers for every world there is for it, each a team of its own."""
    worlds: dict[str, World] = {
        "usual": WORLDS[name].usual,
        "moved": WORLDS[name].moved,
        "explained": WORLDS[name].explained or {},
        "small": WORLDS[name].moved,
        "empty": {},
    }
    others = {**ALSO_MOVED, **ALSO_USUAL}
    worlds |= {label: world for label, (whose, world) in others.items() if whose == name}
    return answers(name, worlds, {"small": 4})


def test_each_has_its_worlds() -> None:
    assert list(WORLDS) == LATER


@pytest.mark.parametrize("name", WORLDS)
def test_work_as_usual_is_not_asked_about(name: str) -> None:
    found = said(name)["usual"]
    assert any(answer.is_testable for answer in found)
    assert not any(answer.is_move for answer in found if name != "D30")
    assert not any(answer.asks for answer in found)


@pytest.mark.parametrize("name", WORLDS)
def test_a_signal_that_moves_alone_is_asked_about(name: str) -> None:
    found = [answer for answer in said(name)["moved"] if answer.asks]
    assert found
    assert all(answer.effect is not None and answer.effect > 1 for answer in found)
    assert all(answer.p is None or answer.p < 0.01 for answer in found)


@pytest.mark.parametrize("name", EXPLAINED)
def test_the_counter_move_explains_it(name: str) -> None:
    found = said(name)["explained"]
    assert any(answer.is_accounted_for for answer in found)
    assert not any(answer.asks for answer in found)


@pytest.mark.parametrize("label", ALSO_MOVED)
def test_another_way_to_the_same_question(label: str) -> None:
    assert any(answer.asks for answer in said(ALSO_MOVED[label][0])[label])


@pytest.mark.parametrize("label", ALSO_USUAL)
def test_half_of_the_move_is_none(label: str) -> None:
    found = said(ALSO_USUAL[label][0])[label]
    assert any(answer.is_testable for answer in found)
    assert not any(answer.asks for answer in found)


@pytest.mark.parametrize("name", WORLDS)
def test_nothing_seen_is_nothing_said(name: str) -> None:
    found = said(name)["empty"]
    assert not any(answer.is_testable for answer in found)
    assert all(answer.after is None and answer.p is None for answer in found)


@pytest.mark.parametrize("name", WORLDS)
def test_four_people_are_not_looked_at(name: str) -> None:
    found = said(name)["small"]
    assert [answer.is_move for answer in found] == [a.is_move for a in said(name)["moved"]]
    assert not any(answer.is_testable for answer in found)


def test_the_organisation_is_asked_about_all_teams_together() -> None:
    few = {"targeted_spans": WORLDS["D20"].moved["targeted_spans"][::4]}
    found = answers("D20", {"north": few, "south": few, "east": few})
    assert not any(answer.asks for answer in found["north"])
    assert any(answer.asks for answer in found["organisation"])


def test_a_question_about_any_metric_names_it() -> None:
    assert {answer.metric_id for answer in said("D30")["moved"] if answer.asks} == {"a"}
    assert {answer.metric_id for answer in said("D29")["moved"]} == {"review_response"}


def test_the_numbers_are_those_of_the_windows() -> None:
    (quarter,) = (a for a in said("D23")["moved"] if a.window_name == "quarter")
    assert quarter.n == 13_000
    assert quarter.before == pytest.approx(0.021, abs=0.0005)
    assert quarter.after == pytest.approx(0.004, abs=0.0005)
    assert quarter.counter_before == pytest.approx(quarter.counter_after, abs=0.001)
