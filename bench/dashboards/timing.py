"""How long the dashboards' queries take.

Here: the requests the pages sent, sent again for other teams, metrics and grains; and the SQL that
Superset made of each, run as Superset runs it: open, ask, fetch, close. Not here: drawing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import requests

from bench.waiting import MILLISECONDS, summary
from bi.superset.bundle import SETTINGS

KEPT_HEADERS = ("x-csrftoken", "content-type", "accept", "referer")
PATIENCE = 60


@dataclass(frozen=True)
class Choice:
    """What can be chosen in the dashboards' filters."""

    teams: Sequence[str]
    metrics: Sequence[str]
    grains: Sequence[str]


@dataclass(frozen=True)
class Spent:
    """Milliseconds of each query: in the database, and of the whole request.

    Attributes:
        database: Open, ask, fetch and close.
        processor: What that took of the processors, whatever else they did.
        request: From sending it to Superset to having its answer.
    """

    database: list[float]
    processor: list[float]
    request: list[float]

    def summary(self) -> dict[str, dict[str, float]]:
        """Count, median, 95th percentile and maximum of each."""
        return {
            "database": summary(self.database),
            "processor": summary(self.processor),
            "request": summary(self.request),
        }


def choices(leadership: Path) -> Choice:
    """What can be chosen over a publication."""
    with duckdb.connect(str(leadership), read_only=True) as connection:
        teams = connection.execute("select team_name from marts.dim_teams order by 1").fetchall()
        metrics = connection.execute("select name from marts.dim_metrics order by 1").fetchall()
    return Choice(
        [row[0] for row in teams], [row[0] for row in metrics], ["week", "month", "quarter"]
    )


def measure(
    asked: Sequence[tuple[str, str, dict[str, str]]],
    cookies: dict[str, str],
    leadership: Path,
    rounds: int,
    seed: int,
) -> Spent:
    """Send every request again, each round with other choices.

    Args:
        asked: Address, body and headers of each request.
        cookies: Who sends them.
        leadership: What Superset reads.
        rounds: How often each is sent.
        seed: Decides what is chosen.

    Raises:
        RuntimeError: A request was not answered with a query.
    """
    offered, draws = choices(leadership), random.Random(seed)  # noqa: S311 - no secret
    distinct = {body: (address, headers) for address, body, headers in asked}
    spent = Spent([], [], [])
    with requests.Session() as session:
        session.cookies.update(cookies)
        for _ in range(rounds):
            for body, (address, headers) in distinct.items():
                sql, milliseconds = _ask(session, address, _varied(body, offered, draws), headers)
                spent.request.append(milliseconds)
                wall, processor = _run(leadership, sql)
                spent.database.append(wall)
                spent.processor.append(processor)
    return spent


def _varied(body: str, offered: Choice, draws: random.Random) -> str:
    """The request with another team, metric and grain where it names one."""
    for values in (offered.teams, offered.metrics, offered.grains):
        chosen = draws.choice(values)
        for value in values:
            if f'"val":["{value}"]' in body:
                body = body.replace(f'"val":["{value}"]', f'"val":["{chosen}"]')
                break
    return body


def _ask(
    session: requests.Session, address: str, body: str, headers: dict[str, str]
) -> tuple[str, float]:
    kept = {name: value for name, value in headers.items() if name.lower() in KEPT_HEADERS}
    started = time.perf_counter()
    answer = session.post(address, data=body.encode(), headers=kept, timeout=PATIENCE)
    milliseconds = (time.perf_counter() - started) * MILLISECONDS
    if not answer.ok:
        raise RuntimeError(f"Superset answered {answer.status_code}: {answer.text[:300]}")
    result: dict[str, Any] = answer.json()["result"][0]
    return str(result["query"]), milliseconds


def _run(leadership: Path, sql: str) -> tuple[float, float]:
    """Milliseconds on the clock and of the processors."""
    started, worked = time.perf_counter(), time.process_time()
    with duckdb.connect(str(leadership), read_only=True, config=dict(SETTINGS)) as connection:
        connection.execute(sql).fetchall()
    wall, processor = time.perf_counter() - started, time.process_time() - worked
    return wall * MILLISECONDS, processor * MILLISECONDS
