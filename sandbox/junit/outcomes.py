"""What came of every test in every attempt of every build.

Belongs here: the outcomes. Does not belong here: how a report states them
(`sandbox.junit.reports`).

A job that failed has a failing test; when the same commit passes in the next attempt, that test was
flaky. Some tests only pass when they are tried again within the attempt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from sandbox.artefacts import FinishedJob, finished_jobs, source_files
from sandbox.simulation.randomness import chance, generator, lognormal, pick
from sandbox.world import World

_CASES = ("accepts what is valid", "rejects what is not", "keeps the order", "handles nothing")
_SKIPPED_SHARE = 0.01
_TRIED_AGAIN_SHARE = 0.004
_ERROR_SHARE = 0.2
_MEDIAN_SECONDS = 0.08
_SIGMA = 1.1


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test in one attempt; `outcome` is passed, skipped, failed or error."""

    suite: str
    class_name: str
    name: str
    outcome: str
    seconds: float
    is_tried_again: bool = False


def outcomes(world: World) -> Iterator[tuple[FinishedJob, tuple[Outcome, ...]]]:
    """Every finished test job with its tests in the order of their reports."""
    for job in finished_jobs(world):
        draw = generator(world.seed, "junit", job.run.node_id, job.job.run_attempt)
        sources = source_files(job.repository)
        cases = [world.texts.name("case", name) for name in _CASES]
        tests = tuple(_outcome(draw, source, name) for source in sources for name in cases)
        if tests:
            yield job, _with_failure(draw, job, tests)


def _outcome(draw: np.random.Generator, source: str, name: str) -> Outcome:
    path = PurePosixPath(source)
    skipped = chance(draw, _SKIPPED_SHARE)
    again = chance(draw, _TRIED_AGAIN_SHARE) and not skipped
    seconds = 0.0 if skipped else round(lognormal(draw, _MEDIAN_SECONDS, _SIGMA), 3)
    return Outcome(
        suite=str(path.parent),
        class_name=path.stem,
        name=name,
        outcome="skipped" if skipped else "passed",
        seconds=seconds,
        is_tried_again=again,
    )


def _with_failure(
    draw: np.random.Generator, job: FinishedJob, tests: tuple[Outcome, ...]
) -> tuple[Outcome, ...]:
    """The tests, one of which failed if the job did."""
    if job.job.conclusion != "failure":
        return tests
    failing = pick(draw, range(len(tests)))
    kind = "error" if chance(draw, _ERROR_SHARE) else "failed"
    test = tests[failing]
    failed = Outcome(test.suite, test.class_name, test.name, kind, test.seconds)
    return (*tests[:failing], failed, *tests[failing + 1 :])
