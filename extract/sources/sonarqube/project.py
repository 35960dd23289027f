"""Reads one project: its new analyses, their measures, and its files as they are now.

Belongs here: which requests, and what was read by them. Does not belong here: rows, landing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.fields import Raw
from extract.core.source import Row
from extract.sources.sonarqube.client import Listed, SonarqubeClient, records, total
from extract.sources.sonarqube.metrics import FILE_COLUMNS, HISTORY
from extract.sources.sonarqube.parsing import key_of
from extract.sources.sonarqube.state import ProjectState

_HISTORY = "/api/measures/search_history"
_PAGE = 500
_HISTORY_PAGE = 1000


@dataclass
class ProjectReading:
    """What was read of one project.

    Attributes:
        state: To be committed with it.
        analyses: The analyses from where the reading began; None if there was nothing to read.
        history: Points of the history, each with its metric.
        files: The files as of the last analysis; None if they were not read.
        is_everything: Whether the reading began with the first analysis there is.
    """

    state: ProjectState
    analyses: Listed | None = None
    history: list[tuple[str, Any]] = field(default_factory=list)
    files: Listed | None = None
    is_everything: bool = False


def read_project(
    client: SonarqubeClient,
    project: Row,
    state: ProjectState,
    known_metrics: frozenset[str],
    now: datetime,
) -> ProjectReading:
    """Read what is new of a project; it writes nothing, so it may run beside others.

    Args:
        client: Asks SonarQube.
        project: Its row of ``projects``.
        state: What earlier runs left.
        known_metrics: Metrics that this server knows; asking for others is refused.
        now: The instant of the run (UTC).

    Raises:
        ExtractError: As ``HttpClient.send``; then nothing of the project counts.
    """
    key, analysed_at = project["project_key"], project["last_analysed_at"]
    newest = analysed_at.isoformat() if analysed_at else None
    thorough = state.is_thorough_due(now)
    after = replace(
        state,
        analysed_at=newest or state.analysed_at,
        thorough_at=now.isoformat() if thorough else state.thorough_at,
    )
    reading = ProjectReading(after)
    if newest is None or (newest == state.analysed_at and not thorough):
        return reading
    begin = state.read_from(thorough=thorough)
    reading.is_everything = begin is None
    asked_from = begin.strftime("%Y-%m-%dT%H:%M:%S+0000") if begin else None
    reading.analyses = client.listed(
        "/api/project_analyses/search",
        {"project": key, "from": asked_from},
        "analyses",
        _PAGE,
        key_of,
    )
    reading.history = _history(client, key, asked_from, known_metrics)
    reading.files = _files(client, key, known_metrics)
    return reading


def _history(
    client: SonarqubeClient, key: str, asked_from: str | None, known: frozenset[str]
) -> list[tuple[str, Any]]:
    """Return the points that have a value; its pages count the analyses, not the values."""
    page = 1
    asked = ",".join(metric for metric in HISTORY if metric in known)
    points: list[tuple[str, Any]] = []
    while True:
        answer = client.get(
            _HISTORY,
            {
                "component": key,
                "metrics": asked,
                "from": asked_from,
                "p": page,
                "ps": _HISTORY_PAGE,
            },
        )
        points += _points(answer)
        if page * _HISTORY_PAGE >= total(answer):
            return points
        page += 1


def _points(answer: Raw) -> list[tuple[str, Any]]:
    """Return the points of a page that have a value.

    Raises:
        RecordError: A history is missing, or no point of any metric has a value: every analysis
            computes the size at least.
    """
    found: list[tuple[str, Any]] = []
    count = 0
    for raw in records(answer, "measures", _HISTORY):
        measure = fields.record(raw, "measures")
        metric = fields.text(measure, "metric")
        if measure.get("history") is None:
            raise RecordError(f"SonarQube's answer from {_HISTORY} lacks the history of {metric}")
        points = fields.listed(measure, "history")
        count += len(points)
        found += [(metric, point) for point in points if _has_value(point)]
    if count and not found:
        raise RecordError(f"SonarQube's answer from {_HISTORY} has no value at all")
    return found


def _has_value(point: Any) -> bool:
    """Whether a point says something; an analysis that did not compute the metric has none."""
    return not isinstance(point, dict) or point.get("value") is not None


def _files(client: SonarqubeClient, key: str, known: frozenset[str]) -> Listed:
    asked = ",".join(metric for metric in FILE_COLUMNS.values() if metric in known)
    parameters = {
        "component": key,
        "metricKeys": asked,
        "qualifiers": "FIL",
        "strategy": "leaves",
        "s": "path",
    }
    return client.listed("/api/measures/component_tree", parameters, "components", _PAGE, key_of)
