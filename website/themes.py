"""What a team's page and the pages by theme both show: load, findings, components.

Here: those three, team by team. Not here: the rest of a team's page (`team.py`). A page by theme
lists teams by name, each with its own rows; nothing is put in order across teams.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from expectations.pages.words import LOADS, chance, figure
from website import plots, words
from website.frame import Frame
from website.reading import Row, Team

CONTENTS = (
    ("silent", "What says nothing now"),
    ("workload", "How load is spread"),
    ("bottlenecks", "What held the team up"),
    ("modules", "Its components"),
    ("conversations", "To talk about"),
    ("questions", "Questions"),
)
KINDS = {
    "recurring_build_failure": "Jobs that kept failing",
    "long_review_wait": "Reviews that were waited for",
    "queue_stage": "Stages in which changes lay",
    "flaky_test": "Tests that both passed and failed",
}
PAGES = {
    "workload.html": ("How load is spread", "load.html"),
    "bottlenecks.html": ("What held teams up", "findings.html"),
    "modules.html": ("What is known of components", "components.html"),
}
"""Title and template of each page; what it says first stands in `by_team.html`."""


@dataclass
class Themes:
    """The pages by theme, gathered team by team."""

    entries: list[dict[str, Any]] = field(default_factory=list)

    def add(self, team: Team) -> None:
        """Add a team that has members of its own."""
        if not team.members:
            self.entries.append(
                {
                    "team": team,
                    "load": load(team, f"loads-{words.slug(team.team_id)}"),
                    "findings": findings(team),
                    "components": team.tables["modules"],
                }
            )

    def html(self, frame: Frame) -> dict[str, str]:
        """The pages by file."""
        return {
            file: frame.page(
                file,
                "by_team.html",
                title,
                part=part,
                entries=self.entries,
            )
            for file, (title, part) in PAGES.items()
        }


def load(team: Team, name: str) -> dict[str, Any]:
    """The newest window of each kind of load, its four weeks, and a plot of all windows.

    Args:
        team: The team.
        name: A name no other plot of the page has.
    """
    windows = team.tables["workload"]
    recent = {row["load_kind"]: row for row in team.tables["recent_workload"]}
    newest = {row["load_kind"]: row for row in windows}
    return {
        "plot": plots.loads(windows, name),
        "rows": [
            {
                "load": LOADS.get(kind, words.spaced(kind)),
                "start": f"{row['window_start']:%Y-%m-%d}",
                "people": "" if row["n_people"] is None else str(row["n_people"]),
                "says": _spread(row),
                "recent": _spread(recent[kind]) if kind in recent else "",
            }
            for kind, row in newest.items()
        ],
    }


def findings(team: Team) -> dict[str, Any] | None:
    """What held a team up in the newest quarter with findings, one that is over if there is any."""
    quarters = [
        (start, list(group))
        for start, group in groupby(team.tables["bottlenecks"], lambda row: row["quarter_start"])
    ]
    if not quarters:
        return None
    start, rows = max(quarters, key=lambda quarter: (not _is_open(quarter[1]), quarter[0]))
    return {
        "label": f"{start:%Y}-Q{(start.month + 2) // 3}",
        "is_open": _is_open(rows),
        "kinds": _kinds(rows),
    }


def _is_open(rows: Sequence[Row]) -> bool:
    return any(row["status"] == "provisional" for row in rows)


def _kinds(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {
            "title": KINDS.get(kind, words.spaced(kind).capitalize()),
            "findings": [
                {"text": row["evidence"] or words.why(row["status"]), "trend": _trend(row)}
                for row in members
            ],
        }
        for kind, members in groupby(rows, lambda row: str(row["kind"]))
    ]


def _trend(row: Row) -> str:
    return f"{row['trend']} than before" if row["trend"] in {"more", "less"} else row["trend"] or ""


def _spread(row: Row) -> str:
    """One window in a sentence; the words of a routing or rota where one should be looked at."""
    if row["p_fair"] is None:
        return words.why(row["status"])
    said = (
        f"as if {figure(row['effective_people'])} people carried it; chance alone would look so "
        f"uneven in {chance(row['p_fair'])} of cases"
    )
    seen = row["detectable_multiple"]
    said += (
        f"; one person with {figure(seen)} times a fair share would be noticed"
        if seen
        else "; too little to notice even five times a fair share"
    )
    advice = row.get("advice")
    return f"{said}. {advice}" if advice else said
