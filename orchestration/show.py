"""Prints what is published: `python -m orchestration.show`.

Here: reading leadership.duckdb as anybody may, and words. Not here: any number of its own. It is
light: no Dagster, no dbt.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from expectations.pages.foreign import printable
from expectations.pages.words import LOADS, chance, figure
from orchestration import paths
from orchestration.publication.publish import Publication
from orchestration.words import missing, table

OUTCOMES = """
    with closed as (
        select cells.*, row_number() over (
            partition by metric_id, team_id order by period_start desc nulls last
        ) as place
        from marts.fct_team_metrics as cells
        where grain = ?
            and date_add(period_start, case grain when 'quarter' then interval 3 months
                when 'month' then interval 1 month else interval 7 days end) <= as_of
    )

    select
        teams.team_name, closed.period_start, metrics.name, closed.value, closed.ci_low,
        closed.ci_high, metrics.unit, closed.n_items, closed.status, closed.finality,
        closed.last_good_value, closed.last_good_as_of
    from closed
    inner join marts.dim_teams as teams using (team_id)
    inner join marts.dim_metrics as metrics using (metric_id)
    where closed.place = 1
    order by teams.parent_team_id nulls first, teams.team_name, metrics.dimension, metrics.metric_id
"""
WORKLOAD = """
    select
        teams.team_name, loads.load_kind, loads.window_start, loads.window_end, loads.n_people,
        loads.n_events, loads.excess_over_fair_share, loads.effective_people, loads.p_fair,
        loads.detectable_multiple, loads.is_concentrated, loads.advice, loads.status
    from marts.rpt_workload_distribution as loads
    inner join marts.dim_teams as teams using (team_id)
    qualify row_number() over (
        partition by loads.team_id, loads.load_kind order by loads.window_start desc
    ) = 1
    order by teams.team_name, loads.load_kind
"""
SIGNALS = """
    select source, stream, status, min(check_id), min(reason), min(since), count(metric_id)
    from marts.rpt_signal_status
    group by source, stream, status order by source, stream
"""
GRAINS = ("quarter", "month", "week")
AS_OF = "select max(as_of) from marts.fct_team_metrics"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is published and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.show", description=__doc__)
    parser.add_argument("--grain", choices=GRAINS, help="default: the longest that has closed")
    options = parser.parse_args(arguments)
    publication = Publication(paths.home())
    if not publication.leadership.exists():
        sys.stderr.write(
            f"error: Nothing is published in {publication.folder}: run the daily job "
            "(make run) or the demo (make demo) first.\n"
        )
        return 1
    for line in page(publication, (options.grain,) if options.grain else GRAINS):
        sys.stdout.write(f"{printable(line)}\n")
    return 0


def page(publication: Publication, grains: Sequence[str]) -> Iterator[str]:
    """The lines of the page.

    Args:
        publication: What to read.
        grains: Of the first one that has a closed period the latest is shown.
    """
    with duckdb.connect(str(publication.leadership), read_only=True) as connection:
        as_of = connection.execute(AS_OF).fetchall()[0][0]
        closed = {grain: connection.execute(OUTCOMES, [grain]).fetchall() for grain in grains}
        grain = next((grain for grain in grains if closed[grain]), grains[-1])
        yield f"Team outcomes as of {as_of:%Y-%m-%d %H:%M} UTC, latest closed {grain}"
        yield from outcomes(closed[grain])
        yield ""
        yield "How load is spread, latest window of twelve weeks"
        yield from workload(connection.execute(WORKLOAD).fetchall())
        yield ""
        yield "What can be trusted"
        yield from signals(connection.execute(SIGNALS).fetchall())
    yield ""
    yield "Files"
    yield from files(publication)


def outcomes(rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    """Each team's latest outcomes."""
    for team in dict.fromkeys(row[0] for row in rows):
        of_team = [row for row in rows if row[0] == team]
        yield ""
        yield f"{team}, from {of_team[0][1]:%Y-%m-%d}"
        yield from table(
            ("metric", "value", "unit", "n", "may move"), [_outcome(row) for row in of_team]
        )


def _outcome(row: tuple[Any, ...]) -> tuple[str, ...]:
    _, _, name, value, low, high, unit, count, status, finality, good, good_at = row
    if value is None:
        return (name, missing(status, good, good_at), "", figure(count), "")
    limits = "" if low is None else f" ({figure(low)} to {figure(high)})"
    moves = {"provisional": "yes, fresh", "settling": "a little", "final": "no"}[finality]
    return (name, f"{figure(value)}{limits}", unit, figure(count), moves)


def workload(rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    """How far each team's load is from a fair share, and what could have been seen at all."""
    heads = ("team", "load", "from", "people", "events", "excess", "as if carried by")
    yield from table((*heads, "p if fair", "sees"), [_load(row) for row in rows])
    for team, kind, *_, is_concentrated, advice, _ in rows:
        if is_concentrated:
            yield f"  {team}, {LOADS[kind]}, two windows in a row: {advice}"


def _load(row: tuple[Any, ...]) -> tuple[str, ...]:
    team, kind, start, _, people, events, excess, effective, fair, multiple, _, _, status = row
    head = (team, LOADS[kind], _day(start), figure(people), figure(events))
    if status != "ok":
        return (*head, missing(status, None, None), "", "", "")
    sees = "no overload" if multiple is None else f"{figure(multiple)} times a share"
    return (*head, figure(excess), f"{figure(effective)} people", chance(fair), sees)


def signals(rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    """Broken signals, each with its reason; how many are whole."""
    broken = [row for row in rows if row[2] != "ok"]
    yield f"{len(rows) - len(broken)} of {len(rows)} streams are trusted."
    for source, stream, status, check_id, reason, since, metrics in broken:
        yield (
            f"{source} {stream}: {missing(status, None, None)} since {since:%Y-%m-%d %H:%M}; "
            f"{metrics} metrics need it; {check_id} says: {reason}"
        )


def files(publication: Publication) -> Iterator[str]:
    """Where everything lies."""
    site = publication.folder / "site" / "index.html"
    if site.exists():
        yield f"  {site}   what leaders and engineers look at: open it in a browser"
    yield f"  {publication.leadership}   for leaders and BI tools: teams, never people"
    yield f"  {publication.parquet}{_separator()}*.parquet   the same tables"
    yield f"  {publication.audit}   gates, quarantine, extraction, what was said when"


def _separator() -> str:
    return str(Path("a/b"))[1]


def _day(day: date) -> str:
    return f"{day:%Y-%m-%d}"


if __name__ == "__main__":
    sys.exit(main())
