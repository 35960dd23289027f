"""Whether assessment and growth are one order, as a count of cycles."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from expectations.people.calibration import DESCRIPTORS
from expectations.people.concepts import Assessed, collapse, tau_b


def people(pairs: list[tuple[int, int]], cycle: str = "h1", manager: str = "m") -> list[Assessed]:
    return [Assessed(cycle, manager, "collaboration", DESCRIPTORS[a], b) for a, b in pairs]


def test_tau_b_of_one_manager_is_that_of_scipy() -> None:
    draw = np.random.default_rng(5)
    pairs = [(int(draw.integers(4)), int(draw.integers(5))) for _ in range(12)]
    expected = stats.kendalltau(*zip(*pairs, strict=True)).statistic
    assert tau_b(people(pairs)) == pytest.approx(expected)


def test_people_of_different_managers_are_not_compared() -> None:
    low, high = [(0, 0), (1, 1)] * 6, [(2, 3), (3, 4)] * 6
    together = tau_b(people(low + high))
    apart = tau_b(people(low) + people(high, manager="n"))
    assert together == pytest.approx(apart, abs=1e-9) == 1
    against = people([(0, 9)] * 8 + [(1, 8)] * 8) + people([(2, 1)] * 8 + [(3, 0)] * 8, manager="n")
    assert tau_b(against) == pytest.approx(-1)


def test_a_copy_is_seen_and_two_things_are_not_called_one() -> None:
    copied = people([(place, place) for place in (0, 1, 2, 3) * 3], cycle="copied")
    other = people([(place, (place * 3) % 4) for place in (0, 1, 2, 3) * 3], cycle="other")
    few = people([(0, 0), (1, 1)], cycle="few")
    found = collapse(copied + other + few)
    assert (found.n_cycles, found.n_told, found.n_collapsed) == (3, 2, 1)
    assert "in 1 they are one" in found.sentence()
    assert "in none" in collapse(other).sentence()


def test_the_finding_names_no_cycle_no_manager_and_no_person() -> None:
    found = collapse(people([(place, place) for place in (0, 1, 2, 3) * 3], "secret", "somebody"))
    assert "secret" not in found.sentence()
    assert "somebody" not in found.sentence()
