"""Scenario files: the shipped ones load, and each mistake gets one clear sentence."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox import scenario
from sandbox.scenario import ScenarioError
from tests.sandbox.simulation.worlds import SCENARIOS, SHIPPED, shipped

SMALL: dict[str, Any] = yaml.safe_load((SCENARIOS / "small.yml").read_text(encoding="utf-8"))


def changed(*path: str | int, to: Any) -> dict[str, Any]:
    """The small scenario with one value replaced."""
    document = copy.deepcopy(SMALL)
    place: Any = document
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = to
    return document


def without(key: str) -> dict[str, Any]:
    document = copy.deepcopy(SMALL)
    del document[key]
    return document


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_load(name: str) -> None:
    assert shipped(name).scenario == name


EPISODE = {"kind": "small_batches", "team": "atlas", "start": "2026-04-06", "length_weeks": 2}

MISTAKES = {
    "missing key": (without("seed"), "'seed' is a required property"),
    "unknown key": (changed("sead", to=1), "'sead' was unexpected"),
    "unknown nested key": (changed("quirks", to={"ghosts": 1}), "key quirks"),
    "wrong type": (changed("seed", to="eleven"), "key seed: 'eleven' is not of type 'integer'"),
    "share above one": (
        changed("quirks", to={"draft_share": 1.5}),
        "key quirks.draft_share: 1.5 is greater than the maximum of 1; expected a share",
    ),
    "no dispersion": (
        changed("noise", to={"dispersion": 0}),
        "key noise.dispersion: 0 is less than or equal to the minimum of 0; expected a number",
    ),
    "team type": (changed("teams", 0, "team_type", to="support"), "key teams.0.team_type"),
    "too few people": (changed("teams", 1, "people", to=2), "key teams.1.people"),
    "time zone": (
        changed("teams", 0, "time_zone", to="Europe/Nowhere"),
        "'Europe/Nowhere' is no IANA time zone",
    ),
    "repository": (
        changed("teams", 0, "services", 0, "repository", to="checkout"),
        "expected a repository as owner/name",
    ),
    "period": (
        changed("period", to={"start": "2026-03-16", "end": "2026-03-16"}),
        "must lie before end",
    ),
    "impossible date": (
        changed("period", to={"start": "2026-02-30", "end": "2026-04-01"}),
        "correct the date",
    ),
    "naive as_of": (changed("as_of", to="2026-06-08"), "expected an instant with its offset"),
    "as_of too early": (changed("as_of", to="2026-01-01T00:00:00Z"), "lies before period.start"),
    "move without goal": (
        changed("roster_changes", to=[{"kind": "move", "team": "atlas", "day": "2026-04-01"}]),
        "'to' is a required property",
    ),
    "change before the period": (
        changed("roster_changes", to=[{"kind": "leave", "team": "atlas", "day": "2026-01-01"}]),
        "key roster_changes.day: 2026-01-01 lies before period.start",
    ),
    "more leave than there are": (
        changed("roster_changes", to=[{"kind": "leave", "team": "atlas", "day": "2026-04-01"}] * 8),
        "nobody is left in 'atlas' to go on 2026-04-01",
    ),
    "unknown team": (
        changed("handovers", 0, "to", to="cygnus"),
        "'cygnus' is no team_id; expected one of ['atlas', 'borealis']",
    ),
    "unknown service": (changed("handovers", 0, "service", to="mail"), "'mail' is no service_id"),
    "service twice": (
        changed("teams", 1, "services", 0, "service_id", to="checkout"),
        "'checkout' is there more than once",
    ),
    "unknown episode": (
        changed("episodes", to=[{**EPISODE, "kind": "magic", "dose": 1}]),
        "'magic' is unknown; expected one of",
    ),
    "episode without dose": (changed("episodes", to=[EPISODE]), "'dose' is a required property"),
}


@pytest.mark.parametrize(("document", "sentence"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named(document: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ScenarioError, match=r"^here\.yml: ") as caught:
        scenario.parse(document, "here.yml")
    assert sentence in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"nothing\.yml: no such scenario file"):
        scenario.load(tmp_path / "nothing.yml")


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text("a: [1", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"bad\.yml: expected YAML"):
        scenario.load(tmp_path / "bad.yml")


def test_a_list_is_no_scenario() -> None:
    with pytest.raises(ScenarioError, match="top level"):
        scenario.parse([1], "here.yml")
