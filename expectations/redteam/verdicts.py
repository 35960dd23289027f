"""What may be decided by a metric that one person can move.

Belongs here: the table of measurement: shift to verdict, verdict to decisions. Does not belong
here: measuring shifts (`shifts.py`), or the decisions a metric's yml claims.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
RESULTS = "gameability_measured.csv"
NARROW_SIGMA = 1.0
NARROW_PERCENT = 10.0
FRAGILE_SIGMA = 3.0
SUSTAINED_SIGMA = 3.0
HIDDEN_SHARE = 0.5

# From what allows least to what allows most.
VERDICTS = (
    "untested",
    "narrow",
    "sustained_gameable",
    "fragile",
    "sustained_gameable_detected",
    "robust",
)
ALLOWED = {
    "untested": ("self_observation",),
    "narrow": ("self_observation",),
    "sustained_gameable": ("self_observation",),
    "fragile": ("self_observation", "planning"),
    "sustained_gameable_detected": ("self_observation", "planning", "investment"),
    "robust": ("self_observation", "planning", "investment", "recognition"),
}


class DecisionError(Exception):
    """A decision nobody gave a class; the text says where to add it."""


def of_quarter(
    sigma: float | None,
    percent: float | None,
    hidden: float,
    sustained_sigma: float | None,
    *,
    is_detected: bool,
) -> str:
    """The verdict over a quarter.

    Args:
        sigma: The shift by one week, in standard deviations of quarters.
        percent: The same in percent of the value.
        hidden: Share of quarters in which the attack made the value appear or vanish.
        sustained_sigma: The shift by thirteen weeks.
        is_detected: Shipped detectors ask about the sustained attack in enough of the teams.
    """
    moved = abs(sigma or 0.0) >= NARROW_SIGMA or abs(percent or 0.0) >= NARROW_PERCENT
    if moved or hidden >= HIDDEN_SHARE:
        return "narrow"
    if sigma is None:
        return "untested"
    if abs(sustained_sigma or 0.0) >= SUSTAINED_SIGMA:
        return "sustained_gameable_detected" if is_detected else "sustained_gameable"
    return "robust"


def of_week(sigma: float | None) -> str:
    """The verdict over a week: a week alone never makes a metric narrow."""
    return "fragile" if sigma is not None and abs(sigma) >= FRAGILE_SIGMA else "robust"


def worst(verdicts: Iterable[str]) -> str:
    """The verdict that allows least; untested where there is none."""
    return min(verdicts, key=VERDICTS.index, default="untested")


def classes(seeds: Path = SEEDS) -> dict[str, str]:
    """The class of each decision that a metric's yml may claim."""
    with (seeds / "decision_classes.csv").open(encoding="utf-8", newline="") as file:
        return {row["decision"]: row["decision_class"] for row in csv.DictReader(file)}


def eligible(declared: Collection[str], verdict: str, known: dict[str, str]) -> list[str]:
    """Of the decisions a metric claims those its verdict allows.

    Raises:
        DecisionError: One of them has no class.
    """
    for decision in declared:
        if decision not in known:
            raise DecisionError(
                f"The decision `{decision}` has no class; add it to "
                "dbt_project/seeds/decision_classes.csv."
            )
    return [decision for decision in declared if known[decision] in ALLOWED[verdict]]


@dataclass(frozen=True)
class Standing:
    """A metric's verdict over all attacks by one person, and what may be decided by it."""

    verdict: str
    decisions: tuple[str, ...]


def published(seeds: Path, metrics: Iterable[Mapping[str, Any]]) -> dict[str, Standing]:
    """What `dim_metrics` says of each metric; `int_metrics__verdicts` has the same rule in SQL.

    Args:
        seeds: Where the red team's results lie.
        metrics: Every metric's `meta.metric`.
    """
    known = classes(seeds)
    with (seeds / RESULTS).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["needs_collusion"] != "true"]
    standings = {}
    for meta in metrics:
        cell = (str(meta["metric_id"]), str(meta["definition_version"]))
        found = [row for row in rows if (row["metric_id"], row["definition_version"]) == cell]
        standings[cell[0]] = Standing(
            worst(row["verdict"] for row in found),
            tuple(
                decision
                for decision in meta["eligible_decisions"]
                if known.get(decision) == "self_observation"
                or (
                    found
                    and all(decision in row["eligible_decisions"].split(", ") for row in found)
                )
            ),
        )
    return standings
