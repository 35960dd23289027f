"""What all repositories of one run share.

Belongs here: the bundle. Does not belong here: any step.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extract.core.landing import Landing
from extract.core.source import RunRequest
from extract.sources.git.program import GitProgram
from extract.sources.git.settings import GitSettings


@dataclass(frozen=True)
class Context:
    """What the steps of a run need.

    Attributes:
        program: Runs git.
        landing: Takes the rows.
        settings: What to read and who we are.
        request: How far back, and where to show progress.
        work: A folder that is gone after the run.
    """

    program: GitProgram
    landing: Landing
    settings: GitSettings
    request: RunRequest
    work: Path
