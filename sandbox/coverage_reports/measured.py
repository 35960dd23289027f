"""Which lines of which file the tests of a build ran.

Belongs here: the measurement. Does not belong here: how a report states it
(`sandbox.coverage_reports.reports`).

A file keeps its lines and its share of tested ones; from build to build a few lines come and go.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.artefacts import FinishedJob, finished_jobs, source_files
from sandbox.simulation.randomness import chance, generator
from sandbox.world import World

_LINES = (12, 45)
_LOW, _HIGH = 0.55, 0.98
_EXECUTABLE_SHARE = 0.8
_BRANCH_SHARE = 0.12
_MOST_HITS = 40


@dataclass(frozen=True, slots=True)
class MeasuredFile:
    """A file: hits by line, and for some lines how many of two branches were taken."""

    path: str
    hits: dict[int, int]
    taken: dict[int, int]


def measured(world: World) -> Iterator[tuple[FinishedJob, tuple[MeasuredFile, ...]]]:
    """Every test job of a default branch that succeeded, with what it measured."""
    for job in finished_jobs(world):
        is_default = job.run.head_branch == job.repository.default_branch
        sources = source_files(job.repository)
        if is_default and job.job.conclusion == "success" and sources:
            yield job, tuple(_file(world, job, path) for path in sources)


def _file(world: World, job: FinishedJob, path: str) -> MeasuredFile:
    lasting = generator(world.seed, "coverage_reports", job.repository.full_name, path)
    passing = generator(world.seed, "coverage_reports", job.run.node_id, path)
    count = int(lasting.integers(*_LINES))
    share = float(lasting.uniform(_LOW, _HIGH))
    hits: dict[int, int] = {}
    taken: dict[int, int] = {}
    for line in range(1, count + 1):
        is_executable = chance(lasting, _EXECUTABLE_SHARE)
        is_branch = chance(lasting, _BRANCH_SHARE)
        is_covered = chance(passing, share)
        if is_executable:
            hits[line] = int(passing.integers(1, _MOST_HITS)) if is_covered else 0
            if is_branch:
                taken[line] = int(passing.integers(1, 3)) if is_covered else 0
    return MeasuredFile(path, hits, taken)
