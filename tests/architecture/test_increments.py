"""What is incremental is a staged stream by itself, and forgets what was touched before."""

from __future__ import annotations

import re

import pytest

from tests.architecture import repository

MODELS = repository.DBT / "models"
CONFIG = "{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}"
OF_ALL_STREAMS = "stg_landing__records"
BEYOND = re.compile(r"\b(join|group by|union|where|distinct|over)\b")


def faults(name: str, sql: str) -> list[str]:
    """Why a model may not be incremental; nothing if it may, or is not."""
    if "incremental" not in sql:
        return []
    found = []
    if not sql.startswith(CONFIG):
        found.append(f"{name}: begin with {CONFIG}")
    source, _, stream = name.removeprefix("stg_").partition("__")
    if f"latest_versions(source('{source}', '{stream}')" not in sql:
        found.append(f"{name}: it must stage the stream {source}.{stream}, as its name says")
    beyond = BEYOND.search(sql)
    if beyond:
        found.append(f"{name}: a row must depend on its own record alone, not on: {beyond[0]}")
    return found


def test_every_incremental_model_depends_on_its_own_records_alone() -> None:
    models = {file.stem: file.read_text("utf-8") for file in MODELS.rglob("*.sql")}
    assert "incremental" in models[OF_ALL_STREAMS]
    assert sum("incremental" in sql for sql in models.values()) > 10
    assert [
        fault
        for name, sql in models.items()
        if name != OF_ALL_STREAMS
        for fault in faults(name, sql)
    ] == []


REFS = "{{ latest_versions(source('git', 'refs'), key='ref_id') }}"
COMMITS = "{{ latest_versions(source('git', 'commits'), key='commit_id') }}"
WITHOUT_HOOK = "{{ config(materialized='incremental') }}"


@pytest.mark.parametrize(
    ("name", "sql", "expected"),
    [
        ("stg_git__refs", f"{CONFIG} from {REFS}", 0),
        ("stg_git__refs", "select 1", 0),
        ("stg_git__refs", f"{CONFIG} from {COMMITS}", 1),
        ("stg_git__refs", f"{WITHOUT_HOOK} from {REFS}", 1),
        ("stg_git__refs", f"{CONFIG} from {REFS} left join a", 1),
        ("int_a__b", f"{WITHOUT_HOOK} select 1 from a where true", 3),
    ],
)
def test_what_would_not_be_exact_is_told(name: str, sql: str, expected: int) -> None:
    assert len(faults(name, sql)) == expected
