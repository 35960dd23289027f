"""What the reference of a metric reads: the raw truth of every tool, and what is known about teams.

Belongs here: access to the truth of the world, of the tools and of the files, and the parts all
families share. Does not belong here: any metric (`families/`).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.reference import build_files
from tests.reference.deployments import Release, all_releases
from tests.reference.failures import Linking
from tests.reference.identity import Identities
from tests.reference.incidents import Incidents
from tests.reference.items import Placing
from tests.reference.organisation import Organisation
from tests.reference.ownership import Ownership
from tests.reference.records import Truth

Records = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Of one tool: columns by stream and key, instants as ISO text."""

EVENT_COLUMNS = ("created_at", "changed_at", "hour_start", "analysed_at", "generated_at")
SET_UP = ("services",)
"""Streams of what a tool is set up with, whose times say nothing about when anything happened."""


@dataclass(frozen=True)
class Raw:
    """The raw truth: of the world, of every tool by its name, and the folder of the inputs."""

    truth: Truth
    tools: Mapping[str, Records] = field(default_factory=dict)
    folder: Path | None = None


class Context:
    """Everything a family may read, and where it places its items."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.truth = raw.truth
        self.as_of = raw.truth.as_of
        self.organisation = Organisation(raw.truth.organisation)
        self.identities = Identities(raw.truth)
        self.ownership = Ownership(self.organisation)
        self.placing = Placing(self.organisation)

    @cached_property
    def releases(self) -> list[Release]:
        """All production releases."""
        return all_releases(self.truth, self.ownership)

    @cached_property
    def linking(self) -> Linking:
        """Which releases failed, and by what."""
        return Linking(self.truth, self.organisation, self.ownership, self.releases, self.incidents)

    @cached_property
    def incidents(self) -> Incidents:
        """The incidents of all tools, each once."""
        pagerduty = self.tool("pagerduty")
        return Incidents(self.truth, self.organisation, self.ownership, pagerduty)

    def tool(self, name: str) -> Records:
        """A tool's raw records; empty where it is not known."""
        return self.raw.tools.get(name, {})

    def inputs(self, name: str) -> list[dict[str, str]]:
        """The rows of `inputs/<name>.csv`; empty where there is none."""
        path = (self.raw.folder or Path()) / "inputs" / f"{name}.csv"
        if self.raw.folder is None or not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def first_day(self, name: str) -> date | None:
        """The UTC date of a tool's first event, over all that has an event's time."""
        found = [
            row[column]
            for stream, records in self.tool(name).items()
            if stream not in SET_UP
            for row in records.values()
            for column in EVENT_COLUMNS
            if row.get(column)
        ]
        if not found:
            return build_files.first_day(self.raw.folder, name)
        return date.fromisoformat(min(found)[:10])
