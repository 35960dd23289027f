"""One extraction of one tool as a process of its own, counted on the sandbox's side.

Here: running it and counting requests and records. Not here: what is compared with it (`peers.py`),
nor which tools are measured (`tool_requests.py`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.cost import measured
from bench.runs import ROOT
from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.landed import Landed
from extract.registry import source_named
from orchestration.demo import without_tools
from sandbox.process import Sandbox

ABOUT_RUNS = {EXTRACTION_LOG.name, EXTRACTION_STATE.name, QUARANTINE.name}


@dataclass(frozen=True)
class Extraction:
    """What one extraction needed.

    Attributes:
        requests: As the sandbox counted them.
        seconds: Wall time, the start of the program included.
        cpu_seconds: Of all its processes.
        peak_megabytes: The most memory that they held.
        records: Landed live records by stream, without those about runs.
    """

    requests: int
    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    records: Mapping[str, int]

    @property
    def total(self) -> int:
        """All records."""
        return sum(self.records.values())


def extract(
    source: str, running: Sandbox, tool: str, home: Path, settings: Mapping[str, str]
) -> Extraction:
    """Extract a source once.

    Args:
        source: The source's name.
        running: The sandbox.
        tool: Where the sandbox serves it; empty for the root.
        home: The data root, which may hold earlier loads.
        settings: The variables it needs.

    Raises:
        StepError: The extraction failed; its error is in the log beside the home.
    """
    running.control("requests/reset", {}, tool)
    environment = {
        **without_tools(os.environ),
        **settings,
        "TEAM_OUTCOMES_HOME": str(home),
        "TEAM_OUTCOMES_PROGRESS": "off",
    }
    command = (sys.executable, "-m", "extract", source)
    cost = measured(command, environment, home.parent / f"extract-{source}.log", ROOT)
    landed = Landed(home / "landing" / source)
    return Extraction(
        int(running.control("requests", tool=tool)["total"]),
        cost.wall_seconds,
        cost.cpu_seconds,
        cost.peak_megabytes,
        {
            stream.name: len(landed.known_keys(stream))
            for stream in source_named(source).streams
            if stream.name not in ABOUT_RUNS
        },
    )
