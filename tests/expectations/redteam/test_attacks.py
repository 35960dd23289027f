"""Attacks are files that say what they cost and aim at something there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations import catalogue
from expectations.redteam import attacks, headers, naive

GOOD = """/*
story: Deploys again.
minutes: 5
supply: 40
needs_collusion: false
form: naive
metrics: [deploy_freq]
streams: [github.deployments]
*/
select 1;

select 2;
"""
# Its items are joiners, of whom the scenario has none.
NOT_ATTACKED = {"onboarding_time"}


def _read(folder: Path, text: str) -> attacks.Attack:
    path = folder / "again.sql"
    path.write_text(text, encoding="utf-8")
    return attacks.read(path)


def test_a_good_attack_is_read(tmp_path: Path) -> None:
    attack = _read(tmp_path, GOOD)
    assert (attack.attack_id, attack.actions, attack.week) == ("again", 40, "within")
    assert attack.sql == ("select 1", "select 2")


def test_the_budget_is_the_least_of_time_and_supply(tmp_path: Path) -> None:
    assert _read(tmp_path, GOOD.replace("minutes: 5", "minutes: 120")).actions == 20
    assert _read(tmp_path, GOOD.replace("supply: 40\n", "")).actions == 480


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("minutes: 5\n", "", "minutes is None"),
        ("minutes: 5", "minutes: 0", "minutes is 0"),
        ("form: naive", "form: clever", "form is 'clever'"),
        ("form: naive", "form: naive\nweek: first", "week is 'first'"),
        ("story:", "tale: x\nstory:", "tale is unknown"),
        ("/*\n", "", "begin with a comment"),
        ("minutes: 5", "minutes: [5", "the header is no YAML"),
    ],
)
def test_a_bad_attack_says_what_is_wrong(tmp_path: Path, old: str, new: str, expected: str) -> None:
    with pytest.raises(headers.RedTeamError, match=r"again\.sql: ") as error:
        _read(tmp_path, GOOD.replace(old, new, 1))
    assert expected in str(error.value)


def test_every_metric_is_attacked_by_one_person_or_named_as_not() -> None:
    known = attacks.all_attacks()
    metric_ids = {str(meta["metric_id"]) for meta in catalogue.metrics()}
    definitions = {each.naive_id for each in naive.all_naive()}
    attacks.check_aims(known, metric_ids, definitions)
    solo = {name for attack in known if not attack.needs_collusion for name in attack.metrics}
    assert metric_ids - solo == NOT_ATTACKED
    assert definitions == {name for attack in known for name in attack.naive}


def test_an_attack_on_nothing_is_refused(tmp_path: Path) -> None:
    unknown = _read(tmp_path, GOOD.replace("deploy_freq", "deploys"))
    with pytest.raises(headers.RedTeamError, match="aims at deploys"):
        attacks.check_aims([unknown], ["deploy_freq"], [])
    none = _read(tmp_path, GOOD.replace("[deploy_freq]", "[]"))
    with pytest.raises(headers.RedTeamError, match="aims at nothing"):
        attacks.check_aims([none], ["deploy_freq"], [])


def test_naive_definitions_say_which_of_ours_stands_in_their_place() -> None:
    metric_ids = {str(meta["metric_id"]) for meta in catalogue.metrics()}
    for each in naive.all_naive():
        assert each.hardened
        assert set(each.hardened) <= metric_ids, each.naive_id
        assert each.direction in ("up", "down")
        assert each.scale in ("log", "sqrt", "none")
