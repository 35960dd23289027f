"""Projects, analyses and files, as a server holds them.

Belongs here: plain records. Does not belong here: where they come from (`derivation`).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

_SERVER_ZONE = timezone(timedelta(hours=2))
"""Servers write instants in their own zone."""

Values = dict[str, str]
"""Metric to value, as text; a metric without a value is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something noted of an analysis; its words are for people."""

    category: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One analysis of the main branch; `at` has whole seconds and is unique in its project."""

    key: str
    at: datetime
    revision: str
    version: str
    detected_ci: str
    values: Values
    events: tuple[Event, ...] = ()


@dataclass(slots=True, kw_only=True)
class File:
    """A file as of the last analysis; `qualifier` is `FIL` or `UTS` (a test)."""

    path: str
    language: str
    values: Values
    qualifier: str = "FIL"


@dataclass(slots=True, kw_only=True)
class Project:
    """A project; analyses oldest first, files by path."""

    key: str
    name: str
    analyses: list[Analysis] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)


def written(at: datetime) -> str:
    """An instant as the server writes it: without a colon in the offset."""
    return at.astimezone(_SERVER_ZONE).strftime("%Y-%m-%dT%H:%M:%S%z")
