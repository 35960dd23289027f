"""The bench of the audit tells of missed signals, accused honest changes, needless questions."""

from __future__ import annotations

from bench.planted_audit import Episode, episodes, report

PLANTED = Episode("split_changes", "atlas", is_honest=False)
HONEST = Episode("small_batches", "draco", is_honest=True)
GOOD = {("D1", "atlas")}, {("D1", "draco")}


def test_what_was_planted_is_asked_and_what_is_honest_explained() -> None:
    text, is_good = report([PLANTED, HONEST], *GOOD)
    assert is_good
    assert "wrong" not in text


def test_a_signal_that_is_missed_is_wrong() -> None:
    text, is_good = report([PLANTED, HONEST], set(), GOOD[1])
    assert not is_good
    assert "silent   <- wrong" in text


def test_an_honest_change_that_is_asked_is_wrong() -> None:
    assert not report([PLANTED, HONEST], GOOD[0] | GOOD[1], set())[1]


def test_a_question_that_nothing_led_to_is_wrong() -> None:
    text, is_good = report([PLANTED, HONEST], GOOD[0] | {("D9", "cygnus")}, GOOD[1])
    assert not is_good
    assert text.splitlines()[-1].startswith("none")


def test_the_scenario_plants_five_signals_and_three_honest_changes() -> None:
    known = episodes()
    assert sorted(episode.is_honest for episode in known) == [False] * 5 + [True] * 3
    assert len({episode.question for episode in known}) == 8
