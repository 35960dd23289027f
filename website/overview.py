"""The first page: teams by type, each with the starter set of its type.

Here: what a card shows. Not here: everything else about a team (`team.py`). Within a type teams
stand in the order of their names; no value orders, colours or counts them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from website import plots, words
from website.frame import Frame
from website.reading import Published, Row, Team

FILE = "index.html"
GROUPING = "Groups of teams"
FINALITY = {"provisional": "may still move", "settling": "settling"}
NO_SET = "No starter set is registered for this type; its teams show what fits them."


@dataclass
class Overview:
    """Cards, gathered team by team.

    Attributes:
        metrics: The catalogue.
        cards: The cards of each type of team.
    """

    metrics: Mapping[str, Row]
    cards: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, team: Team) -> None:
        """Add the card of a team."""
        slug = words.slug(team.team_id)
        lines = [
            _line(team, metric, f"{slug}-{metric['metric_id']}")
            for metric in starters(self.metrics, team.team_type)
        ]
        quarters = [line["last"]["period_label"] for line in lines if line["last"]]
        self.cards.setdefault(team.team_type or "", []).append(
            {
                "slug": slug,
                "name": team.name,
                "members": [member["team_name"] for member in team.members],
                "quarter": max(quarters, default=None),
                "lines": lines,
            }
        )

    def html(self, frame: Frame, published: Published) -> str:
        """The page."""
        signals = published.tables["signals"]
        streams = {(row["source"], row["stream"]): row["status"] for row in signals}
        types = sorted(filter(None, self.cards)) + [""] * ("" in self.cards)
        return frame.page(
            FILE,
            "overview.html",
            "Outcomes of teams",
            streams=len(streams),
            untrusted=sum(status != "ok" for status in streams.values()),
            groups=[self._group(team_type) for team_type in types],
        )

    def _group(self, team_type: str) -> dict[str, Any]:
        known = starters(self.metrics, team_type or None)
        return {
            "id": words.slug(team_type or "groups"),
            "title": f"{words.spaced(team_type).capitalize()} teams" if team_type else GROUPING,
            "note": NO_SET if team_type and not known else "",
            "cards": self.cards[team_type],
        }


def starters(metrics: Mapping[str, Row], team_type: str | None) -> Sequence[Row]:
    """The starter set of a type of team, in the order of the catalogue."""
    return [
        metric
        for metric in metrics.values()
        if team_type and team_type in (metric["starter_for"] or "").split(", ")
    ]


def _line(team: Team, metric: Row, name: str) -> dict[str, Any]:
    last = team.last(metric["metric_id"])
    has_value = last is not None and last["value"] is not None
    return {
        "metric": metric,
        "last": last,
        "told": words.told(last, metric["unit"]),
        "unit": words.after_number(metric["unit"]) if has_value else "",
        "may_move": FINALITY.get(last["finality"]) if last and has_value else None,
        "plot": plots.glance(metric, team.of(metric["metric_id"], "quarter"), name),
    }
