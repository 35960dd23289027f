"""Projects, analyses and measures: one raw record to one row.

Belongs here: SonarQube's own nesting and wording. Does not belong here: requests.
"""

from __future__ import annotations

import math
from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.fields import Raw
from extract.core.source import Row
from extract.sources.sonarqube.metrics import FILE_COLUMNS, GATE
from extract.sources.sonarqube.streams import FILE_MEASURES

_PROJECT_FIELDS = ("key", "qualifier", "visibility", "analysisDate", "version")
_ANALYSIS_FIELDS = ("key", "date", "projectVersion", "buildString", "revision", "detectedCI")
_FILE_FIELDS = ("key", "path", "language", "qualifier", "measures")


def key_of(raw: Any) -> Any:
    """Return what tells records of a list apart; a broken one is only itself."""
    key = raw.get("key") if isinstance(raw, dict) else None
    return key if isinstance(key, str) else id(raw)


def project_row(raw: Raw) -> Row:
    """Return one row of ``projects`` from a component of the listing."""
    return {
        "project_key": fields.text(raw, "key"),
        "qualifier": fields.optional_text(raw, "qualifier"),
        "visibility": fields.optional_text(raw, "visibility"),
        "last_analysed_at": fields.optional_instant(raw, "analysisDate"),
        "raw_json": _kept(raw, _PROJECT_FIELDS),
    }


def analysis_row(raw: Raw, project_key: str) -> Row:
    """Return one row of ``analyses`` from an analysis; of its events only the kinds are kept."""
    events = [fields.record(event, "events") for event in fields.listed(raw, "events")]
    categories = {fields.text(event, "category") for event in events}
    return {
        "analysis_id": fields.text(raw, "key"),
        "project_key": project_key,
        "analysed_at": fields.instant(raw, "date"),
        "commit_sha": fields.optional_text(raw, "revision"),
        "project_version": fields.optional_text(raw, "projectVersion"),
        "detected_ci": fields.optional_text(raw, "detectedCI"),
        "event_categories": fields.joined(sorted(categories)) or None,
        "raw_json": _kept(raw, _ANALYSIS_FIELDS),
    }


def measure_row(raw: Raw, project_key: str, metric: str) -> Row:
    """Return one row of ``measures`` from one point of a metric's history."""
    analysed_at = fields.instant(raw, "date")
    is_gate = metric == GATE
    return {
        "measure_id": f"{project_key}|{analysed_at.isoformat()}|{metric}",
        "project_key": project_key,
        "analysed_at": analysed_at,
        "metric": metric,
        "value": None if is_gate else number(raw, "value"),
        "level": fields.text(raw, "value") if is_gate else None,
        "raw_json": _kept(raw, ("date", "value")),
    }


def file_row(raw: Raw, project_key: str) -> Row:
    """Return one row of ``file_measures`` from a file of the component tree.

    SonarQube leaves out what it has no value for: a file without tests has no coverage.
    """
    measures = [fields.record(each, "measures") for each in fields.listed(raw, "measures")]
    values = {fields.text(each, "metric"): each for each in measures}
    schema = FILE_MEASURES.columns
    columns: Row = {
        column: _typed(values.get(metric), str(schema[column]))
        for column, metric in FILE_COLUMNS.items()
    }
    return {
        "file_id": fields.text(raw, "key"),
        "project_key": project_key,
        "path": fields.text(raw, "path"),
        "qualifier": fields.optional_text(raw, "qualifier"),
        "language": fields.optional_text(raw, "language"),
        **columns,
        "raw_json": _kept(raw, _FILE_FIELDS),
    }


def number(raw: Raw, name: str) -> float:
    """Return a number that SonarQube writes as text."""
    text = fields.text(raw, name)
    try:
        value = float(text)
    except ValueError as error:
        raise RecordError(f"{name}: expected a number as text, found {text[:40]!r}") from error
    if not math.isfinite(value):
        raise RecordError(f"{name}: expected a finite number, found another")
    return value


def _typed(measure: Raw | None, type_name: str) -> float | int | None:
    if measure is None or measure.get("value") is None:
        return None
    value = number(measure, "value")
    if type_name == "double":
        return value
    if value != int(value) or abs(value) >= 2**53:
        raise RecordError(f"value: expected a whole number, found {value}")
    return int(value)


def _kept(raw: Raw, names: tuple[str, ...]) -> str:
    return fields.raw_json({name: raw.get(name) for name in names})
