"""Deployments, work items and edits of what was closed.

Here: `deployments`, `work_items`, `closed_edits`. Not here: incidents (`rows_incidents.py`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.evaluation.levers import Numbers
from bench.evaluation.organisation import Cells, Organisation, Rows

SERVICES = 3
CYCLE = 1.1
POINTS = (1, 2, 3, 5, 8, 13, 21)
# Hours of the middle item, in points: what is longer has more of them.
HOURS_A_POINT = 12.0
TRANSITIONS = (3, 1.5)
COMMITTED = 0.85
SUPPORT_OF_OTHERS = 0.06
WORKDAYS = 5
CUT_MONTHS = 3
FIELDS = ("type", "severity", "labels", "links")
SHARES = (0.25, 0.2, 0.35, 0.2)
BUG_TO_OTHER, DOWNGRADE = 0.3, 0.4


def deployments(organisation: Organisation) -> Rows:
    """One row per deployment; a repeat carries no change, on purpose or for a rotated secret."""
    rng, levers = organisation.rng("deployments"), organisation.levers
    usual = organisation.heads * levers["deployments"]
    cells = organisation.cells(organisation.counts(rng, usual))
    carries = rng.random(cells.count) >= cells.of(levers["repeat_share"])
    added = organisation.cells(rng.poisson(usual * levers["repeats"]))
    cells = Cells(np.concatenate([cells.at, added.at]), organisation.weeks)
    carries = np.concatenate([carries, np.zeros(added.count, bool)])
    return {
        "team": cells.team,
        "week": cells.week,
        "deployment_id": np.arange(cells.count),
        "service_id": rng.integers(0, SERVICES, cells.count) + SERVICES * cells.team,
        "is_change_carrying": carries,
        "is_failed": carries & (rng.random(cells.count) < cells.of(levers["failed_share"])),
    }


def work_items(organisation: Organisation) -> Rows:
    """One row per item that is done; clones come on top."""
    rng, levers = organisation.rng("work_items"), organisation.levers
    usual = organisation.heads * levers["items"] * _rush(organisation)
    cells = organisation.cells(organisation.counts(rng, usual))
    is_clone = rng.random(cells.count) < cells.of(levers["clone_share"])
    added = organisation.cells(rng.poisson(usual * levers["clones"]))
    cells = Cells(np.concatenate([cells.at, added.at]), organisation.weeks)
    is_clone = np.concatenate([is_clone, np.ones(added.count, bool)])
    kept = is_clone | (rng.random(cells.count) < COMMITTED)
    return {
        "team": cells.team,
        "week": cells.week,
        "done_on": _days(organisation, rng, cells),
        "item_id": np.arange(cells.count),
        "is_clone": is_clone,
        "is_committed": kept & ~is_clone,
        **_kinds(organisation, rng, cells, is_clone),
        **_ways(organisation, rng, cells),
    }


def _rush(organisation: Organisation) -> Numbers:
    """The last week of each quarter, when `cut_rush` is turned."""
    mondays = organisation.first_week + 7 * np.arange(organisation.weeks)
    month = mondays.astype("datetime64[M]").astype(int)
    following = (mondays + np.timedelta64(7, "D")).astype("datetime64[M]").astype(int)
    is_last = (following != month) & (following % CUT_MONTHS == 0)
    return np.where(is_last, organisation.levers["cut_rush"], 1.0)


def _days(organisation: Organisation, rng: np.random.Generator, cells: Cells) -> NDArray[Any]:
    """A workday of the row's week."""
    day = 7 * cells.week + rng.integers(0, WORKDAYS, cells.count)
    return np.asarray(organisation.first_week + day)


