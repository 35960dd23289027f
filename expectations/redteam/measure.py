"""One attack after the other over one field: what each moves of every metric and naive definition.

Belongs here: pairing, grouping into replicates, and scaling. Does not belong here: the arithmetic
of a shift (`shifts.py`), verdicts and files (`verdicts.py`, `report.py`).
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import duckdb

from expectations.redteam import detected, shifts
from expectations.redteam.attacks import Attack
from expectations.redteam.detected import Seen
from expectations.redteam.field import Field, Plan
from expectations.redteam.naive import Naive
from expectations.redteam.shifts import Noise, Pair, Shift

SMALL_SIGMA = 0.5
SMALL_PERCENT = 2.0
NAIVE = "naive:"
WEEKS = """
    select max(period_start) from honest.intermediate.int_metrics__cells where grain = 'week'
"""
RULES = """
    select distinct metric_id, chart_scale from honest.intermediate.int_metrics__cells
"""


@dataclass(frozen=True)
class Replicate:
    """One team and one attacked week or quarter."""

    pair: Pair
    sigma: float | None


@dataclass(frozen=True)
class Ground:
    """What does not change from attack to attack.

    Attributes:
        scales: log, sqrt or none by metric (`naive:<id>` for naive definitions).
        sizes: People by team.
        noise: How far honest weeks and quarters scatter.
        naive: The naive definitions.
        best: By metric the value that cannot be bettered, where there is one.
        asked: What detectors ask of the attacked quarter although nobody attacked it.
    """

    scales: dict[str, str]
    sizes: dict[str, int]
    noise: Noise
    naive: Sequence[Naive]
    best: dict[str, float]
    asked: Seen


def best_values(catalogue: Iterable[Mapping[str, Any]], naive: Iterable[Naive]) -> dict[str, float]:
    """Where an attacker has nothing to win: all of a share, or nothing of what shall be little."""
    found = {NAIVE + each.naive_id: 0.0 for each in naive if each.direction == "down"}
    for meta in catalogue:
        if meta["direction"] == "down":
            found[str(meta["metric_id"])] = 0.0
        elif meta["direction"] == "up" and str(meta["unit"]).startswith("share"):
            found[str(meta["metric_id"])] = 1.0
    return found


def ground(
    field: Field,
    nothing: Attack,
    plan: Plan,
    naive: Sequence[Naive],
    catalogue: Iterable[Mapping[str, Any]],
) -> Ground:
    """The honest cells' scatter, read through an attack that changes nothing."""
    with field.attacked(nothing, plan) as connection:
        scales = dict(connection.sql(RULES).fetchall())
        scales |= {NAIVE + each.naive_id: each.scale for each in naive}
        sizes = dict(connection.sql("select team_id, n_people from attack.attackers").fetchall())
        ((as_of,),) = connection.sql(WEEKS).fetchall()
        cells = shifts.pairs(connection) + naive_pairs(connection, naive)
        asked = detected.asked(connection, plan.sustained) if plan.sustained else Seen()
    last = as_of - timedelta(days=7)
    noise = shifts.noise(cells, scales, sizes, last)
    return Ground(scales, sizes, noise, naive, best_values(catalogue, naive), asked)


def naive_pairs(connection: duckdb.DuckDBPyConnection, naive: Iterable[Naive]) -> list[Pair]:
    """Every week and quarter of the naive definitions before and after."""
    found = []
    for each in naive:
        for catalog in ("honest", "warehouse"):
            connection.execute(f"use {catalog}")
            connection.execute(
                f"create or replace table warehouse.attack.naive_{catalog} as "  # noqa: S608 - ours
                f"select *, '{NAIVE}{each.naive_id}' as metric_id from ({each.sql})"
            )
        connection.execute("use warehouse")
        found += shifts.pairs(connection, "attack.naive_honest", "attack.naive_warehouse")
    return found


def measure(field: Field, attack: Attack, plan: Plan, known: Ground) -> list[Shift]:
    """What an attack moves.

    Raises:
        RedTeamError: The attack cannot be run.
    """
    with field.attacked(attack, plan) as connection:
        aimed = [each for each in known.naive if each.naive_id in attack.naive]
        cells = shifts.pairs(connection) + naive_pairs(connection, aimed)
        rows = connection.sql("select team_id, week_start from attack.weeks").fetchall()
        asked = detected.asked(connection, plan.sustained) if plan.sustained else Seen()
    weeks: dict[str, set[date]] = defaultdict(set)
    for team_id, week_start in rows:
        weeks[team_id].add(week_start)
    groups: dict[tuple[str, int, str], list[Replicate]] = defaultdict(list)
    for cell in cells:
        if cell.team_id not in known.sizes or (cell.honest is None and cell.attacked is None):
            continue
        grain = _grain(cell, plan, weeks[cell.team_id])
        if grain and not _says_nothing(cell, known):
            groups[cell.metric_id, known.sizes[cell.team_id], grain].append(_replicate(cell, known))
    aims = {*attack.metrics, *(NAIVE + each for each in attack.naive)}
    return list(_shifts(groups, attack, aims, asked - known.asked))


