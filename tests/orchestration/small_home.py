"""A data root of a few rows, with one person in every kind of place.

Nobody here exists. Ada has an account in each of three tools; one is written in two ways."""

from __future__ import annotations

import atexit
import gzip
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from extract.core.run import compact_source
from extract.core.settings import CoreSettings
from extract.registry import source_named

ADA, BOB = "person-1", "person-10"
ADA_ON_GITHUB, ADA_ON_JIRA = "Ada-Lovelace", "5b10ac8d82e05b22cc7d4ef5"
ADDRESS = "address:0123456789abcdef01234567"
BOB_ON_GITHUB = "bob-babbage"
FULL_NAME = "Augusta Ada King"
LOAD = "1700000000.1"
MOMENT = datetime(2026, 3, 2, 9)  # noqa: DTZ001 - landed instants are naive UTC
OF_ADA = (ADA, ADA_ON_GITHUB.lower(), ADA_ON_JIRA, ADDRESS.removeprefix("address:"), FULL_NAME)


def land(
    home: Path,
    source: str,
    stream: str,
    rows: Iterable[Mapping[str, Any]],
    load: str = LOAD,
    at: datetime = MOMENT,
) -> Path:
    """One complete load of one stream, as dlt leaves it."""
    declared = source_named(source).stream(stream)
    full = [{"is_deleted": False, "extracted_at": at, **row} for row in rows]
    folder = home / "landing" / source / stream
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{load}.0.parquet"
    pq.write_table(pa.Table.from_pylist(full, schema=declared.schema), file)
    loads = home / "landing" / source / "_dlt_loads"
    loads.mkdir(exist_ok=True)
    record = {"load_id": load, "status": 0, "inserted_at": "2026-03-02T09:00:00Z"}
    (loads / f"{source}__{load}.jsonl").write_text(json.dumps(record))
    return file


def compact(home: Path) -> None:
    """Merge what was landed of GitHub."""
    settings = CoreSettings(home, datetime(2030, 1, 1, tzinfo=UTC), "off")
    assert compact_source(source_named("github"), settings, many=1) is not None


def build(home: Path) -> None:
    """Everything: landing, warehouse, publication, mirrors, logs, inputs of a demo."""
    shutil.copytree(_built(), home)


@cache
def _built() -> Path:
    """The same, made once a process."""
    home = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    _people(home)
    _records(home)
    _warehouse(home / "warehouse.duckdb")
    _published(home / "published")
    for name, text in {
        "mirrors/harbour/objects": f"author {FULL_NAME} <ada@example.org>",
        "dbt/logs/dbt.log": f"value {ADA_ON_GITHUB} of {ADA}",
        "demo/inputs/roster.csv": f"person_id,team_id\n{ADA},atlas\n{BOB},atlas\n",
        f"demo/junit/{ADA_ON_GITHUB}/report.xml": "<testsuite/>",
        "landing/github/_dlt_version/version.jsonl": json.dumps({"by": ADA_ON_GITHUB}),
    }.items():
        file = home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    packed = home / "landing" / "github" / "init.jsonl.gz"
    packed.write_bytes(gzip.compress(f"asked by {ADA_ON_GITHUB}".encode()))
    return home


def _people(home: Path) -> None:
    accounts = [
        ("github", ADA_ON_GITHUB, ADA),
        ("jira", ADA_ON_JIRA, ADA),
        ("git", ADDRESS, ADA),
        ("github", BOB_ON_GITHUB, BOB),
    ]
    land(
        home,
        "file_drops",
        "identities",
        [
            {
                "identity_id": f"{source}:{account}",
                "source": source,
                "account": account,
                "person_id": person,
                "actor_kind": "human",
                "raw_json": json.dumps({"account": account, "person_id": person, "source": source}),
            }
            for source, account, person in accounts
        ],
    )
    land(
        home,
        "file_drops",
        "roster",
        [
            {"roster_id": f"{one}:atlas:2024", "person_id": one, "team_id": "atlas", "fte": 1.0}
            for one in (ADA, BOB)
        ],
    )


