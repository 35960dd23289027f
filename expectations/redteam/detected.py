"""Which sustained moves the shipped detectors ask about, so that what is sustained is seen.

Belongs here: running the detectors over attacked rows. Does not belong here: measuring detectors
(the laboratory), or when one is shipped (`detectors/registry.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import duckdb

from expectations.detectors.questions import Context
from expectations.detectors.registry import detectors
from expectations.detectors.warehouse import observe, over
from expectations.detectors.windows import Quarter

SEEN_SHARE = 0.8
OBSERVATIONS = "int_observations__"

Seen = frozenset[tuple[str, str]]
"""A metric and a team of which something is asked."""


def asked(connection: duckdb.DuckDBPyConnection, start: date) -> Seen:
    """What shipped detectors ask of the quarter that begins at `start`.

    A question is one of every metric whose signal its detector watches. At most three are shown to
    a team; all of them count here.

    Args:
        connection: Has the observations in `warehouse`; gets a schema `observed`.
        start: First day of the quarter.

    Raises:
        duckdb.Error: The observations are not there, or not as declared.
    """
    known = {each.detector_id: each for each in detectors() if each.state == "shipped"}
    observe(connection)
    found = over(connection, [Quarter.of(start)], Context(list(known.values()), {}, {}))
    return frozenset(
        (metric_id, question.team_id)
        for question in found.questions
        if not question.is_explained
        for metric_id in known[question.detector_id].metrics
    )


def share(metric_id: str, teams: Collection[str], seen: Seen) -> float:
    """Of the teams that were attacked, the share of which something is asked; 0 of none."""
    return sum((metric_id, team) in seen for team in teams) / len(teams) if teams else 0.0
