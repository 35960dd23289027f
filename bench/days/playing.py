"""Plays one day: the sandbox as it stood, the daily job with its faults and kill, a look after it.

Here: one day in a workspace. Not here: which day (`plan.py`), what it means (`verdicts.py`).
"""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import yaml

from bench.days import measuring, plan
from bench.days.plan import Day
from bench.days.verdicts import Played
from bench.memory import PeakMemory
from bench.published import Table, read_publication
from bench.runs import Run, daily_job, settings
from bench.watching import Watcher
from sandbox.process import Sandbox, serve, write_inputs

WATCHER_PAUSE_SECONDS = 5
USUAL_SECONDS = 90.0


class Workspace:
    """A folder with a data root in which one day after the other is played.

    Args:
        folder: Where; what an earlier run left in it is gone on with.
        scenario: The scenario's document.
        days: How many days the whole series has.
    """

    def __init__(self, folder: Path, scenario: Mapping[str, Any], days: int) -> None:
        self.folder = folder
        self.home = folder / "home"
        self._scenario = scenario
        self._days = days
        self._port = _port_of(folder)

    def play(self, day: Day, usual_seconds: float = USUAL_SECONDS) -> Played:
        """Play a day.

        Args:
            day: The day.
            usual_seconds: How long a run takes, to know when to kill one.
        """
        file = self._write_scenario(day.as_of)
        self._write_inputs(file)
        with serve(file, self.folder / "sandbox.log", port=self._port) as server:
            for tool, faults in day.faults.items():
                server.control("faults", {"plan": faults}, tool=tool)
            return self._run(day, server, usual_seconds)

    def _run(self, day: Day, server: Sandbox, usual_seconds: float) -> Played:
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        environment = settings(
            server, self.folder / "inputs", self.home, f"{day.as_of:%Y-%m-%dT%H:%M:%SZ}"
        ) | {"TMPDIR": str(temporary)}
        before, problems = self._published()
        log = self.folder / "daily.log"
        killed: Run | None = None
        with (
            PeakMemory(server.process.pid) as memory,
            Watcher(self.home / "published", pause_seconds=WATCHER_PAUSE_SECONDS) as watcher,
        ):
            if day.kill_at is not None:
                killed = daily_job(environment, log, usual_seconds * day.kill_at)
            run = daily_job(environment, log)
        after, unreadable = self._published()
        return Played(
            number=day.number,
            as_of=f"{day.as_of:%Y-%m-%d}",
            faults=sum(map(len, day.faults.values())),
            killed_after=round(killed.seconds, 1) if killed and killed.exit_code is None else None,
            exit_code=run.exit_code,
            seconds=round(run.seconds, 1),
            megabytes=round(memory.megabytes, 1),
            publication="new" if after != before else "last",
            problems=[*problems, *unreadable, *watcher.problems(before, after)],
            left=measuring.look(self.home, temporary, day.as_of.date()),
        )

    def _published(self) -> tuple[dict[str, Table], list[str]]:
        try:
            return read_publication(self.home / "published"), []
        except (duckdb.Error, OSError) as error:
            return {}, [f"what is published cannot be opened: {error}"]

    def _write_scenario(self, as_of: datetime) -> Path:
        file = self.folder / "scenario.yml"
        document = plan.scenario_of(self._scenario, as_of, self._days)
        file.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
        return file

    def _write_inputs(self, scenario: Path) -> None:
        """Write the day's files; one that says the same as yesterday stays as old as it was."""
        folder = self.folder / "inputs"
        before = {path: _state(path) for path in folder.rglob("*") if path.is_file()}
        write_inputs(scenario, folder)
        for path, (digest, changed) in before.items():
            if path.is_file() and _state(path)[0] == digest:
                os.utime(path, ns=(changed, changed))


def _state(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def _port_of(folder: Path) -> int:
    """The same port every day: an address that changed would look like changed records."""
    file = folder / "port"
    if not file.exists():
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            file.write_text(str(free.getsockname()[1]), encoding="utf-8")
    return int(file.read_text(encoding="utf-8"))