def _kinds(
    organisation: Organisation, rng: np.random.Generator, cells: Cells, is_clone: NDArray[np.bool_]
) -> Rows:
    """Bugs, those that are called otherwise afterwards, and what came by support."""
    levers = organisation.levers
    was_bug = ~is_clone & (rng.random(cells.count) < cells.of(levers["bug_share"]))
    renamed = was_bug & (rng.random(cells.count) < cells.of(levers["relabelled_share"]))
    linked = np.where(was_bug, cells.of(levers["support_share"]), SUPPORT_OF_OTHERS)
    reopened = cells.of(levers["reopened_share"]) * (1 - cells.of(levers["reopened_as_clone"]))
    return {
        "is_bug": was_bug & ~renamed,
        "was_bug": was_bug,
        "is_support_linked": rng.random(cells.count) < linked,
        "is_reopened": rng.random(cells.count) < reopened,
    }


def _ways(organisation: Organisation, rng: np.random.Generator, cells: Cells) -> Rows:
    """Hours, points, and how an item went through its statuses."""
    levers = organisation.levers
    hours = organisation.lognormal(rng, cells.of(levers["cycle_hours"]), CYCLE)
    guessed = organisation.lognormal(rng, hours / HOURS_A_POINT, 0.5) * cells.of(levers["points"])
    scale = np.array(POINTS)
    points = scale[np.abs(np.log(guessed[:, None] / scale)).argmin(axis=1)]
    spells = 1 + rng.poisson(cells.of(levers["spells"]))
    flaps = rng.poisson(cells.of(levers["flaps"]))
    least, more = TRANSITIONS
    moves = (least + rng.poisson(more, cells.count)) * cells.of(levers["transitions"])
    return {
        "points": points,
        "cycle_hours": hours,
        "transition_count": moves.round() + 2 * flaps,
        "spell_count": spells + flaps,
        "short_spell_count": rng.binomial(spells, cells.of(levers["short_spell_share"])) + flaps,
    }


def closed_edits(organisation: Organisation) -> Rows:
    """One row per edit; renamed bugs are among them."""
    rng, levers = organisation.rng("closed_edits"), organisation.levers
    renamed = levers["items"] * levers["bug_share"] * levers["relabelled_share"]
    usual = organisation.heads * levers["edits"]
    cells = organisation.cells(organisation.counts(rng, usual, 3.0))
    cells, days = _with_rush(organisation, rng, cells, usual)
    bugs = organisation.cells(rng.poisson(organisation.heads * renamed))
    field = rng.choice(FIELDS, cells.count, p=SHARES)
    field = np.concatenate([field, np.full(bugs.count, "type")])
    to_other = rng.random(cells.count) < BUG_TO_OTHER
    to_other = np.concatenate([to_other, np.ones(bugs.count, bool)]) & (field == "type")
    cells = Cells(np.concatenate([cells.at, bugs.at]), organisation.weeks)
    days = np.concatenate([days, _days(organisation, rng, bugs)])
    return {
        "team": cells.team,
        "week": cells.week,
        "edited_on": days,
        "field": field,
        "is_bug_to_other": to_other,
        "is_downgrade": (field == "severity") & (rng.random(cells.count) < DOWNGRADE),
        "is_near_cut": near_cut(days),
    }


def _with_rush(
    organisation: Organisation, rng: np.random.Generator, cells: Cells, usual: Numbers
) -> tuple[Cells, NDArray[Any]]:
    """Edits with their days, and those that come on top near the end of a quarter."""
    added = organisation.cells(rng.poisson(usual * (organisation.levers["near_cut_edits"] - 1)))
    days = _days(organisation, rng, added)
    is_near = near_cut(days)
    both = Cells(np.concatenate([cells.at, added.at[is_near]]), organisation.weeks)
    return both, np.concatenate([_days(organisation, rng, cells), days[is_near]])


def near_cut(days: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether days are among the last or first five workdays around the end of a quarter."""
    day = days.astype("datetime64[D]")
    month = day.astype("datetime64[M]").astype(int)
    start = (month - month % CUT_MONTHS).astype("datetime64[M]").astype("datetime64[D]")
    following = (start.astype("datetime64[M]") + CUT_MONTHS).astype("datetime64[D]")
    is_first = np.busday_count(start, day) < WORKDAYS
    return np.asarray(is_first | (np.busday_count(day, following) <= WORKDAYS))
