"""Plays daily runs over one data root and keeps what each recorded.

Here: the sandbox, the process, its wall and processor time. Not here: items (`items.py`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import yaml

from bench.daily.processors import ProcessorTime
from bench.daily.recorded import Recorded, of_dbt
from bench.runs import ROOT, settings
from extract.core.clock import Clock
from orchestration import dbt_command
from sandbox.process import serve, write_inputs


class DailyError(RuntimeError):
    """A run failed; its own words are in the log that the message names."""


@contextmanager
def sandboxed(scenario: Path, home: Path, folder: Path) -> Iterator[dict[str, str]]:
    """The variables of daily runs of a home against a scenario's tools, with a site.

    Args:
        scenario: The scenario's file.
        home: The data root.
        folder: Where inputs and logs go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_inputs(scenario, folder / "inputs")
    as_of = yaml.safe_load(scenario.read_text(encoding="utf-8"))["as_of"]
    with serve(scenario, folder / "sandbox.log") as server:
        yield settings(server, folder / "inputs", home, f"{as_of:%Y-%m-%dT%H:%M:%SZ}") | {
            "TEAM_OUTCOMES_SITE": "yes",
        }


def play(environment: Mapping[str, str], folder: Path) -> Recorded:
    """Run the daily job once.

    Raises:
        DailyError: It failed.
    """
    file, log = folder / "job.json", folder / "daily.log"
    before, started = os.times(), Clock().wall_seconds()
    with log.open("a", encoding="utf-8") as output:
        process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "bench.daily.run", str(file)],
            cwd=ROOT,
            env=dict(environment),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        with ProcessorTime(process.pid) as used:
            code = process.wait()
    gone, after = Clock().wall_seconds(), os.times()
    if code:
        raise DailyError(f"The daily job ended with {code}; see {log}.")
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    folder_of_dbt = Path(environment["TEAM_OUTCOMES_HOME"]) / "dbt"
    job = json.loads(file.read_text(encoding="utf-8"))
    dbt = of_dbt(folder_of_dbt / "target", folder_of_dbt / "logs")
    return Recorded(started, gone, round(cpu, 2), job, dbt, used.looks)


def play_twice(environment: Mapping[str, str], folder: Path) -> Recorded:
    """Run the daily job as it is, and once more for what its statements take.

    Only a log of every statement tells that, and writing it takes dbt a while itself.

    Raises:
        DailyError: A run failed.
    """
    as_it_is = play(environment, folder)
    told = play({**environment, dbt_command.LOG_LEVEL: "debug"}, folder).dbt
    dbt = replace(
        as_it_is.dbt,
        in_statements=told.in_statements,
        number_of_statements=told.number_of_statements,
    )
    return replace(as_it_is, dbt=dbt)
