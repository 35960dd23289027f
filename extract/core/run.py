"""Runs one source against its landing, the way the command line and the orchestration do.

Belongs here: putting settings, clock, progress and landing together.
Does not belong here: anything about one tool.
"""

from __future__ import annotations

from datetime import datetime

from extract.core.clock import Clock
from extract.core.landing import Landing
from extract.core.progress import Progress
from extract.core.settings import CoreSettings
from extract.core.source import RunRequest, RunResult, Source


def run_source(
    source: Source, settings: CoreSettings | None = None, since: datetime | None = None
) -> RunResult:
    """Extract one source into the landing.

    Args:
        source: What to extract.
        settings: The shared settings; read from the environment by default.
        since: Leave out what was last updated before this instant (UTC).

    Raises:
        ExtractError: Nothing could be extracted; the text is one line with the remedy.
    """
    settings = settings or CoreSettings.from_environment()
    clock = Clock(settings.as_of)
    with (
        Progress(settings.progress, source.name) as progress,
        Landing(source, settings.home, clock) as landing,
    ):
        return source.run(landing, RunRequest(progress=progress, since=since))