def pull_request(number: int, author: str, **more: Any) -> dict[str, Any]:
    """A landed pull request."""
    raw = {"id": f"PR_{number}", "author": {"login": author, "__typename": "User"}}
    return {
        "pull_request_id": f"PR_{number}",
        "repository": "harbour/checkout",
        "number": number,
        "author_login": author,
        "state": "MERGED",
        "head_branch": f"topic/{author}/fix",
        "raw_json": json.dumps(raw, sort_keys=True),
        **more,
    }


def _records(home: Path) -> None:
    opened = [pull_request(1, ADA_ON_GITHUB, merged_by_login=BOB_ON_GITHUB)]
    opened += [pull_request(2, BOB_ON_GITHUB, merged_by_login="ada-lovelace")]
    land(home, "github", "pull_requests", [*opened, pull_request(3, BOB_ON_GITHUB)])
    land(
        home,
        "github",
        "team_members",
        [
            {"team_member_id": f"atlas:{login}", "team_slug": "atlas", "login": login}
            for login in (ADA_ON_GITHUB, BOB_ON_GITHUB)
        ],
    )
    change = {"issue_change_id": "1|assignee", "field": "assignee", "to_id": ADA_ON_JIRA}
    land(home, "jira", "issue_changes", [{**change, "issue_id": 1, "project_key": "ATL"}])
    land(home, "git", "commits", [{"commit_id": "c:1", "author_account": ADDRESS}])
    user = {"user": {"id": 7, "username": ADA_ON_GITHUB, "name": FULL_NAME}, "id": 3}
    job = {"job_id": 3, "project": "harbour/checkout", "username": ADA_ON_GITHUB}
    land(home, "gitlab", "jobs", [{**job, "raw_json": json.dumps(user, sort_keys=True)}])
    payload = json.dumps({"author": {"login": ADA_ON_GITHUB}, "number": None})
    refused = {"quarantine_id": "q", "stream": "issues", "reason": f"no number, by {FULL_NAME}"}
    land(home, "github", "quarantine", [{**refused, "payload": payload}])
    state = {"topic%2FAda-Lovelace%2Ffix": {"at": 1}}
    land(
        home,
        "jenkins",
        "extraction_state",
        [{"state_id": "checkout", "state_json": json.dumps(state)}],
    )


def _warehouse(file: Path) -> None:
    with duckdb.connect(str(file)) as connection:
        for schema in ("staging", "intermediate", "coaching", "marts"):
            connection.execute(f"create schema {schema}")
        connection.execute(
            "create table staging.stg_github__pull_requests as select * from (values "
            f"('PR_1', '{ADA_ON_GITHUB}'), ('PR_3', '{BOB_ON_GITHUB}')) as t (id, author_login)"
        )
        connection.execute(
            "create table intermediate.int_collaboration__reviews as select * from (values "
            f"('{ADA}', '{BOB}', 4), ('{BOB}', null, 5)) as t (person_id, author_person_id, n)"
        )
        connection.execute(
            "create table coaching.patterns as select * from (values "
            f"('{ADA}', '{BOB}', 'within'), ('{BOB}', null, 'above')) "
            "as t (person_id, manager_id, own_range)"
        )
        connection.execute(
            "create table marts.fct_team_metrics as select 'atlas' as team_id, 0.5 as value"
        )


def _published(folder: Path) -> None:
    (folder / "parquet").mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{folder}/audit.duckdb' as audit (storage_version 'v1.2.0')")
        connection.execute("create schema audit.marts; use audit")
        connection.execute("create table marts.quarantine (stream text not null, reason text)")
        connection.execute(
            f"insert into marts.quarantine values ('issues', 'by {ADA_ON_GITHUB}'), ('jobs', null)"
        )
        connection.execute("create view marts.latest as select * from marts.quarantine")
        connection.execute(
            f"copy (select 'atlas' as team_id, 1 as n) to '{folder}/parquet/dim_teams.parquet'"
        )
