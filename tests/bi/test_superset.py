"""Starting Superset: who may what, secrets, and how a query finds the newest publication.

The server itself runs in `make bi-bench`: its environment is too large for every test run.
"""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import duckdb
import pytest

from bi.superset import __main__ as launcher
from bi.superset import places, spec
from bi.superset.inside.publication import newest
from bi.superset.places import Places

WRITES = {("can_write", "DashboardFilterStateRestApi")}
NEVER = (
    "SQL",
    "Lab",
    "User",
    "Role",
    "Security",
    "Database",
    "all_",
    "Explore",
    "Csv",
    "csv",
    "Query",
)


def excessive(granted: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a reader of dashboards must not be given."""
    writing = [
        pair
        for pair in granted
        if pair[0].split("_")[1] in {"write", "add", "edit", "delete", "export", "share", "sqllab"}
    ]
    own = ("can_read", "CurrentUserRestApi")
    other = [
        pair for pair in granted if pair != own and any(each in pair[0] + pair[1] for each in NEVER)
    ]
    return [pair for pair in {*writing, *other} if pair not in WRITES]


def test_the_role_reads_dashboards_and_nothing_more() -> None:
    granted = spec.permissions()
    assert excessive(granted) == []
    assert sorted(granted) == [
        ("can_dashboard", "Superset"),
        ("can_log", "Superset"),
        ("can_read", "Chart"),
        ("can_read", "CurrentUserRestApi"),
        ("can_read", "Dashboard"),
        ("can_read", "DashboardFilterStateRestApi"),
        ("can_read", "Dataset"),
        ("can_read", "Theme"),
        ("can_recent_activity", "Log"),
        ("can_write", "DashboardFilterStateRestApi"),
        ("menu_access", "Dashboards"),
    ]


@pytest.mark.parametrize(
    "pair",
    [
        ("can_write", "Dashboard"),
        ("can_sqllab", "Superset"),
        ("menu_access", "SQL Lab"),
        ("can_list", "UserDBModelView"),
        ("all_datasource_access", "all_datasource_access"),
        ("can_csv", "Superset"),
        ("can_export", "Chart"),
    ],
)
def test_a_right_too_many_is_found(pair: tuple[str, str]) -> None:
    assert excessive([*spec.permissions(), pair]) == [pair]


def test_secrets_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "secret-key"
    made = places.read_or_make_secret(file, places.SECRET_BYTES)
    assert len(made) >= places.SECRET_BYTES
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert places.read_or_make_secret(file, places.SECRET_BYTES) == made


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret-key"
    places.read_or_make_secret(file, places.SECRET_BYTES)
    file.chmod(0o644)
    with pytest.raises(PermissionError, match="chmod 600"):
        places.read_or_make_secret(file, places.SECRET_BYTES)


def test_a_password_of_the_environment_is_written_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_SUPERSET_ADMIN_PASSWORD", "from the vault")
    assert places.password(Places(tmp_path), "admin") == "from the vault"
    assert list(tmp_path.rglob("*")) == []


def test_superset_is_given_no_token_of_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.setenv("TEAM_OUTCOMES_SUPERSET_ADMIN_PASSWORD", "from the vault")
    given = launcher.environment(Places(tmp_path))
    assert {"secret", "from the vault"} & set(given.values()) == set()
    assert given["SCARF_ANALYTICS"] == "false"


def test_nothing_published_is_said_and_nothing_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    assert launcher.main() == 1
    assert "make demo" in capsys.readouterr().err


def test_a_preparation_that_fails_says_where_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    monkeypatch.setattr(launcher.bundle, "bundle", lambda *_: {"files": {}})
    monkeypatch.setattr(launcher, "BIN", tmp_path)
    (tmp_path / "python").write_text("#!/bin/sh\necho broken\nexit 1\n")
    (tmp_path / "python").chmod(0o755)
    home = Places(tmp_path)
    home.leadership.parent.mkdir()
    home.leadership.touch()
    assert launcher.main() == 1
    assert str(home.log) in capsys.readouterr().err
    assert home.log.read_text() == "broken\n"
    assert not home.prepared.exists()


def test_what_is_prepared_is_not_prepared_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launcher, "BIN", tmp_path)
    monkeypatch.setattr(launcher.bundle, "bundle", lambda *_: {"files": {}})
    started: list[object] = []
    monkeypatch.setattr(subprocess, "run", lambda *args, **_: started.append(args))
    home = Places(tmp_path)
    assert launcher.prepare(home)
    home.metadata.touch()
    assert not launcher.prepare(home)
    monkeypatch.setenv("TEAM_OUTCOMES_SUPERSET_LEADER_PASSWORD", "another")
    assert launcher.prepare(home)
    assert len(started) == 2
    assert "another" not in home.prepared.read_text()


def publish(published: Path, rows: int) -> None:
    draft = published.with_name("draft.duckdb")
    with duckdb.connect(str(draft)) as connection:
        connection.execute(f"create table cells as from range({rows})")
    draft.replace(published)


def count(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True)


def test_a_query_reads_the_newest_publication_while_an_old_one_is_still_read(
    tmp_path: Path,
) -> None:
    published, links = tmp_path / "leadership.duckdb", tmp_path / "links"
    links.mkdir()
    publish(published, 1)
    with count(newest(published, links)) as slow:
        for rows in range(2, 7):
            publish(published, rows)
            with count(newest(published, links)) as next_one:
                assert next_one.execute("select count(*) from cells").fetchone() == (rows,)
        assert slow.execute("select count(*) from cells").fetchone() == (1,)
    assert len(list(links.iterdir())) == 2
    assert newest(published, links) == newest(published, links)


def test_the_plain_path_would_read_the_old_one(tmp_path: Path) -> None:
    published = tmp_path / "leadership.duckdb"
    publish(published, 1)
    with count(published):
        publish(published, 2)
        with count(published) as next_one:
            assert next_one.execute("select count(*) from cells").fetchone() == (1,)


def test_nothing_published_has_no_path(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        newest(tmp_path / "leadership.duckdb", tmp_path)
