"""An erased person is in no file any more, what others have stays, and a kill changes nothing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest

from extract.core import erasures
from extract.core.landed import Landed
from extract.core.landed_sql import relation
from extract.core.veil import Veil
from orchestration import erase
from orchestration.erasure import erasing, journal
from orchestration.lock import BusyError, one_run
from orchestration.own_data import __main__ as own_data
from orchestration.own_data import exports
from orchestration.own_data.finding import Finder
from orchestration.people.identifiers import Identifier, collect
from tests.orchestration import small_home
from tests.orchestration.small_home import ADA, ADA_ON_GITHUB, BOB, BOB_ON_GITHUB, OF_ADA


@pytest.fixture(name="home")
def home_with_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    small_home.build(home)
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(home))
    monkeypatch.setenv("TEAM_OUTCOMES_INPUTS", str(tmp_path / "inputs"))
    return home


def erased(person: str = ADA) -> int:
    return erase.main([person, "--confirm", person])


def column(home: Path, stream: str, name: str) -> list[str | None]:
    files = f"{home}/landing/{stream}/*.parquet"
    found = duckdb.sql(f"select {name} from read_parquet('{files}') order by all").fetchall()
    return [value for (value,) in found]


def all_texts(home: Path) -> str:
    """Every byte and every value, read by other means than those that erase."""
    parts = [str(path) for path in home.rglob("*")]
    for file in home.rglob("*"):
        if file.suffix == ".parquet":
            parts.append(str(duckdb.read_parquet(str(file)).fetchall()))
        elif file.suffix == ".duckdb":
            with duckdb.connect(str(file), read_only=True) as connection:
                tables = connection.execute("select schema_name, table_name from duckdb_tables()")
                for schema, table in tables.fetchall():
                    parts.append(str(connection.table(f"{schema}.{table}").fetchall()))
        elif file.suffix == ".gz":
            parts.append(gzip.decompress(file.read_bytes()).decode())
        if file.is_file():
            parts.append(file.read_bytes().decode("latin-1"))
    return "\n".join(parts).lower()


def test_nothing_of_the_person_is_left_and_everything_of_others_is(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert erased() == 0
    pseudonym = capsys.readouterr().out.split(" is ")[1].split(" ")[0]
    text = all_texts(home).replace(BOB, "bob")
    assert [name for name in OF_ADA if name.lower() in text] == []
    assert pseudonym in text
    assert column(home, "file_drops/roster", "person_id") == sorted([BOB, pseudonym])
    login = next(
        one for one in column(home, "github/team_members", "login") if one != BOB_ON_GITHUB
    )
    assert (login or "").startswith(f"{pseudonym}-")
    authors = column(home, "github/pull_requests", "author_login")
    assert authors == [BOB_ON_GITHUB, BOB_ON_GITHUB, login]


def test_merged_files_are_found_and_rewritten_too(home: Path) -> None:
    later = [small_home.pull_request(4, ADA_ON_GITHUB)]
    small_home.land(home, "github", "pull_requests", later, load="1700000001.1")
    stream = small_home.source_named("github").stream("pull_requests")
    before = sorted(row["_load_id"] for row in held(home, stream.name))
    small_home.compact(home)
    assert erased() == 0
    text = all_texts(home).replace(BOB, "bob")
    assert [name for name in OF_ADA if name.lower() in text] == []
    assert sorted(row["_load_id"] for row in held(home, stream.name)) == before
    assert len(Landed(home / "landing/github").known_keys(stream)) == 4


def held(home: Path, stream: str) -> list[dict[str, object]]:
    landed = Landed(home / "landing/github")
    found = duckdb.sql(f"select * from {relation(landed.files_in(stream))}")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_what_is_held_about_a_person_is_the_same_of_merged_files(home: Path) -> None:
    later = [small_home.pull_request(1, ADA_ON_GITHUB, state="CLOSED")]
    small_home.land(home, "github", "pull_requests", later, load="1700000001.1")
    before = [(one.table, sorted(map(repr, one.rows))) for one in Finder(home, ADA).in_landing()]
    assert "CLOSED" in str(before)
    small_home.compact(home)
    after = [(one.table, sorted(map(repr, one.rows))) for one in Finder(home, ADA).in_landing()]
    assert after == before


def test_accounts_still_meet_their_person(home: Path) -> None:
    erased()
    people = f"read_parquet('{home}/landing/file_drops/identities/*.parquet')"
    changes = f"read_parquet('{home}/landing/github/pull_requests/*.parquet')"
    met = duckdb.sql(
        f"select p.person_id, count(*) from {changes} as c inner join {people} as p "
        "on p.source = 'github' and lower(p.account) = lower(c.merged_by_login) group by all"
    ).fetchall()
    assert sorted(count for _, count in met) == [1, 1]
    roster = column(home, "file_drops/roster", "person_id")
    assert {person for person, _ in met} == set(roster)


def test_types_and_constraints_of_files_stay(home: Path) -> None:
    before = small_home.source_named("github").stream("pull_requests").schema.names
    erased()
    with duckdb.connect(str(home / "published/audit.duckdb"), read_only=True) as connection:
        rows = connection.execute("select stream, reason from marts.latest order by 1").fetchall()
        (sql,) = connection.execute("select sql from duckdb_tables()").fetchone() or ("",)
    assert [stream for stream, _ in rows] == ["issues", "jobs"]
    assert rows[0][1].startswith("by erased-")
    assert rows[1][1] is None
    assert "NOT NULL" in sql
    file = home / "landing/github/pull_requests" / f"{small_home.LOAD}.0.parquet"
    assert duckdb.read_parquet(str(file)).columns == before


def test_an_erasure_is_confirmed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = all_texts(home)
    assert erase.main([ADA]) == 1
    assert erase.main([ADA, "--confirm", BOB]) == 1
    assert "cannot be undone" in capsys.readouterr().err
    assert all_texts(home) == before


def test_an_unknown_person_changes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert erased("person-99") == 1
    assert "is not a person_id" in capsys.readouterr().err
    assert not erasures.file_of(home).exists()


def test_a_kill_in_the_middle_is_finished_by_the_next_call(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Path] = []
    rewrite_one = erasing._rewrite_one

    def killed(file: Path, veil: Veil, is_near: object) -> bool:
        if len(done) == 9:
            raise KeyboardInterrupt
        done.append(file)
        return rewrite_one(file, veil, is_near)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "_rewrite_one", killed)
        with pytest.raises(KeyboardInterrupt):
            erased()
    begun = journal.read(home)
    assert begun is not None
    with pytest.raises(BusyError, match="An erasure was cut short"), one_run(home):
        pytest.fail("a run over a half-erased data root")
    assert erased(BOB) == 1
    assert erase.main(["--resume"]) == 0
    assert not journal.file_of(home).exists()
    assert column(home, "file_drops/roster", "person_id").count(begun.pseudonym) == 1
    text = all_texts(home).replace(BOB, "bob")
    assert [name for name in OF_ADA if name.lower() in text] == []


def test_what_is_left_is_told_and_the_journal_stays(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stuck = home / "landing" / "notes.bin"
    stuck.write_bytes(b"\0\xff" + ADA_ON_GITHUB.encode())
    assert erased() == 1
    assert "LEFT: landing/notes.bin: bytes" in capsys.readouterr().out
    stuck.unlink()
    assert erase.main(["--resume"]) == 0


def test_files_of_the_organisation_are_told_and_left(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = tmp_path / "inputs"
    inputs.mkdir()
    roster = f"person_id,team_id\n{BOB},atlas\n{ADA},atlas\n"
    (inputs / "roster.csv").write_text(roster)
    assert erased() == 0
    told = capsys.readouterr().out
    assert "roster.csv: lines 3" in told
    assert f"{ADA}  ->  erased-" in told
    assert (inputs / "roster.csv").read_text() == roster


def test_the_access_log_tells_of_the_erasure_and_not_of_whom(home: Path) -> None:
    erased()
    (entry,) = map(json.loads, (home / "access_log.jsonl").read_text().splitlines())
    assert entry["audience"] == "erasure"
    assert entry["person"].startswith("erased-")


def test_a_word_that_means_something_else_is_left_in_other_places(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account = {"identity_id": "gitlab:checkout", "source": "gitlab", "account": "checkout"}
    load = "1700000001.1"
    owned = [{**account, "person_id": ADA, "actor_kind": "human"}]
    small_home.land(home, "file_drops", "identities", owned, load)
    job = {"job_id": 9, "project": "harbour/checkout", "username": "checkout", "ref": "checkout"}
    small_home.land(home, "gitlab", "jobs", [job], load)
    assert erased() == 0
    assert "'checkout' was replaced where accounts and people are named" in capsys.readouterr().out
    assert "checkout" in column(home, "gitlab/jobs", "ref")
    assert "checkout" not in column(home, "gitlab/jobs", "username")
    assert set(column(home, "gitlab/jobs", "project")) == {"harbour/checkout"}


def test_an_account_that_somebody_else_has_in_another_tool_stays_theirs(home: Path) -> None:
    shared = [
        {
            "identity_id": f"{source}:twin",
            "source": source,
            "account": "twin",
            "person_id": person,
            "actor_kind": "human",
        }
        for source, person in (("gitlab", ADA), ("github", BOB))
    ]
    small_home.land(home, "file_drops", "identities", shared, "1700000001.1")
    small_home.land(home, "gitlab", "jobs", [{"job_id": 9, "username": "twin"}], "1700000001.1")
    pull = small_home.pull_request(9, "twin", raw_json=None, head_branch="main")
    small_home.land(home, "github", "pull_requests", [pull], "1700000001.1")
    (twin,) = (one for one in collect(home, ADA) if one.text == "twin")
    assert twin.sources == ("gitlab",)
    assert erased() == 0
    assert "twin" in column(home, "github/pull_requests", "author_login")
    assert "twin" not in column(home, "gitlab/jobs", "username")


HOSTILE = ("o'brien-x", "ada.*|(x", "zoë núñez-7", 'say "hi"', "a%2Fb-c", "back\\\\slash")


def test_hostile_names_are_erased_like_any_other(home: Path) -> None:
    load = "1700000001.1"
    owned = [
        {
            "identity_id": f"gitlab:{name}",
            "source": "gitlab",
            "account": name,
            "person_id": ADA,
            "actor_kind": "human",
            "raw_json": json.dumps({"account": name}, ensure_ascii=number % 2 == 0),
        }
        for number, name in enumerate(HOSTILE)
    ]
    small_home.land(home, "file_drops", "identities", owned, load)
    jobs = [
        {"job_id": n, "username": name, "ref": f"x/{name}/y", "name": f"by '{name}'"}
        for n, name in enumerate(HOSTILE)
    ]
    small_home.land(home, "gitlab", "jobs", jobs, load)
    (home / "published" / "notes.json").write_text(json.dumps(HOSTILE))
    assert erased() == 0
    text = all_texts(home)
    forms = {form for name in HOSTILE for form in (name, json.dumps(name)[1:-1], quote(name))}
    assert [form for form in forms if form.lower() in text] == []
    assert len(set(column(home, "gitlab/jobs", "username"))) == len(HOSTILE) + 1


def test_names_that_differ_by_case_share_a_pseudonym(home: Path) -> None:
    account = {"identity_id": "gitlab:x", "source": "gitlab", "account": ADA_ON_GITHUB.upper()}
    owned = [{**account, "person_id": ADA, "actor_kind": "human"}]
    small_home.land(home, "file_drops", "identities", owned, "1700000001.1")
    found: list[Identifier] = collect(home, ADA)
    names = {one.becomes for one in found if one.text.lower() == ADA_ON_GITHUB.lower()}
    assert len(names) == 1
    address = next(one.becomes for one in found if one.text.startswith("address:"))
    assert address.startswith("address:erased-")


def test_an_export_of_the_person_goes_with_them(home: Path, tmp_path: Path) -> None:
    assert own_data.main([ADA]) == 0
    assert own_data.main([BOB]) == 0
    assert len(list(exports.made(home))) == 2
    assert erased() == 0
    assert len(list(exports.made(home))) == 1