def _grain(cell: Pair, plan: Plan, weeks: set[date]) -> str | None:
    """week, quarter or sustained; None where nothing was attacked."""
    if cell.grain == "week":
        return "week" if cell.period_start in weeks else None
    if cell.period_start == plan.solo:
        return "quarter"
    return "sustained" if cell.period_start == plan.sustained else None


def _says_nothing(cell: Pair, known: Ground) -> bool:
    """That an attack does not move it says nothing: it is at its best, or never moves at all."""
    if cell.is_changed or cell.honest is None:
        return False
    best = known.best.get(cell.metric_id)
    sigma = (
        known.noise.week.get((cell.metric_id, cell.team_id))
        if cell.grain == "week"
        else known.noise.quarter.get((cell.metric_id, known.sizes[cell.team_id]))
    )
    return abs(cell.honest - best) < shifts.TINY if best is not None else sigma == 0.0


def _replicate(cell: Pair, known: Ground) -> Replicate:
    if cell.honest is None or cell.attacked is None:
        return Replicate(cell, None)
    if cell.grain == "quarter":
        sigma = known.noise.quarter.get((cell.metric_id, known.sizes[cell.team_id]))
        return Replicate(cell, shifts.in_sigmas(cell.delta, sigma))
    scale = known.scales[cell.metric_id]
    delta = shifts.scaled(cell.attacked, scale) - shifts.scaled(cell.honest, scale)
    return Replicate(
        cell, shifts.in_sigmas(delta, known.noise.week.get((cell.metric_id, cell.team_id)))
    )


def _shifts(
    groups: dict[tuple[str, int, str], list[Replicate]],
    attack: Attack,
    aims: set[str],
    seen: Seen,
) -> Iterable[Shift]:
    for (metric_id, band, grain), found in sorted(groups.items()):
        if grain == "sustained":
            continue
        sustained = groups.get((metric_id, band, "sustained"), []) if grain == "quarter" else []
        lasting = acted(sustained, attack)
        shift = _shift(metric_id, band, grain, acted(found, attack), lasting)
        if shift and (metric_id in aims or _is_large(shift)):
            teams = {replicate.pair.team_id for replicate in lasting}
            yield replace(shift, seen=detected.share(metric_id, teams, seen))


def acted(found: list[Replicate], attack: Attack) -> list[Replicate]:
    """The replicates in which there was something to act on; all of them if it acted in vain."""
    if not attack.is_conditional:
        return found
    return [replicate for replicate in found if replicate.pair.is_changed] or found


def _shift(
    metric_id: str, band: int, grain: str, found: list[Replicate], sustained: list[Replicate]
) -> Shift | None:
    if not found:
        return None
    sigmas = [each.sigma for each in found if each.sigma is not None]
    percents = [
        100 * each.pair.delta / abs(each.pair.honest)
        for each in found
        if each.pair.honest and each.pair.attacked is not None
    ]
    lasting = [each.sigma for each in sustained if each.sigma is not None]
    hidden = [each for each in found if (each.pair.honest is None) != (each.pair.attacked is None)]
    low, high = shifts.limits(sigmas, seed=len(found)) if sigmas else (None, None)
    return Shift(
        metric_id=metric_id,
        band=band,
        grain=grain,
        sigma=statistics.fmean(sigmas) if sigmas else None,
        percent=statistics.fmean(percents) if percents else None,
        low=low,
        high=high,
        sustained_sigma=statistics.fmean(lasting) if lasting else None,
        hidden=len(hidden) / len(found),
        n=len(found),
    )


def _is_large(shift: Shift) -> bool:
    """Worth telling although the attack did not aim at it."""
    return (
        abs(shift.sigma or 0.0) >= SMALL_SIGMA
        or abs(shift.sustained_sigma or 0.0) >= 2 * SMALL_SIGMA
        or (shift.grain == "quarter" and abs(shift.percent or 0.0) >= SMALL_PERCENT)
    )
