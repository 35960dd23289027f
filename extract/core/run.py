"""Runs one source against its landing, the way the command line and the orchestration do.

Belongs here: putting settings, clock, progress and landing together.
Does not belong here: anything about one tool.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime

from extract.core.clock import Clock
from extract.core.compaction import Compacted, Compaction
from extract.core.landing import Landing
from extract.core.patience import Patience
from extract.core.progress import Progress
from extract.core.settings import CoreSettings
from extract.core.small_files import MANY_FILES
from extract.core.source import RunRequest, RunResult, Source


def run_source(
    source: Source,
    settings: CoreSettings | None = None,
    since: datetime | None = None,
    *,
    accept_deletions: bool = False,
) -> RunResult:
    """Extract one source into the landing.

    Args:
        source: What to extract.
        settings: The shared settings; read from the environment by default.
        since: Leave out what was last updated before this instant (UTC).
        accept_deletions: Believe that records are deleted, however many are no longer listed.

    Raises:
        ExtractError: Nothing could be extracted; the text is one line with the remedy.
    """
    settings = settings or CoreSettings.from_environment()
    clock = Clock(settings.as_of)
    patience = Patience(total_run_seconds=settings.extraction_minutes * 60)
    with (
        Progress(settings.progress, source.name) as progress,
        Landing(source, settings.home, clock) as landing,
    ):
        request = RunRequest(progress, since, patience, accept_deletions)
        return source.run(landing, request)


def compact_source(
    source: Source, settings: CoreSettings | None = None, many: int = MANY_FILES
) -> Compacted | None:
    """Merge the small landed files of a source; None where there are not enough of them.

    Views over the landing name its files: nobody may read it meanwhile, and the next run of dbt
    makes the views anew.

    Args:
        source: Whose files.
        settings: The shared settings; read from the environment by default.
        many: How many small files of past days a stream may have.

    Raises:
        ExtractError: Nothing was merged, and nothing is lost; the text is one line.
    """
    settings = settings or CoreSettings.from_environment()
    folder = settings.home.resolve() / "landing" / source.name
    if not folder.exists():
        return None
    clock = Clock(settings.as_of)
    with Landing(source, settings.home, clock):
        return Compaction(source, folder, clock.now(), many).run()


def is_wanted(source: Source, environment: Mapping[str, str] | None = None) -> bool:
    """Whether a daily run reads a source.

    A tool that nobody connected is left out. One that was read before is read, and fails if its
    settings are gone: data that silently grows old would look like a quiet team.

    Args:
        source: Which.
        environment: Variables by name; the process's own by default.
    """
    variables = os.environ if environment is None else environment
    home = CoreSettings.from_environment(variables).home
    return source.is_connected(variables) or (home / "landing" / source.name).exists()
