"""The scan finds a planted name wherever a file may hold one, and nothing where there is none."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from orchestration.erasure.scan import FEWEST_BYTES, scan
from orchestration.people.identifiers import Identifier

NAME = "ada-lovelace"
ADA = [Identifier(NAME, "erased-1"), Identifier("ada@example.org", "erased-2")]


def database(file: Path, *statements: str) -> None:
    with duckdb.connect(str(file)) as connection:
        for statement in statements:
            connection.execute(statement)


def freed(file: Path) -> None:
    """A database whose table no longer holds the name and whose blocks still do."""
    rows = f"select '{NAME}' || range as login from range(20000)"
    plain = "pragma force_compression = 'uncompressed'"
    after = "create table u as select md5(cast(range as text)) as other from range(20000)"
    database(file, plain, f"create table t as {rows}", "checkpoint", after, "checkpoint")
    database(file, "drop table t")


PLANTED: dict[str, Callable[[Path], object]] = {
    "a.txt": lambda file: file.write_text(f"by {NAME.upper()}."),
    "a.json": lambda file: file.write_text('{"ref": "topic%2Fada-lovelace"}'),
    "b.json": lambda file: file.write_text('{"to": "ada%40example.org"}'),
    "a.jsonl.gz": lambda file: file.write_bytes(gzip.compress(NAME.encode())),
    "a.duckdb": lambda file: database(file, f"create table t as select '{NAME}' as note"),
    "b.duckdb": lambda file: database(file, f"create table t as select ['x', '{NAME}'] as notes"),
    "c.duckdb": lambda file: database(file, f"create view v as select '{NAME}' as note"),
    "a.parquet": lambda file: duckdb.sql(f"select '{NAME}' as note").write_parquet(str(file)),
    "a.bin": lambda file: file.write_bytes(b"\0\1" + NAME.encode() + b"\0"),
    f"{NAME}.log": lambda file: file.write_text("nothing"),
}

CLEAN: dict[str, Callable[[Path], object]] = {
    "a.txt": lambda file: file.write_text("lovelace, ada, and an adapter"),
    "a.duckdb": lambda file: database(file, "create table t as select 'erased-1' as note"),
    "a.parquet": lambda file: duckdb.sql("select 'erased-1' as login").write_parquet(str(file)),
    "a.jsonl.gz": lambda file: file.write_bytes(gzip.compress(b"erased-1")),
    "a.bin": lambda file: file.write_bytes(b"\0\1\2"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_name_is_found(name: str, tmp_path: Path) -> None:
    PLANTED[name](tmp_path / name)
    assert {finding.path for finding in scan(tmp_path, ADA).findings} == {name}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_file_is_clean(name: str, tmp_path: Path) -> None:
    CLEAN[name](tmp_path / name)
    found = scan(tmp_path, ADA)
    assert (found.files, found.findings) == (1, [])


def test_bytes_that_a_database_has_freed_are_found(tmp_path: Path) -> None:
    freed(tmp_path / "a.duckdb")
    assert [finding.where for finding in scan(tmp_path, ADA).findings] == ["bytes"]


def test_a_file_that_cannot_be_opened_is_no_clean_file(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 cut short")
    assert "cannot be opened" in scan(tmp_path, ADA).findings[0].where


def test_another_number_is_another_person(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("person-10")
    duckdb.sql("select 'person-11' as person_id").write_parquet(str(tmp_path / "a.parquet"))
    assert scan(tmp_path, [Identifier("person-1", "erased-1")]).findings == []


def test_a_short_name_is_searched_for_in_contents_only(tmp_path: Path) -> None:
    short = [Identifier("ada", "erased-1")]
    assert len("ada") < FEWEST_BYTES
    (tmp_path / "a.bin").write_bytes(b"\0ada\0")
    assert scan(tmp_path, short).findings == []
    (tmp_path / "a.txt").write_text("by ada")
    assert [finding.path for finding in scan(tmp_path, short).findings] == ["a.txt"]


@pytest.mark.parametrize(("column", "is_found"), [("author_login", True), ("branch", False)])
def test_a_name_that_is_also_a_word_is_searched_for_where_people_are_named(
    column: str, is_found: bool, tmp_path: Path
) -> None:
    word = [Identifier("main", "erased-1", left_because="a branch has the same name")]
    duckdb.sql(f"select 'main' as {column}").write_parquet(str(tmp_path / "a.parquet"))
    assert bool(scan(tmp_path, word).findings) == is_found
