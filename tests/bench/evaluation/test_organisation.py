"""The generator: the same seed draws the same, and every column the detectors read is there."""

from __future__ import annotations

import numpy as np
import pytest

from bench.evaluation.levers import LEVERS, Lever, Levers, wander
from bench.evaluation.organisation import SIZES, organisation
from bench.evaluation.tables import RELATIONS, load

TEAMS = 9


def test_the_same_seed_draws_the_same_whatever_else_is_drawn() -> None:
    first, second = organisation(5, TEAMS), organisation(5, TEAMS)
    RELATIONS["deployments"](second)
    for name, value in RELATIONS["changes"](first).items():
        np.testing.assert_array_equal(value, RELATIONS["changes"](second)[name])


def test_another_seed_draws_something_else() -> None:
    sizes = [RELATIONS["changes"](organisation(seed, TEAMS))["written_lines"] for seed in (5, 6)]
    assert len(sizes[0]) != len(sizes[1])


def test_every_relation_of_the_contract_is_filled() -> None:
    connection = load(organisation(5, TEAMS))
    relations = {name for (name,) in connection.execute(
        "select table_name from information_schema.tables where table_schema = 'observed'"
    ).fetchall()}  # fmt: skip
    # Decisions are made by people; here nobody makes any.
    assert relations - {"baseline_decisions"} == set(RELATIONS)
    for name in RELATIONS:
        found = connection.execute(f"select count(*), count(distinct team_id) from observed.{name}")
        rows, teams = found.fetchone() or (0, 0)
        assert rows > TEAMS
        assert teams == TEAMS


def test_what_is_missing_is_null() -> None:
    connection = load(organisation(5, TEAMS), {"changes"})
    odd, missing = connection.execute(
        """
        select
            count(*) filter (where isnan(pickup_hours)),
            count(*) filter (where pickup_hours is null and not is_reviewed)
        from observed.changes
        """
    ).fetchone() or (1, 0)
    assert odd == 0
    assert missing > 0


def test_teams_keep_their_size_within_one_person() -> None:
    here = organisation(5, 40)
    assert set(here.sizes) == set(SIZES)
    assert np.abs(here.people - here.sizes[:, None]).max() == 1
    assert here.people.min() == min(SIZES)


def test_weeks_have_a_memory() -> None:
    moves = wander(np.random.default_rng(1), (400, 60), Lever(1.0, 0.0, 1.0, 0.0))
    now, before = moves[:, 1:].ravel(), moves[:, :-1].ravel()
    assert np.corrcoef(now, before)[0, 1] == pytest.approx(0.3, abs=0.02)


def test_a_lever_is_scaled_by_its_odds_if_it_is_a_share() -> None:
    levers = Levers(np.random.default_rng(1), 2, 3)
    everyone = np.ones((2, 3))
    before = levers["bug_share"].copy()
    levers.scale("bug_share", everyone, 2.0)
    after = levers["bug_share"]
    np.testing.assert_allclose(after / (1 - after), 2 * before / (1 - before))
    assert (after < 1).all()


def test_shares_lie_between_none_and_all() -> None:
    levers = Levers(np.random.default_rng(1), 20, 30)
    for name, lever in LEVERS.items():
        if lever.is_share:
            assert 0 < levers[name].min() <= levers[name].max() < 1
