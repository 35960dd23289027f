"""How a table is put in the place of the last one: whole, alone, or not at all.

Over a project of one model with our materialization. Not here: what our own models say.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.dbt.project import PROJECT, run_dbt

NAMED = """
    select table_name from duckdb_tables()
    union all
    select view_name from duckdb_views() where not internal
"""
HALFWAY = """
    select cast(if(i < 9000, 1, error('halfway')) as integer) as n from range(9001) as r (i)
"""
PROJECT_FILE = """
name: one
config-version: 2
profile: one
"""
PROFILE = """
one:
  target: duckdb
  outputs:
    duckdb:
      type: duckdb
      path: "{{ env_var('TEAM_OUTCOMES_HOME') }}/warehouse.duckdb"
      schema: main
      threads: 1
"""
KEYED = """
models:
  - name: numbers
    data_tests:
      - unique_key: {arguments: {columns: [n], nullable_columns: [part]}}
"""
CONTRACT = """
models:
  - name: numbers
    config: {contract: {enforced: true}}
    columns:
      - {name: n, data_type: integer, constraints: [{type: not_null}]}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose only model is still to be written."""
    folder = tmp_path / "project"
    shutil.copytree(PROJECT / "macros" / "materialization", folder / "macros")
    (folder / "tests" / "generic").mkdir(parents=True)
    shutil.copy(PROJECT / "tests" / "generic" / "unique_key.sql", folder / "tests" / "generic")
    (folder / "models").mkdir()
    (folder / "dbt_project.yml").write_text(PROJECT_FILE)
    (folder / "profiles.yml").write_text(PROFILE)
    (folder / "models" / "numbers.yml").write_text(CONTRACT)
    return folder


def _build(project: Path, sql: str, *, kind: str = "table") -> str:
    """What dbt said: nothing, where all went well."""
    (project / "models" / "numbers.sql").write_text(
        f"{{{{ config(materialized='{kind}') }}}}\n{sql}"
    )
    ended = run_dbt("run", home=project.parent, project=project)
    assert (ended.returncode == 0) == (not ended.stdout), ended.stdout + ended.stderr
    return ended.stdout


def _found(project: Path, query: str = "select n from numbers") -> list[tuple[object, ...]]:
    with duckdb.connect(str(project.parent / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_new_table_stands_alone_in_the_place_of_the_old(project: Path) -> None:
    assert not _build(project, "select 1 as n")
    assert not _build(project, "select 2 as n")
    assert _found(project) == [(2,)]
    assert _found(project, NAMED) == [("numbers",)]


def test_what_fails_on_the_way_leaves_the_last_table(project: Path) -> None:
    assert not _build(project, "select 1 as n")
    assert "halfway" in _build(project, HALFWAY)
    assert _found(project) == [(1,)]
    assert "NOT NULL constraint failed" in _build(project, "select cast(null as integer) as n")
    assert _found(project) == [(1,)]
    assert not _build(project, "select 3 as n")
    assert _found(project) == [(3,)]
    assert _found(project, NAMED) == [("numbers",)]


def test_a_table_takes_the_place_of_a_view_and_gives_it_back(project: Path) -> None:
    (project / "models" / "numbers.yml").unlink()
    assert not _build(project, "select 1 as n", kind="view")
    assert not _build(project, "select 2 as n")
    assert _found(project, NAMED) == [("numbers",)]
    assert not _build(project, "select 3 as n", kind="view")
    assert _found(project) == [(3,)]


def test_columns_that_break_the_contract_leave_the_table_as_it_was(project: Path) -> None:
    assert not _build(project, "select 1 as n")
    assert "data type mismatch" in _build(project, "select 'a' as n")
    assert "missing in definition" in _build(project, "select 2 as m")
    assert _found(project) == [(1,)]


def test_a_key_that_is_repeated_or_lacks_a_part_leaves_the_last_table(project: Path) -> None:
    (project / "models" / "numbers.yml").write_text(KEYED)
    assert not _build(project, "select 1 as n, null as part union all select 1, 2")
    for rows in ("(1, 2), (1, 2)", "(1, null), (1, null)", "(null, 2)"):
        said = _build(project, f"select * from (values {rows}) as v (n, part)")
        assert "unique_key_numbers_n__part" in said
        assert "The last numbers stays in its place" in said
        assert _found(project, "from numbers order by all") == [(1, 2), (1, None)]
    assert not _build(project, "select 3 as n, null as part")
    assert _found(project) == [(3,)]


def test_without_such_a_test_a_table_has_no_key_to_answer_for(project: Path) -> None:
    (project / "models" / "numbers.yml").unlink()
    assert not _build(project, "select 1 as n union all select 1")
    assert _found(project) == [(1,), (1,)]
