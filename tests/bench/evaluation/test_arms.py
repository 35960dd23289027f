"""Episodes: who takes part, for how long, and that everything a detector promises is there."""

from __future__ import annotations

import numpy as np
import pytest

from bench.evaluation.arms import Episode, apply
from bench.evaluation.honest import HONEST, KINDS
from bench.evaluation.levers import LEVERS
from bench.evaluation.organisation import organisation
from bench.evaluation.planted import PLANTED
from bench.evaluation.rounds import known


@pytest.mark.parametrize("detector_id", list(known()))
def test_the_registered_dose_is_one_that_is_played(detector_id: str) -> None:
    dose = known()[detector_id].dose
    assert dose["attack"] in PLANTED, f"{detector_id}: name an entry of bench/evaluation/planted.py"
    assert dose["people"] in {"solo", "team"}
    assert dose["size"] > 0


def test_every_attack_is_some_detectors() -> None:
    assert {detector.dose["attack"] for detector in known().values()} == set(PLANTED)


def test_an_honest_change_moves_more_than_one_thing() -> None:
    for name, factors in KINDS.items():
        assert set(factors) <= set(LEVERS), name
        assert len(factors) > 1, name


def test_only_those_who_take_part_change_and_only_at_the_end() -> None:
    still, here = organisation(3, 6), organisation(3, 6)
    entry = PLANTED["split_changes"]
    apply(here, [None, Episode(entry, 2.0, "solo", 6), None, Episode(entry, 2.0), None, None])
    moved = here.levers["split_pieces"] - still.levers["split_pieces"]
    assert (moved[[0, 2, 4, 5]] == 0).all()
    assert (moved[1, :-6] == 0).all()
    np.testing.assert_allclose(moved[1, -6:], 1 / here.sizes[1])
    np.testing.assert_allclose(moved[3, -13:], 1.0)
    assert (moved[3, :-13] == 0).all()


def test_an_honest_change_leaves_what_only_attacks_turn() -> None:
    attacked = ("split_pieces", "repeats", "clones", "early_close_share", "hidden_share")
    for entry in HONEST.values():
        here = organisation(3, 3)
        apply(here, [Episode(entry, 1.0)] * 3)
        for name in attacked:
            assert (here.levers[name] == LEVERS[name].usual).all(), (entry.name, name)
