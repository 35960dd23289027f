"""What runs of the file drops leave in the landing lake."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from extract.core.common_streams import EXTRACTION_LOG
from extract.core.landed import Landed
from extract.core.run import run_source
from extract.core.settings import CoreSettings
from extract.core.source import RunResult
from extract.sources.file_drops import FILE_DROPS
from extract.sources.file_drops.files import InputFileError
from tests.extract.sources.file_drops_examples import CSV, IDENTITIES, ORGANISATION, ROSTER


class Installation:
    """Files in a folder, and runs against them; each run is an hour after the one before."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.hour = 0
        (folder / "inputs").mkdir()
        self.write(organisation=ORGANISATION, **CSV)
        monkeypatch.setenv("TEAM_OUTCOMES_ORGANISATION", str(folder / "organisation.yml"))
        monkeypatch.setenv("TEAM_OUTCOMES_INPUTS", str(folder / "inputs"))

    def path(self, name: str) -> Path:
        file = "organisation.yml" if name == "organisation" else f"inputs/{name}.csv"
        return self.folder / file

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            self.path(name).write_text(text, encoding="utf-8")

    def run(self) -> RunResult:
        self.hour += 1
        as_of = datetime(2026, 1, 5, self.hour, tzinfo=UTC)
        return run_source(FILE_DROPS, CoreSettings(self.folder / "home", as_of, "off"))

    def live(self, stream: str) -> dict[Any, dict[str, Any]]:
        landed = Landed(self.folder / "home/landing/file_drops")
        return landed.live_rows(FILE_DROPS.stream(stream))

    def files(self) -> set[str]:
        landing = self.folder / "home/landing/file_drops"
        return {str(path.relative_to(landing)) for path in landing.rglob("*.*")}

    def latest_log(self) -> dict[str, dict[str, Any]]:
        rows = self.live(EXTRACTION_LOG.name).values()
        latest = max(row["started_at"] for row in rows)
        return {row["stream"]: row for row in rows if row["started_at"] == latest}


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return Installation(tmp_path, monkeypatch)


def test_a_first_run_lands_every_stream_and_logs_it(installation: Installation) -> None:
    result = installation.run()
    assert result.problems == []
    assert set(installation.live("teams")) == {"tribe-shop", "atlas", "borealis"}
    assert installation.live("roster")["bo:borealis:2024-01-01"]["role"] == "engineer, on call"
    log = installation.latest_log()
    assert {name: row["landed_rows"] for name, row in log.items()} == {
        name: result.landed_rows.get(name, 0) for name in log
    }
    assert log["identities"]["expected_count"] == log["identities"]["known_count"] == 3
    assert {row["status"] for row in log.values()} == {"complete"}
    assert "quarantine" in log


def test_unchanged_files_land_nothing_but_their_log(installation: Installation) -> None:
    installation.run()
    assert set(installation.run().landed_rows) == {EXTRACTION_LOG.name}
    assert installation.latest_log()["teams"]["landed_rows"] == 0


def test_a_changed_row_and_a_vanished_row(installation: Installation) -> None:
    installation.run()
    roster = ROSTER.replace("2024-01-01,2025-01-01,1", "2024-01-01,2025-01-01,0.5")
    installation.write(roster=roster.replace("bo,borealis", "cy,borealis"))
    assert installation.run().landed_rows["roster"] == 3
    live = installation.live("roster")
    assert live["anna:atlas:2024-01-01"]["fte"] == 0.5
    assert "bo:borealis:2024-01-01" not in live
    assert "cy:borealis:2024-01-01" in live


def test_a_row_that_comes_back_is_alive_again(installation: Installation) -> None:
    installation.run()
    installation.write(identities=IDENTITIES.replace("github,bo-gh,bo,human\n", ""))
    installation.run()
    assert "github:bo-gh" not in installation.live("identities")
    installation.write(identities=IDENTITIES)
    installation.run()
    assert "github:bo-gh" in installation.live("identities")


def test_a_wrong_row_keeps_its_last_right_version_and_is_listed(
    installation: Installation,
) -> None:
    installation.run()
    before = {name: installation.live(name) for name in ("teams", "team_calendars", "holidays")}
    wrong = ORGANISATION.replace("team_name: Atlas", "team_name: Atlas 2")
    installation.write(organisation=wrong.replace("2025-12-25", "2025-12-32"))
    result = installation.run()
    (problem,) = result.problems
    assert problem == (
        "organisation.yml, line 4, teams[1].holidays[0] '2025-12-32': it is not a calendar date "
        "written YYYY-MM-DD. Write for example: 2026-01-31."
    )
    assert {name: installation.live(name) for name in before} == before
    (listed,) = installation.live("quarantine").values()
    assert (listed["file"], listed["row_number"]) == ("organisation.yml", 4)
    log = installation.latest_log()
    assert (log["teams"]["status"], log["roster"]["status"]) == ("partial", "complete")
    assert log["teams"]["expected_count"] == log["teams"]["known_count"] == 3
    assert "1 wrong row" in log["teams"]["detail"]
    installation.write(organisation=ORGANISATION.replace("team_name: Atlas", "team_name: Atlas 2"))
    assert installation.run().problems == []
    assert installation.live("teams")["atlas"]["team_name"] == "Atlas 2"
    assert installation.live("quarantine") == {}


