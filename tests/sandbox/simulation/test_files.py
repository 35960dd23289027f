"""The files that a world is written to: truth, organisation.yml, roster, identities."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox import inputs, truth
from tests.sandbox.simulation.worlds import pull_requests, world


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("files")
    inputs.write(world("small"), target)
    truth.write(world("small"), target / "deep" / "truth.json")
    return target


@pytest.fixture(scope="module")
def organisation(directory: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((directory / "organisation.yml").read_text("utf-8"))
    return document


@pytest.fixture(scope="module")
def written_truth(directory: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((directory / "deep" / "truth.json").read_text("utf-8"))
    return document


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_organisation_has_its_parts(organisation: dict[str, Any]) -> None:
    assert organisation["organisation"] == {"name": "Harbour", "github_organisation": "harbour"}
    assert [team["team_id"] for team in organisation["teams"]] == [
        "tribe-shop",
        "atlas",
        "borealis",
    ]
    assert [rule["kind"] for rule in organisation["incident_rules"]] == [
        "issue_label",
        "hotfix_label",
        "revert",
    ]
    assert r"\.snap$" in organisation["generated_paths"]


def test_a_team_has_calendar_and_holidays(organisation: dict[str, Any]) -> None:
    parent, atlas, _ = organisation["teams"]
    assert parent == {
        "team_id": "tribe-shop",
        "team_name": "Shop",
        "team_type": None,
        "parent_team_id": None,
    }
    assert atlas["parent_team_id"] == "tribe-shop"
    assert atlas["calendar"] == [{"time_zone": "Europe/Berlin", "valid_from": date(2020, 1, 1)}]
    assert date(2026, 4, 6) in atlas["holidays"]
    assert atlas["github_teams"] == ["atlas"]


def test_a_handed_over_service_has_two_owners(organisation: dict[str, Any]) -> None:
    services = {service["service_id"]: service for service in organisation["services"]}
    day = date(2026, 4, 27)
    assert services["notifications"]["owners"] == [
        {"team_id": "atlas", "valid_from": date(2020, 1, 1), "valid_to": day},
        {"team_id": "borealis", "valid_from": day},
    ]
    assert services["payments"]["path_prefix"] == "services/payments/"
    assert services["payments"]["production_environments"] == ["payments-production"]


def test_people_can_edit_the_organisation_file(directory: Path) -> None:
    text = (directory / "organisation.yml").read_text("utf-8")
    assert "&id" not in text
    assert "*id" not in text


def test_the_roster_has_a_row_per_interval(directory: Path) -> None:
    roster = rows(directory / "inputs" / "roster.csv")
    assert list(roster[0]) == [
        "person_id",
        "team_id",
        "role",
        "valid_from",
        "valid_to",
        "fte",
        "time_zone",
        "available_fraction",
    ]
    moved = [row for row in roster if row["person_id"] == "person-01"]
    assert [(row["team_id"], row["valid_from"], row["valid_to"]) for row in moved] == [
        ("atlas", "2024-01-01", "2026-04-27"),
        ("borealis", "2026-04-27", ""),
    ]


def test_identities_know_people_and_machines(directory: Path) -> None:
    identities = rows(directory / "inputs" / "identities.csv")
    assert list(identities[0]) == ["source", "account", "person_id", "actor_kind"]
    kinds = {row["account"]: row["actor_kind"] for row in identities}
    assert kinds["dependabot"] == kinds["dependabot[bot]"] == "bot"
    assert kinds["pilot-agent"] == "ai_agent"
    assert kinds["harbour-deployer"] == "service"
    assert all((row["person_id"] == "") == (row["actor_kind"] != "human") for row in identities)
    mapped = {row["person_id"] for row in identities}
    roster = {row["person_id"] for row in rows(directory / "inputs" / "roster.csv")}
    assert len(roster - mapped) == 1


def test_the_truth_holds_everything(written_truth: dict[str, Any]) -> None:
    given = world("small")
    assert written_truth["as_of"] == "2026-06-08T06:00:00Z"
    assert written_truth["scenario"] == "small"
    for repository, known in zip(written_truth["repositories"], given.repositories, strict=True):
        for key in ("pull_requests", "commits", "pushes", "issues", "deployments", "releases"):
            assert len(repository[key]) == len(getattr(known, key))
    first = written_truth["repositories"][0]["pull_requests"][0]
    assert first["commits"][0]["first_seen_at"].endswith("Z")
    assert first["state"] in {"OPEN", "CLOSED", "MERGED"}
    assert first["additions"] == sum(file["additions"] for file in first["files"])


def test_the_truth_and_the_file_tell_the_same_organisation(
    written_truth: dict[str, Any], organisation: dict[str, Any]
) -> None:
    as_text = json.loads(json.dumps(organisation, default=lambda day: day.isoformat()))
    assert written_truth["organisation"] == as_text


def test_text_survives_the_truth(written_truth: dict[str, Any]) -> None:
    written = [p["title"] for r in written_truth["repositories"] for p in r["pull_requests"]]
    assert written == [request.title for request in pull_requests(world("small"))]


def test_the_truth_holds_no_metric(written_truth: dict[str, Any]) -> None:
    assert set(written_truth) == {
        "scenario",
        "seed",
        "as_of",
        "organisation",
        "github_organisation",
        "roster",
        "identities",
        "repositories",
        "episodes",
    }
