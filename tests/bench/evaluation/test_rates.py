"""Counting, limits, monitors and the correction over many questions."""

from __future__ import annotations

import numpy as np
import pytest

from bench.evaluation.discovery import discovery, listed
from bench.evaluation.measuring import Answer
from bench.evaluation.naive import psi
from bench.evaluation.rates import Tally, clopper_pearson, total


def answer(team: str, *, asks: bool, p: float | None, detector: str = "D1") -> Answer:
    return Answer(detector, team, is_testable=True, asks=asks, p=p, effect=1.0)


def test_limits_are_those_of_clopper_and_pearson() -> None:
    # None of n: the upper limit is 1 - .025 ^ (1 / n).
    assert clopper_pearson(0, 250) == (0.0, pytest.approx(1 - 0.025 ** (1 / 250)))
    assert clopper_pearson(10, 10) == (pytest.approx(0.025 ** (1 / 10)), 1.0)
    low, high = clopper_pearson(5, 50)
    assert (low, high) == (pytest.approx(0.0333, abs=1e-3), pytest.approx(0.2181, abs=1e-3))


def test_nothing_seen_has_no_rate_and_every_limit() -> None:
    assert Tally(5, 0, 0).rate is None
    assert Tally(5, 0, 0).limits == (0.0, 1.0)
    assert total([Tally(2, 1, 1), Tally(3, 3, 0)]) == Tally(5, 4, 1)


def test_psi_is_small_for_the_same_and_large_for_another_distribution() -> None:
    rng = np.random.default_rng(1)
    before, same, other = rng.normal(0, 1, 4000), rng.normal(0, 1, 4000), rng.normal(1, 1, 4000)
    assert psi(before, same) < 0.02
    assert psi(before, other) > 0.5
    assert psi(before, np.array([])) == 0
    assert psi(np.zeros(50), np.zeros(50)) == 0
    assert psi(np.zeros(50), np.repeat([0.0, 1.0], [40, 10])) > 0.2


def test_psi_of_a_yes_or_no_compares_two_shares() -> None:
    before, now = np.repeat([0.0, 1.0], [90, 10]), np.repeat([0.0, 1.0], [50, 50])
    expected = (0.5 - 0.9) * np.log(0.5 / 0.9) + (0.5 - 0.1) * np.log(0.5 / 0.1)
    assert psi(before, now) == pytest.approx(expected)


def test_a_weak_answer_is_not_listed_among_many() -> None:
    quiet = {("D1", f"t{n}"): answer(f"t{n}", asks=False, p=0.5) for n in range(100)}
    weak = quiet | {("D1", "weak"): answer("weak", asks=True, p=0.004)}
    assert listed(weak) == set()
    strong = quiet | {("D1", "strong"): answer("strong", asks=True, p=1e-6)}
    assert listed(strong) == {("D1", "strong")}
    without_test = quiet | {("D4", "rule"): answer("rule", asks=True, p=None, detector="D4")}
    assert listed(without_test) == {("D4", "rule")}


def test_discovery_counts_what_is_true_and_what_is_not() -> None:
    quiet = [[answer(f"t{n:03d}", asks=n == 0, p=1e-9 if n == 0 else 0.5) for n in range(40)]]
    hit = [("D1", {"D1": answer("t000", asks=True, p=1e-9)})]
    found = discovery(quiet, hit, {"D1"}, 0.5, seed=1)
    assert found.attacked == found.found > 100
    assert 0 < found.false <= found.quarters
    nobody_shown = discovery(quiet, hit, set(), 0.5, seed=1)
    assert nobody_shown.false_share is None
