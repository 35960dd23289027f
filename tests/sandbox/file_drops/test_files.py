"""The CSV files of a world: read without a complaint, from the world alone, and like life."""

import csv
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from statistics import mean

import pytest

from extract.sources.file_drops import reading
from extract.sources.file_drops.csv_files import CSV_FILES
from extract.sources.file_drops.entries import Content
from extract.sources.file_drops.settings import FileDropSettings
from sandbox import file_drops, inputs
from sandbox.file_drops import aliases
from sandbox.jira.planning import projects
from sandbox.pagerduty.account import account
from sandbox.sonarqube.derivation import derive
from tests.sandbox.simulation.worlds import SHIPPED, world

KEPT = {file.name: file for file in CSV_FILES if not file.is_required}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("inputs")
    inputs.write(world("small"), target)
    return target


@pytest.fixture(scope="module")
def content(folder: Path) -> Content:
    return reading.read(FileDropSettings(folder / "organisation.yml", folder / "inputs"))


@pytest.mark.parametrize("name", SHIPPED)
def test_extraction_accepts_every_row_of_every_file(name: str, tmp_path: Path) -> None:
    inputs.write(world(name), tmp_path)
    read = reading.read(FileDropSettings(tmp_path / "organisation.yml", tmp_path / "inputs"))
    assert (read.rejections, read.absent, read.failures) == ([], set(), {})
    assert set(read.rows) >= {file.name for file in CSV_FILES}
    assert reading.unknown_files(tmp_path / "inputs") == []


@pytest.mark.parametrize("name", KEPT)
def test_the_columns_are_those_of_the_published_schema(folder: Path, name: str) -> None:
    with (folder / "inputs" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == list(KEPT[name].types)


def test_the_same_world_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    inputs.write(world("small"), tmp_path)
    for path in sorted((folder / "inputs").iterdir()):
        assert path.read_bytes() == (tmp_path / "inputs" / path.name).read_bytes()


def test_nothing_is_known_before_it_happens() -> None:
    # A due date and a date stated in advance lie ahead; a roster and a holiday may.
    ahead = {"due_on", "forecast_on", "plan_due_on"}
    given = world("small")
    for rows in file_drops.files(given).values():
        for row in rows:
            days = [value for name, value in row.items() if name not in ahead]
            assert all(day < given.as_of.date() for day in days if isinstance(day, date))


def test_nobody_can_be_followed_from_one_wave_to_the_next(content: Content) -> None:
    waves: dict[str, set[str]] = defaultdict(set)
    codes: dict[str, set[str]] = defaultdict(set)
    for row in content.rows["survey_responses"]:
        waves[row["respondent_hash"]].add(row["wave_id"])
        if row["pair_code"]:
            assert row["survey_id"] == "pilot-clarity"
            codes[row["pair_code"]].add(row["wave_id"])
    assert all(len(found) == 1 for found in waves.values())
    assert {"before", "after"} in codes.values()


def test_a_day_with_an_incident_has_bad_events_and_contacts_about_something_broken(
    content: Content,
) -> None:
    given = world("small")
    troubled = {
        (service.service_id, issue.created_at.date())
        for service in given.directory.services
        for repository in (given.repository(service.repository),)
        for issue in (repository.issues if repository else ())
        if f"service:{service.service_id}" in issue.labels
    }
    assert troubled
    bad: dict[bool, list[float]] = {True: [], False: []}
    for row in content.rows["slo_events"]:
        share = 1 - row["good_count"] / row["valid_count"]
        bad[(row["service_id"], row["measured_on"]) in troubled].append(share)
    assert mean(bad[True]) > 2 * mean(bad[False])
    broken: dict[bool, list[int]] = {True: [], False: []}
    for row in content.rows["support_contacts"]:
        is_troubled = (row["service_id"], row["contacted_on"]) in troubled
        broken[is_troubled].append(row["defect_contact_count"])
    assert mean(broken[True]) > 3 * mean(broken[False])


def test_the_tools_know_the_names_that_stand_for_teams_and_services() -> None:
    given = world("small")
    services, teams, held = aliases.of_services(given), aliases.of_teams(given), account(given)
    assert [each["pagerduty"] for each in services.values()] == [[s.id] for s in held.services]
    known = {team.id for team in held.teams} | {policy.id for policy in held.policies}
    assert {name for each in teams.values() for name in each["pagerduty"]} == known
    assert {name for each in teams.values() for name in each["jira"]} == set(projects(given))
    assert {name for each in services.values() for name in each["sonarqube"]} < set(derive(given))


def test_contacts_follow_the_owner_of_a_service(content: Content) -> None:
    day = date(2026, 4, 27)
    owners = {
        row["contacted_on"] >= day: row["team_id"]
        for row in content.rows["support_contacts"]
        if row["service_id"] == "notifications"
    }
    assert owners == {False: "atlas", True: "borealis"}


def test_there_is_evidence_of_three_years_and_every_concept_has_a_file_of_its_own(
    content: Content,
) -> None:
    days = [row["happened_on"] for row in content.rows["evidence_log"]]
    assert (max(days) - min(days)).days > 900
    cycles = {row["cycle_id"] for row in content.rows["level_assessments"]}
    assert len(cycles) == 2
    assert {row["has_plan"] for row in content.rows["growth_signals"]} == {True, False}
    assert content.rows["promotion_cases"]


def test_forecasts_hold_about_as_often_as_they_claim() -> None:
    rows = [row for row in file_drops.files(world("steady"))["forecasts"] if row["finished_on"]]
    assert mean(row["finished_on"] <= row["forecast_on"] for row in rows) == pytest.approx(
        0.85, abs=0.08
    )


def test_two_who_score_a_postmortem_mostly_agree() -> None:
    rows = file_drops.files(world("steady"))["postmortems"]
    first, second = (
        {row["postmortem_id"]: row for row in rows if row["scoring"] == scoring}
        for scoring in ("first", "second")
    )
    assert 0.2 < len(second) / len(first) < 0.5
    differences = [
        row[item] != first[name][item]
        for name, row in second.items()
        for item in KEPT["postmortems"].types
        if item.startswith(("has_", "is_", "names_"))
    ]
    assert 0 < mean(differences) < 0.1


def test_some_actions_stay_open_and_some_factors_come_back() -> None:
    files = file_drops.files(world("steady"))
    done = [row["done_on"] is not None for row in files["incident_actions"]]
    assert 0.5 < mean(done) < 1
    named = Counter(row["factor_id"] for row in files["incident_factors"])
    assert named.pop(None) > 0
    assert max(named.values()) > 10
    assert min(named.values()) == 1


def test_some_items_of_the_checklist_are_ticked_without_a_link() -> None:
    rows = file_drops.files(world("steady"))["oncall_checklists"]
    assert any(row["is_met"] and row["evidence_url"] is None for row in rows)
    assert not any(row["evidence_url"] and not row["is_met"] for row in rows)


def test_some_milestones_are_green_until_shortly_before_they_are_missed() -> None:
    greens: dict[tuple[str, str], date] = {}
    missed: dict[tuple[str, str], date] = {}
    for row in file_drops.files(world("steady"))["project_statuses"]:
        milestone = (row["project_id"], row["milestone_id"])
        if row["status_colour"] == "green":
            greens[milestone] = row["reported_on"]
        if row["finished_on"] is not None and row["finished_on"] > row["due_on"]:
            missed[milestone] = row["due_on"]
    ahead = [(due - greens[name]).days for name, due in missed.items() if name in greens]
    assert min(ahead) <= 7 < max(ahead)