def test_a_wrong_row_without_a_readable_name_removes_nothing(installation: Installation) -> None:
    installation.run()
    installation.write(roster=ROSTER.replace("bo,borealis,", "borealis,"))
    assert len(installation.run().problems) == 1
    assert len(installation.live("roster")) == 4


@pytest.mark.parametrize(
    "wrong", [{"organisation": "teams: ["}, {"roster": "a;b\n"}, {"identities": ""}]
)
def test_a_file_that_cannot_be_read_leaves_the_landing_alone(
    installation: Installation, wrong: dict[str, str]
) -> None:
    installation.run()
    before = installation.files()
    installation.write(
        **{"organisation": ORGANISATION.replace("Atlas", "Other"), "roster": ROSTER, **wrong}
    )
    with pytest.raises(InputFileError):
        installation.run()
    assert installation.files() == before


def test_a_file_that_goes_away_says_nothing_and_one_that_is_emptied_says_no_rows(
    installation: Installation,
) -> None:
    installation.run()
    before = installation.live("risks")
    installation.path("risks").unlink()
    installation.write(forecasts=CSV["forecasts"].splitlines()[0])
    result = installation.run()
    assert result.problems == []
    assert installation.live("risks") == before
    assert installation.live("forecasts") == {}
    log = installation.latest_log()
    assert (log["risks"]["status"], log["risks"]["landed_rows"]) == ("absent", 0)
    assert log["risks"]["detail"] == "inputs/risks.csv: there is no such file"
    assert (log["forecasts"]["status"], log["forecasts"]["known_count"]) == ("complete", 0)


def test_an_unreadable_file_fails_alone_and_its_wrong_rows_stay_listed(
    installation: Installation,
) -> None:
    installation.write(risks=CSV["risks"] + "k2,search,,nowhere,risk,2025-04-01,2025-04-30,no\n")
    installation.run()
    assert len(installation.live("quarantine")) == 1
    installation.path("risks").write_bytes(b"\xff\xfe")
    installation.write(forecasts=CSV["forecasts"] + "f2,atlas,X,2025-03-03,2025-04-30,,\n")
    (problem,) = installation.run().problems
    assert problem.startswith("inputs/risks.csv, line 1: it is not UTF-8 text")
    assert set(installation.live("risks")) == {"k1"}
    assert len(installation.live("quarantine")) == 1
    assert set(installation.live("forecasts")) == {"f1", "f2"}
    log = installation.latest_log()["risks"]
    assert (log["status"], log["failure"], log["detail"]) == ("failed", "unreadable", problem)


def test_no_word_of_a_claim_or_a_note_is_landed(installation: Installation) -> None:
    head = CSV["evidence_log"].splitlines()[0]
    right = 'e1,anna,,2025-02-11,2025-02-13,quality,,,other,peer,,,,"Zanzibar, said twice"'
    shifted = "e2,anna,,2025-02-11,2025-02-13,quality,,,other,peer,,,Zanzibar here,"
    ragged = "e3,anna,,2025-02-11,2025-02-13,quality,,,other,peer,,,,Zanzibar, unquoted"
    noted = "s1,anna,growth,stretch,2025-03-11,false,,Zanzibar is next"
    installation.write(
        evidence_log="\n".join([head, right, shifted, ragged]),
        growth_signals="\n".join([CSV["growth_signals"].splitlines()[0], noted]),
        **{name: CSV[name].splitlines()[0] for name in ("level_assessments", "promotion_cases")},
    )
    result = installation.run()
    assert set(installation.live("evidence_log")) == {"e1"}
    assert installation.live("evidence_log")["e1"]["claim_length"] == 20
    assert installation.live("growth_signals")["s1"]["note_length"] == 16
    assert len(installation.live("quarantine")) == 2
    assert not any("Zanzibar" in problem for problem in result.problems)
    landing = installation.folder / "home/landing/file_drops"
    tables = [pq.read_table(path) for path in landing.rglob("*.parquet")]
    assert any("e1" in str(table.to_pylist()) for table in tables)
    assert not any("Zanzibar" in str(table.to_pylist()) for table in tables)


def test_many_wrong_rows_are_told_in_few_lines(installation: Installation) -> None:
    installation.write(roster=ROSTER + "x,nowhere,dev,2025-01-01,,1,UTC,1\n" * 100)
    problems = installation.run().problems
    assert len(problems) == 21
    assert problems[-1] == "and 80 more in the stream file_drops.quarantine"
    assert len(installation.live("quarantine")) == 100
