"""Each verdict of the second question, by a small example of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from expectations.audit.answers import with_discovery_rates
from expectations.audit.behaviour import BehaviourEvidence, PairMove, answer
from tests.expectations.audit.examples import RATE


def moves(worse: int, better: int) -> list[PairMove]:
    """Teams that improved, with a pair that got worse or better."""
    pairs = [-1.0] * worse + [1.0] * better
    return [PairMove(f"team-{place}", 2.0, pair) for place, pair in enumerate(pairs)]


def test_green_when_pairs_get_worse_as_often_as_not() -> None:
    said = answer(RATE, BehaviourEvidence(moves(4, 4)))
    assert (said.verdict, said.estimate, said.n, said.n_min) == ("green", 0.5, 8, 8)
    assert said.p == pytest.approx(0.6367, abs=1e-4)
    assert said.min_detectable_effect is not None
    assert said.min_detectable_effect > 0.9
    assert "80 of 100" in said.power_statement


def test_unknown_below_eight_improving_teams() -> None:
    said = answer(RATE, BehaviourEvidence(moves(4, 3)))
    assert (said.verdict, said.p) == ("unknown", None)
    assert "7 teams" in said.reason
    assert "nothing could be told" in said.power_statement


def test_a_team_that_moved_within_its_noise_did_not_improve() -> None:
    still = [replace(move, metric=0.9) for move in moves(8, 8)]
    assert answer(RATE, BehaviourEvidence(still)).n == 0


def test_red_when_pairs_get_worse_in_most_improving_teams() -> None:
    said = answer(RATE, BehaviourEvidence(moves(11, 1)))
    assert (said.verdict, said.cause) == ("red", "pair_worsened")
    assert said.ci_lo == pytest.approx(0.6461, abs=1e-3)


def test_red_needs_twelve_teams() -> None:
    said = answer(RATE, BehaviourEvidence(moves(11, 0)))
    assert said.ci_lo is not None
    assert said.ci_lo > 0.5
    assert said.verdict == "green"


def test_red_when_few_say_that_it_helps() -> None:
    assert answer(RATE, BehaviourEvidence(favourable=2, answers=20)).verdict == "red"
    assert answer(RATE, BehaviourEvidence(favourable=6, answers=20)).verdict == "unknown"
    assert answer(RATE, BehaviourEvidence(favourable=0, answers=9)).verdict == "unknown"


def test_amber_when_two_teams_diverge() -> None:
    diverging = [("f1", "atlas"), ("f2", "beacon")]
    assert answer(RATE, BehaviourEvidence(moves(4, 4), diverging=diverging)).verdict == "amber"
    assert answer(RATE, BehaviourEvidence(moves(4, 4), diverging=diverging[:1])).verdict == "green"
    again = [("f1", "atlas"), ("f2", "atlas")]
    assert answer(RATE, BehaviourEvidence(moves(4, 4), diverging=again)).verdict == "green"


def test_a_metric_without_a_good_direction_cannot_be_improved() -> None:
    said = answer(replace(RATE, direction="none"), BehaviourEvidence())
    assert (said.verdict, said.cause) == ("unknown", "no_direction")


def test_a_pair_without_values_is_told() -> None:
    assert answer(RATE, BehaviourEvidence()).cause == "no_values"
    undirected = BehaviourEvidence(moves(9, 0), pair_has_direction=False)
    assert answer(RATE, replace(undirected, moves=[])).cause == "no_pair"


def test_a_chance_is_weighed_among_all_metrics() -> None:
    found = [answer(RATE, BehaviourEvidence(moves(k, 12 - k))) for k in (12, 6)]
    found.append(answer(RATE, BehaviourEvidence()))
    rates = [said.q_bh for said in with_discovery_rates(found)]
    assert rates[0] == pytest.approx(2 * 0.5**12)
    assert rates[2] is None
