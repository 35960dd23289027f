"""Everything of one person, nothing of another, and a line in the log before either."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.own_data import __main__ as command
from orchestration.own_data import access_log
from orchestration.own_data.masking import SOMEBODY_ELSE, Mask
from orchestration.own_data.page import page
from tests.orchestration import small_home
from tests.orchestration.small_home import ADA, ADA_ON_GITHUB, BOB, BOB_ON_GITHUB


@pytest.fixture(name="home")
def home_with_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    small_home.build(home)
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(home))
    return home


def exported(to: Path, *arguments: str, person: str = ADA) -> dict[str, Any]:
    assert command.main([person, "--to", str(to), *arguments]) == 0
    content: dict[str, Any] = json.loads((to / "own_data.json").read_text())
    return content


def tables(content: dict[str, Any]) -> dict[str, int]:
    return {f"{table['place']} {table['table']}": table["n_rows"] for table in content["tables"]}


def test_every_place_that_names_the_person_is_in_it(home: Path, tmp_path: Path) -> None:
    content = exported(tmp_path / "out")
    assert tables(content) == {
        "landing file_drops.roster": 1,
        "landing file_drops.identities": 3,
        "landing git.commits": 1,
        "landing github.pull_requests": 2,
        "landing github.quarantine": 1,
        "landing github.team_members": 1,
        "landing gitlab.jobs": 1,
        "landing jenkins.extraction_state": 1,
        "landing jira.issue_changes": 1,
        "coaching patterns": 1,
        "intermediate int_collaboration__reviews": 1,
        "staging stg_github__pull_requests": 1,
    }
    assert content["accounts"]["github"] == [ADA_ON_GITHUB]


def test_nobody_else_is_in_it(home: Path, tmp_path: Path) -> None:
    text = json.dumps(exported(tmp_path / "out"))
    assert SOMEBODY_ELSE in text
    assert BOB_ON_GITHUB not in text
    assert f'"{BOB}"' not in text


def test_each_table_says_what_it_is_by_which_rule_and_until_when(
    home: Path, tmp_path: Path
) -> None:
    content = exported(tmp_path / "out")
    pulls = next(t for t in content["tables"] if t["table"] == "stg_github__pull_requests")
    assert pulls["what"].startswith("One row per")
    assert pulls["rule"]["made_by"].endswith("staging/github/stg_github__pull_requests.sql")
    assert pulls["metrics_of_teams_made_of_it"]
    assert "24 months" in content["tables"][0]["until"]


def test_what_is_published_is_opened_and_where_it_names_somebody_it_is_told(
    home: Path, tmp_path: Path
) -> None:
    places = exported(tmp_path / "ada")["published"]["places"]
    assert places == {"published/audit.duckdb": ["bytes", "reason"]}
    assert exported(tmp_path / "bob", person=BOB)["published"]["places"] == {}


def test_a_manager_gives_a_reason_and_is_given_coaching_only(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([ADA, "--for", "manager"]) == 1
    assert "needs a reason" in capsys.readouterr().err
    content = exported(tmp_path / "out", "--for", "manager", "--reason", "growth talk")
    assert tables(content) == {"coaching patterns": 1}
    assert "accesses" not in content
    seen = exported(tmp_path / "own")["accesses"]
    assert [(one["audience"], one["reason"]) for one in seen] == [
        ("manager", "growth talk"),
        ("person", "asked for by the person"),
    ]


def test_an_unknown_person_is_a_clear_error_and_no_access(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["person-2'; drop"]) == 1
    assert "is not a person_id of inputs/roster.csv" in capsys.readouterr().err
    assert not (home / access_log.NAME).exists()


def test_without_a_log_there_is_no_data(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / access_log.NAME).mkdir()
    assert command.main([ADA, "--to", str(tmp_path / "out")]) == 1
    assert "no data is given out" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_log_is_written_before_the_data(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(command, "export", fails)
    assert command.main([ADA, "--to", str(tmp_path / "out"), "--as", "Eve"]) == 1
    assert [entry["who"] for entry in access_log.read(home, ADA)] == ["Eve"]
    assert not (tmp_path / "out").exists()


def test_a_log_that_cannot_be_read_hides_no_access(home: Path, tmp_path: Path) -> None:
    (home / access_log.NAME).write_text("not json\n")
    assert command.main([ADA, "--to", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()


def shares(home: Path, n_people: int) -> None:
    rows = ", ".join(
        f"('atlas', date '2026-03-16', 'person-{number}', {number / 100}, {n_people}, true)"
        for number in range(1, n_people + 1)
    )
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        connection.execute(
            "create table intermediate.some_shares as select * from (values "
            f"{rows}) as t (team_id, window_start, person_id, load_share, n_people, is_judged)"
        )


def test_a_person_sees_their_own_share_beside_a_median_and_a_manager_does_not(
    home: Path, tmp_path: Path
) -> None:
    shares(home, 7)
    (share,) = exported(tmp_path / "own")["own_share_of_load"]
    assert (share["own_share"], share["team_median"], share["n_people"]) == (0.01, 0.04, 7)
    content = exported(tmp_path / "theirs", "--for", "manager", "--reason", "growth talk")
    assert "own_share_of_load" not in content


def test_a_median_of_few_people_is_not_shown(home: Path, tmp_path: Path) -> None:
    shares(home, 5)
    assert exported(tmp_path / "out")["own_share_of_load"] == []


def test_files_are_private(home: Path, tmp_path: Path) -> None:
    exported(tmp_path / "out")
    private = [*(tmp_path / "out").iterdir(), home / access_log.NAME]
    assert [file.stat().st_mode & 0o077 for file in private] == [0, 0, 0]


def test_the_page_escapes_whatever_stands_in_a_row() -> None:
    hostile = "<script>alert(1)</script>\"' onload=x"
    table = {
        "place": "coaching",
        "table": hostile,
        "what": hostile,
        "why": "",
        "readers": "",
        "until": "",
        "rule": {"made_by": hostile, "compiled_sql": ""},
        "metrics_of_teams_made_of_it": [hostile],
        "n_rows": 11,
        "rows": [{"login": hostile, "empty": None}] * 11,
    }
    text = page(
        {
            "person_id": hostile,
            "made_at": "now",
            "audience": "person",
            "tables": [table],
            "accounts": {hostile: [hostile]},
            "own_share_of_load": [],
            "published": {"files_searched": 1, "places": {hostile: [hostile]}},
            "accesses": [
                dict.fromkeys(("at", "who", "system_user", "audience", "reason", "what"), hostile)
            ],
            "limits": [hostile],
        }
    )
    assert "<script" not in text
    assert "the first 10 shown" in text
    assert "<th>empty</th>" not in text


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"reviewer_logins": "ada,bob"}, {"reviewer_logins": "ada, somebody else"}),
        (
            {"login": "stranger", "author_login": "ada"},
            {"login": SOMEBODY_ELSE, "author_login": "ada"},
        ),
        (
            {"raw_json": '{"user": {"login": "bob", "id": 7}, "author": {"login": "ada"}}'},
            {"raw_json": {"user": SOMEBODY_ELSE, "author": {"login": "ada"}}},
        ),
        ({"note": "ada thanked bob"}, {"note": "ada thanked somebody else"}),
        ({"people": ["ada", "bob"]}, {"people": ["ada", SOMEBODY_ELSE]}),
    ],
)
def test_a_row_that_is_shared_shows_its_own_side(
    row: dict[str, Any], expected: dict[str, Any]
) -> None:
    mask = Mask({"ada"}, {"bob"})
    assert mask.is_own(row, {"ada"})
    assert mask.row(row, {"ada"}) == expected


@pytest.mark.parametrize("row", [{"login": "nada"}, {"n": 4}, {"note": "adaptation"}])
def test_a_row_that_names_somebody_else_only_is_not_shown(row: dict[str, Any]) -> None:
    assert not Mask({"ada"}, {"bob"}).is_own(row, {"ada"})
