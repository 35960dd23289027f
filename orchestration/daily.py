"""The daily job in this process: `python -m orchestration.daily`.

Here: the command, its exit code, one line for each thing that went wrong, and that alerts are sent
at its end. Not here: the steps (`defs/`), what is told (`alerts/`). Exit codes: 0 everything was
read and is published; 1 something could not be read, or nothing was published and the last
publication stays.

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
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from expectations import judging
from expectations.processes import Processes
from extract.core.run import is_wanted
from extract.registry import SOURCES
from orchestration import paths, troubles
from orchestration.alerts.after_a_run import tell_after
from orchestration.alerts.troubles import Trouble
from orchestration.dbt_command import DbtError
from orchestration.lock import BusyError, one_run
from orchestration.temporary import own_folder

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
        found = run()
    except (BusyError, DbtError, OSError) as error:
        found = [Trouble("run", str(error))]
    except Exception as error:
        _tell([Trouble("run", f"{type(error).__name__}: {error}")])
        raise
    _tell(found)
    for trouble in found:
        sys.stderr.write(f"error: {' '.join(trouble.reason.split())}\n")
    return 1 if found else 0


def run() -> list[Trouble]:
    """Extract, build, judge and publish; give what went wrong.

    Raises:
        BusyError: Another run is at work over the same data root.
        DbtError: The dbt project cannot be parsed.
    """
    os.environ["TEAM_OUTCOMES_HOME"] = str(paths.home())
    # One instant for the whole run, whatever its parts take for "now" by themselves.
    if not os.environ.get(AS_OF, "").strip():
        os.environ[AS_OF] = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    with one_run(paths.home()), own_folder(paths.home()):
        if not any(is_wanted(source) for source in SOURCES if source.settings):
            return [Trouble("run", _no_tool())]
        events = _execute()
        return [*troubles.problems(events), *troubles.failures(events)]


def _tell(found: Sequence[Trouble]) -> None:
    """Tell whoever should know, whatever became of the run."""
    tell_after(os.environ.get(AS_OF, ""), found)


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
    """The events of the job, run in this process; those that help it get ready meanwhile."""
    with Processes() as processes:
        judging.prepare(processes)
        return _run_job(processes)


def _run_job(processes: Processes) -> Sequence[DagsterEvent]:
    warnings.filterwarnings("ignore", module="dagster", category=FutureWarning)
    import dagster as dg  # noqa: PLC0415, TID251 - takes seconds, so after the arguments are right

    from orchestration.definitions import defs  # noqa: PLC0415
    from orchestration.defs.resources import ReadyGuards, ReadySiteWriter  # noqa: PLC0415

    # dbt's own words go to its log file; what fails is told at the end.
    with (
        dg.DagsterInstance.ephemeral() as instance,
        open(os.devnull, "w", encoding="utf-8") as nowhere,  # noqa: PTH123 - no path of ours
        contextlib.redirect_stdout(nowhere),
    ):
        result = defs.resolve_job_def("daily").execute_in_process(
            instance=instance,
            run_config=QUIET,
            raise_on_error=False,
            resources={
                "guards": ReadyGuards(processes),
                "site_writer": ReadySiteWriter(processes),
            },
        )
        return result.all_events


if __name__ == "__main__":
    sys.exit(main())
