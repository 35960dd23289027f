"""A person's own share of load beside the median of the team, which names nobody.

Here: that one comparison, for the person alone. Not here: how load is counted (the models), and
anything that would compare two people.

Only windows that are judged are shown: at least six people, so that a median is nobody's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import duckdb

from expectations.files import literal
from orchestration.erasure.contents import quoted, tables

NEEDED = frozenset({"person_id", "team_id", "window_start", "load_share", "is_judged", "n_people"})
KIND, WEEKS = "load_kind", "window_weeks"
DEFAULTS = {KIND: "'review'", WEEKS: "12"}
MOST_WINDOWS = 6


def own_shares(warehouse: Path, person: str) -> list[dict[str, Any]]:
    """The latest windows of each team and kind of load, newest first.

    Args:
        warehouse: The private database; need not exist.
        person: The person_id.
    """
    if not warehouse.exists():
        return []
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(warehouse)} as held (read_only)")
        found: list[dict[str, Any]] = []
        for table, columns in tables(connection, "held").items():
            if columns.keys() >= NEEDED:
                found += _of_table(connection, table, columns.keys(), person)
        return found


def _of_table(
    connection: duckdb.DuckDBPyConnection, table: Sequence[str], names: Collection[str], person: str
) -> list[dict[str, Any]]:
    extra = {name: name if name in names else text for name, text in DEFAULTS.items()}
    query = f"""
        with judged as (
            select
                *, {extra[KIND]} as kind, {extra[WEEKS]} as weeks,
                median(load_share) over (
                    partition by team_id, window_start, {extra[KIND]}, {extra[WEEKS]}
                ) as team_median
            from {quoted("held", *table)}
            where is_judged and load_share is not null and n_people >= 6
        )
        select team_id, kind, weeks, window_start, n_people, load_share, team_median
        from judged
        where person_id = ?
        qualify row_number() over (
            partition by team_id, kind, weeks order by window_start desc nulls last
        ) <= {MOST_WINDOWS}
        order by team_id, kind, weeks, window_start desc
    """  # noqa: S608 - names of the table itself
    return [
        {
            "team_id": team,
            "load_kind": kind,
            "window_weeks": weeks,
            "window_start": start.isoformat(),
            "n_people": people,
            "own_share": round(float(own), 3),
            "team_median": round(float(median), 3),
        }
        for team, kind, weeks, start, people, own, median in connection.execute(
            query, [person]
        ).fetchall()
    ]
