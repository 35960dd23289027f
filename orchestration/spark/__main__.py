"""Build on Spark, judge and publish: `python -m orchestration.spark`.

Here: the command. Not here: its steps. What is landed already is built; nothing is extracted. The
instant is TEAM_OUTCOMES_AS_OF, or else that of the last publication.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType

import duckdb

from expectations import judging
from expectations.detectors import warehouse as detectors
from orchestration import paths
from orchestration.dbt_command import DbtError
from orchestration.lock import BusyError, one_run
from orchestration.publication import Publication, publish
from orchestration.publication.errors import PublicationError
from orchestration.spark import building
from orchestration.spark.cluster import ClusterError, Size, standalone
from orchestration.spark.warehouse import MissingTableError

AS_OF = "TEAM_OUTCOMES_AS_OF"
LAST = "select max(as_of) from marts.fct_team_metrics"
SHOWN = 5


class BlockedError(Exception):
    """A guard blocks the publication; the text says which."""


TROUBLES = (
    BlockedError,
    BusyError,
    ClusterError,
    DbtError,
    duckdb.Error,
    MissingTableError,
    PublicationError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.spark", description=__doc__)
    parser.add_argument("--master", default="", help="use this one; start none")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--memory", default=Size.memory, help="of each worker, as Spark spells it")
    parser.add_argument(
        "--without-tests", action="store_true", help="models only; publishes nothing"
    )
    parser.add_argument("--only-build", action="store_true", help="neither judge nor publish")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, end_in_order)
    try:
        _freeze_clock()
        with one_run(paths.home()):
            size = Size(workers=options.workers, memory=options.memory)
            _build(options.master, size, is_tested=not options.without_tests)
            if not (options.only_build or options.without_tests):
                _judge_and_publish()
    except TROUBLES as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


def end_in_order(number: int, _frame: FrameType | None) -> None:
    """Let a signal end the cluster and dbt too, which would outlive this process.

    Raises:
        SystemExit: Always, with the code shells give to a signal.
    """
    raise SystemExit(128 + number)


def _freeze_clock() -> None:
    """One instant for the whole run.

    Raises:
        BlockedError: Nobody said which, and nothing was published yet.
    """
    if os.environ.get(AS_OF, "").strip():
        return
    file = Publication(paths.home()).leadership
    if not file.exists():
        raise BlockedError(f"Name the instant: {AS_OF}=2026-07-06T06:00:00Z make spark")
    with duckdb.connect(str(file), read_only=True) as connection:
        last = connection.execute(LAST).fetchall()[0][0]
    os.environ[AS_OF] = f"{last:%Y-%m-%dT%H:%M:%SZ}"


def _build(master: str, size: Size, *, is_tested: bool) -> None:
    started = time.monotonic()
    if master or os.environ.get(building.REMOTE):
        counts = building.build(master, size.memory, is_tested=is_tested)
    else:
        with standalone(building.folders().logs / "cluster", size) as address:
            _say(f"a master and {size.workers} workers run at {address}")
            counts = building.build(address, size.memory, is_tested=is_tested)
    named = ", ".join(f"{count} {kind}s" for kind, count in sorted(counts.items()))
    _say(f"built in {time.monotonic() - started:.0f} s: {named}")
    _say(f"{building.fetch()} tables are in {paths.warehouse()}")


def _judge_and_publish() -> None:
    """Guards, detectors and publication, as after any build.

    Raises:
        BlockedError: A guard blocks.
    """
    found = [gate for of_guard in judging.run(paths.warehouse()).values() for gate in of_guard]
    blocking = [gate for gate in found if gate.blocks and not gate.passed]
    if blocking:
        shown = "; ".join(gate.sentence for gate in blocking[:SHOWN])
        raise BlockedError(f"Nothing was published, the last publication stays: {shown}")
    _say(f"{sum(gate.passed for gate in found)} of {len(found)} checks of guards passed")
    asked = detectors.run(paths.warehouse())
    asking = sum(not question.is_explained for question in asked.questions)
    _say(f"{len(asked.results)} answers of detectors, {asking} questions")
    counts = publish(paths.home())
    _say(f"published {len(counts)} tables, {sum(counts.values())} rows")


def _say(words: str) -> None:
    sys.stdout.write(f"spark: {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
