"""The daily job in this process: `python -m orchestration.daily`.

Here: the command, its exit code, and one line for each thing that went wrong. Not here: the steps
(`defs/`). Exit codes: 0 everything was read and is published; 1 something could not be read, or
nothing was published and the last publication stays.

Dagster keeps nothing of such a run: its instance lives in memory, so a run that is killed leaves
nothing to repair. Runs of `dagster dev` are kept under the data root.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from extract.core.run import is_wanted
from extract.registry import SOURCES
from orchestration import paths
from orchestration.dbt_command import DbtError
from orchestration.lock import BusyError, one_run

if TYPE_CHECKING:
    from dagster import DagsterEvent  # noqa: TID251

AS_OF = "TEAM_OUTCOMES_AS_OF"
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the daily job and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.daily", description=run.__doc__)
    parser.parse_args(arguments)
    _show_progress()
    try:
        errors = run()
    except (BusyError, DbtError, OSError) as error:
        errors = [str(error)]
    for error_text in errors:
        sys.stderr.write(f"error: {' '.join(error_text.split())}\n")
    return 1 if errors else 0


def run() -> list[str]:
    """Extract, build, judge and publish; one line for each thing that went wrong.

    Raises:
        BusyError: Another run is at work over the same data root.
        DbtError: The dbt project cannot be parsed.
    """
    os.environ["TEAM_OUTCOMES_HOME"] = str(paths.home())
    # One instant for the whole run, whatever its parts take for "now" by themselves.
    if not os.environ.get(AS_OF, "").strip():
        os.environ[AS_OF] = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    with one_run(paths.home()):
        if not any(is_wanted(source) for source in SOURCES if source.settings):
            return [_no_tool()]
        events = _execute()
        return [*_problems(events), *_failures(events)]


def _no_tool() -> str:
    tools = ", ".join(source.name for source in SOURCES if source.settings)
    return (
        f"No tool is connected. Set the variables of at least one of {tools}, as .env.example "
        "lists them."
    )


def _show_progress() -> None:
    """One line on standard error for what our own steps do; the tools they call stay silent."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", datefmt="%H:%M:%S"))
    logger = logging.getLogger("orchestration")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)


def _execute() -> Sequence[DagsterEvent]:
    """The events of the job, run in this process."""
    warnings.filterwarnings("ignore", module="dagster", category=FutureWarning)
    import dagster as dg  # noqa: PLC0415, TID251 - takes seconds, so after the arguments are right

    from orchestration.definitions import defs  # noqa: PLC0415

    # dbt's own words go to its log file; what fails is told at the end.
    with (
        dg.DagsterInstance.ephemeral() as instance,
        open(os.devnull, "w", encoding="utf-8") as nowhere,  # noqa: PTH123 - no path of ours
        contextlib.redirect_stdout(nowhere),
    ):
        result = defs.resolve_job_def("daily").execute_in_process(
            instance=instance, run_config=QUIET, raise_on_error=False
        )
        return result.all_events


def _problems(events: Sequence[DagsterEvent]) -> Iterator[str]:
    """What could not be read although the run went on, in the words of the step."""
    for event in events:
        if event.is_step_materialization:
            metadata = event.step_materialization_data.materialization.metadata
            if "problem" in metadata:
                yield str(metadata["problem"].value)


def _failures(events: Sequence[DagsterEvent]) -> Iterator[str]:
    """Why steps failed, in the words of the step."""
    for event in events:
        if not event.is_step_failure:
            continue
        data = event.step_failure_data
        if data.user_failure_data and data.user_failure_data.description:
            yield data.user_failure_data.description
        elif data.error:
            error = data.error
            while error.cause:
                error = error.cause
            yield f"{event.step_key}: {error.message}"


if __name__ == "__main__":
    sys.exit(main())
