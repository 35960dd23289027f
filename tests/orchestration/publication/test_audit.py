"""The audit of the written files finds each fault, and then nothing is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.publication import PublicationError, publish, write
from tests.orchestration.publication.reading import change, contents, read

CELL = "update marts.fct_team_metrics set {} where metric_id = '{}'"
FAULTS = {
    "a value in spite of its status": (
        CELL.format("value = 1", "review_response"),
        "fct_team_metrics.value contradicts its status in 1 rows",
    ),
    "a good status without a value": (
        CELL.format("value = null", "deploy_freq"),
        "fct_team_metrics.value contradicts its status in 1 rows",
    ),
    "no status": (
        CELL.format("status = null", "deploy_freq"),
        "fct_team_metrics.value contradicts its status in 1 rows",
    ),
    "a load in spite of its status": (
        "update marts.rpt_workload_distribution set status = 'insufficient_n'",
        "rpt_workload_distribution.excess_over_fair_share contradicts its status",
    ),
    "a safety score in spite of its status": (
        "update marts.rpt_safety_signals set status = 'insufficient_n'",
        "rpt_safety_signals.value contradicts its status in 1 rows",
    ),
    "a name in a reading": (
        "update marts.rpt_safety_signals set reading = 'Ask ada-codes.'",
        "rpt_safety_signals.reading holds 1 names of persons",
    ),
    "a share of links in spite of its status": (
        "update marts.rpt_deployment_failure_links set status = 'insufficient_n'",
        "rpt_deployment_failure_links.unlinked_incident_share contradicts its status",
    ),
    "a key twice": (
        "insert into marts.dim_teams select * from marts.dim_teams",
        r"dim_teams has 1 keys \(team_id\) more than once",
    ),
    "a person by id": (
        "update marts.dim_teams set parent_team_id = 'P-Ada'",
        "dim_teams.parent_team_id holds 1 names of persons",
    ),
    "a person by account": (
        "update marts.dim_teams set team_name = 'ada-codes'",
        "dim_teams.team_name holds 1 names of persons",
    ),
    "a person within a text": (
        CELL.format("limits_status = 'moved by cleo'", "deploy_freq"),
        "fct_team_metrics.limits_status holds 1 names of persons",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_publication(home: Path, fault: str) -> None:
    publish(home)
    before = contents(home)
    statement, words = FAULTS[fault]
    change(home, statement)
    with pytest.raises(PublicationError, match=words):
        publish(home)
    assert contents(home) == before


def test_a_type_that_is_not_the_contract_s_stops_the_publication(home: Path) -> None:
    change(home, "alter table marts.dim_teams alter team_type type integer using 1")
    with pytest.raises(
        PublicationError, match=r"dim_teams\.team_type is INTEGER, its contract says"
    ):
        publish(home)


def test_a_column_that_is_missing_stops_the_publication(home: Path) -> None:
    change(home, "alter table marts.dim_teams drop column team_type")
    with pytest.raises(PublicationError, match="team_type"):
        publish(home)


def test_a_column_beyond_the_contract_is_not_published(home: Path) -> None:
    change(home, "alter table marts.dim_teams add column lead_login varchar default 'ada-codes'")
    publish(home)
    assert "lead_login" not in {row[0] for row in read(home, "describe marts.dim_teams")}


def test_a_copy_that_is_short_of_rows_stops_the_publication(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = write.write_parquet

    def short(database: write.Draft, folder: Path, tables: dict[str, str]) -> list[write.Draft]:
        return really(
            database, folder, {name: f"{order} limit 0" for name, order in tables.items()}
        )

    monkeypatch.setattr(write, "write_parquet", short)
    with pytest.raises(PublicationError, match="parquet has 0 rows, expected 1"):
        publish(home)


@pytest.mark.parametrize("name", ["atlas", "harbour", "checkout"])
def test_a_name_that_is_also_a_thing_s_tells_nothing(home: Path, name: str) -> None:
    change(home, f"update staging.stg_github__team_members set login = '{name}'")
    publish(home)
    assert read(home, "select team_id from marts.dim_teams") == [("atlas",)]


def test_a_part_of_a_word_names_nobody(home: Path) -> None:
    change(
        home,
        "update staging.stg_github__team_members set login = 'ok'",
        "update marts.fct_team_metrics set limits_status = 'looks broken'",
        "update staging.stg_github__team_members set login = 'ook'",
    )
    publish(home)
