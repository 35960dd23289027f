"""Who was erased stays erased: the register, the veil, and the landing that obeys them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extract.core import erasures, tokens
from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.erasures import Register
from extract.core.errors import SettingsError
from extract.core.landed import Landed
from extract.core.landing import Landing
from extract.core.settings import Secret
from extract.core.source import TEXT, RunResult, Source, Stream
from extract.core.veil import Veil

MEMBERS = Stream("members", "team_member_id", {"team_member_id": TEXT, "login": TEXT, "note": TEXT})
SOURCE = Source(
    "github",
    (MEMBERS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE),
    lambda landing, request: RunResult(),
)
KEY = {erasures.KEY: "a key that nobody guesses"}


def veil(source: str = "github") -> Veil:
    register = (
        Register(Secret("k"))
        .adding("Ada-Lovelace", "erased-1", is_whole=False)
        .adding("main", "erased-2", is_whole=True)
        .adding("shared", "erased-3", is_whole=True, sources=("jira",))
        .adding("ada@example.org", "erased-4", is_whole=False)
    )
    return Veil(register.lookup(source))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ADA-LOVELACE", "erased-1"),
        ("refs/heads/ada-lovelace/fix", "refs/heads/erased-1/fix"),
        ("topic%2Fada-lovelace", "topic%2Ferased-1"),
        (r'"\nada-lovelace"', r'"\nerased-1"'),
        (r"CORP\ada-lovelace", r"CORP\erased-1"),
        ("to ada%40example.org", "to erased-4"),
        ("nada-lovelace", "nada-lovelace"),
        ("ada-lovelaces", "ada-lovelaces"),
        ("the main branch", "the main branch"),
        ("", ""),
    ],
)
def test_a_name_is_replaced_where_no_letter_touches_it(text: str, expected: str) -> None:
    assert veil().text(text) == expected


def test_a_name_that_is_also_a_word_is_replaced_where_people_are_named_only() -> None:
    row = {"head_branch": "main", "author_login": "Main", "reviewer_logins": "bob,main", "n": 1}
    assert veil().row(row) == {
        "head_branch": "main",
        "author_login": "erased-2",
        "reviewer_logins": "bob,erased-2",
        "n": 1,
    }


def test_an_account_of_another_tool_is_somebody_else() -> None:
    assert veil("github").row({"login": "shared"}) == {"login": "shared"}
    assert veil("jira").row({"login": "shared"}) == {"login": "erased-3"}


def test_names_of_things_are_left_so_that_records_find_each_other() -> None:
    assert veil().row({"repository": "ada-lovelace/x", "scope": "ada-lovelace"}) == {
        "repository": "ada-lovelace/x",
        "scope": "ada-lovelace",
    }


def test_a_change_of_an_assignee_names_people_and_one_of_a_state_does_not() -> None:
    rows = [{"field": field, "to_value": "main"} for field in ("assignee", "status")]
    assert [veil().row(row)["to_value"] for row in rows] == ["erased-2", "main"]


def test_a_record_of_a_user_loses_its_details_and_one_that_names_a_user_keeps_its_own() -> None:
    raw = {"id": 5, "user": {"id": 7, "username": "main", "name": "Ada L", "state": "active"}}
    found = json.loads(veil().json(json.dumps(raw)))
    assert found == {
        "id": 5,
        "user": {"id": 0, "username": "erased-2", "name": "erased-2", "state": "active"},
    }


def test_json_that_names_nobody_keeps_its_bytes() -> None:
    assert veil().json('{"b": 1,   "a": "x"}') == '{"b": 1,   "a": "x"}'


@pytest.mark.parametrize("core", ["anna", "person-1", "ada-lovelace"])
def test_a_strict_search_finds_what_is_replaced(core: str) -> None:
    pattern = re.compile(tokens.anywhere(core), re.IGNORECASE)
    assert pattern.search(f"x {core.upper()} y")
    assert not pattern.search("nobody")


def test_a_number_that_goes_on_is_another_one() -> None:
    assert not re.search(tokens.anywhere("person-1"), "person-10")
    assert not tokens.holds("person-10", {"person-1"})
    assert tokens.holds("person-1,", {"person-1"})


def write(home: Path) -> None:
    register = erasures.begun(home).adding("Ada-Lovelace", "erased-1", is_whole=False)
    erasures.write(home, register)


def land(home: Path, *rows: dict[str, object]) -> dict[str, int]:
    with Landing(SOURCE, home) as landing:
        return landing.commit({"members": list(rows)})


def test_what_is_landed_later_holds_the_pseudonym_and_no_byte_of_the_name(tmp_path: Path) -> None:
    write(tmp_path)
    raw = json.dumps({"login": "ada-lovelace", "id": 9})
    row = {
        "team_member_id": "atlas:Ada-Lovelace",
        "login": "Ada-Lovelace",
        "note": "by ADA-LOVELACE",
    }
    land(tmp_path, {**row, "raw_json": raw})
    live = Landed(tmp_path / "landing" / "github").live_rows(MEMBERS)
    assert {key: (found["login"], found["note"]) for key, found in live.items()} == {
        "atlas:erased-1": ("erased-1", "by erased-1")
    }
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"lovelace" not in file.read_bytes().lower()


def test_the_same_record_is_no_news_and_its_tombstone_is_none(tmp_path: Path) -> None:
    write(tmp_path)
    row = {"team_member_id": "atlas:ada-lovelace", "login": "ada-lovelace"}
    assert land(tmp_path, row) == {"members": 1}
    with Landing(SOURCE, tmp_path) as landing:
        gone = landing.known_keys(MEMBERS) - {row["team_member_id"]}
        assert gone == {"atlas:erased-1"}
        rows = [row, *(MEMBERS.tombstone(key) for key in gone)]
        assert landing.commit({"members": rows}) == {}
        assert landing.known_keys(MEMBERS) == {"atlas:erased-1"}


def test_a_record_that_is_gone_is_buried_under_its_pseudonym(tmp_path: Path) -> None:
    write(tmp_path)
    land(tmp_path, {"team_member_id": "atlas:ada-lovelace", "login": "ada-lovelace"})
    assert land(tmp_path, MEMBERS.tombstone("atlas:erased-1")) == {"members": 1}
    assert Landed(tmp_path / "landing" / "github").known_keys(MEMBERS) == set()


def test_without_erasures_rows_are_landed_as_they_are(tmp_path: Path) -> None:
    land(tmp_path, {"team_member_id": "atlas:ada-lovelace", "login": "ada-lovelace"})
    assert Landed(tmp_path / "landing" / "github").known_keys(MEMBERS) == {"atlas:ada-lovelace"}


@pytest.mark.parametrize("key", [None, "another key, long enough"])
def test_without_its_key_nothing_is_landed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str | None
) -> None:
    monkeypatch.setenv(erasures.KEY, KEY[erasures.KEY])
    write(tmp_path)
    assert not erasures.key_file_of(tmp_path).exists()
    monkeypatch.delenv(erasures.KEY)
    if key:
        monkeypatch.setenv(erasures.KEY, key)
    with pytest.raises(SettingsError, match=r"TEAM_OUTCOMES_ERASURE_KEY.*nothing is landed"):
        Landing(SOURCE, tmp_path)


def test_a_register_that_cannot_be_read_lands_nothing(tmp_path: Path) -> None:
    write(tmp_path)
    erasures.file_of(tmp_path).write_text("{")
    with pytest.raises(SettingsError, match="restore it from a backup"):
        Landing(SOURCE, tmp_path)


def test_the_register_holds_no_name_and_its_key_is_private(tmp_path: Path) -> None:
    write(tmp_path)
    assert "lovelace" not in erasures.file_of(tmp_path).read_text().lower()
    assert erasures.key_file_of(tmp_path).stat().st_mode & 0o077 == 0


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="16 characters"):
        erasures.begun(tmp_path, {erasures.KEY: "short"})
