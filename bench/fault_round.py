"""One round of the fault laboratory: read a tool while things go wrong, then compare.

Here: carrying a round out, and what must be true after it. Not here: drawing rounds
(`fault_schedule.py`), or the report (`faults.py`).

A round is read in runs, as days follow each other: runs that fail are repeated, and after the last
fault one more run reads what still moved. Then what is landed must be what the tool holds, key by
key. Of a permission that was taken away and of a changed format the guards must tell: the signal
models are built over the round's landing.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bench.fault_outcome import Outcome, differences
from bench.fault_schedule import Schedule
from bench.fault_signals import broken_signals
from bench.fault_tools import Served, serving
from extract.core.clock import Clock
from extract.core.common_streams import QUARANTINE
from extract.core.errors import ExtractError
from extract.core.landing import Landing
from extract.core.patience import Patience
from extract.core.progress import Progress
from extract.core.source import RunRequest, Source, Stream
from extract.registry import source_named
from sandbox.world import World

PATIENCE = Patience(
    attempts=6, limit_attempts=6, first_pause_seconds=0.5, read_seconds=0.8, total_wait_seconds=1e6
)
MOST_RUNS = 12
THOROUGH_AFTER_DAYS = 8
"""Deletions are looked for once a week."""
JUDGED_ON_DAY = 7
"""The same day for nearly every round: for another one dbt would have to read the project anew."""


class VirtualClock(Clock):
    """A clock on which a day passes between runs and waiting takes no time."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self._start = start
        self._slept = 0.0
        self.day = 0

    def now(self) -> datetime:
        """The instant of the run, in the time of the scenario."""
        return self._start + timedelta(days=self.day, hours=1)

    def monotonic_seconds(self) -> float:
        """What was waited so far."""
        return self._slept

    def sleep(self, seconds: float) -> None:
        """Take note of a wait."""
        self._slept += seconds


class Round:
    """One round over one tool.

    Args:
        tool: Name of the source.
        world: What the tool serves.
        schedule: What goes wrong.
        home: An empty data root.
    """

    def __init__(self, tool: str, world: World, schedule: Schedule, home: Path) -> None:
        self._world = world
        self._schedule = schedule
        self._home = home
        self._source: Source = source_named(tool)
        self._clock = VirtualClock(world.as_of)
        self.outcome = Outcome(tool, schedule)

    def play(self) -> Outcome:
        """Carry the round out."""
        with serving(self.outcome.tool, self._world) as served, _environment(served.settings):
            getattr(self, f"_play_{self._schedule.kind}", self._play_drift)(served)
        return self.outcome

    def _play_cold(self, served: Served) -> None:
        self._disturb(served)
        self._read_until_whole(served)
        self._compare(served)

    def _play_later(self, served: Served) -> None:
        self._run()
        served.control("touch", {"share": self._schedule.touched_share})
        truth = served.records()
        for stream in served.control("possibilities")["deletable"]:
            keys = sorted(truth[stream])
            key = keys[int(self._schedule.choice * len(keys))]
            served.control("delete", {"stream": stream, "key": key})
        self._play_cold(served)

    _play_token = _play_cold

    def _play_permission(self, served: Served) -> None:
        """Take a permission away: the guards tell, nothing is lost, and it heals."""
        self._run()
        permissions = served.control("possibilities")["permissions"]
        taken = permissions[int(self._schedule.choice * len(permissions))]
        served.control("permissions", {"denied": [taken]})
        before = self._live_keys()
        problems = self._run()
        if self._live_keys() != before:
            self.outcome.lost.append(f"records went with the permission {taken}")
        self._judge()
        if not any(told.startswith("B3") for told in self.outcome.told):
            self.outcome.unseen.append(f"permission {taken} taken away ({problems})")
        served.control("permissions", {"denied": []})
        self._read_until_whole(served)
        self._compare(served)

    def _play_drift(self, served: Served) -> None:
        """Change the format for good: the guards tell, and no key is lost.

        A protocol of its own, such as git's, has no records whose format could change.
        """
        possible = served.control("possibilities")["drifts"]
        if not possible:
            self._play_later(served)
            return
        self._run()
        chosen = possible[int(self._schedule.choice * len(possible))]
        kind = self._schedule.kind
        served.control("drift", {"drifts": [{"kind": kind, **chosen}]})
        served.control("touch", {"share": 1.0})
        self._read_until_whole(served, later=0)
        self._compare(served, columns=False)
        self._judge()
        is_told = any(told.startswith("B5") for told in self.outcome.told)
        if kind != "new_field" and not is_told:
            self.outcome.unseen.append(f"{kind} {chosen}")

    def _disturb(self, served: Served) -> None:
        served.control("faults", {"plan": list(self._schedule.faults)})
        served.control("shift", {"every": self._schedule.shift_every})

    def _read_until_whole(self, served: Served, *, later: int = THOROUGH_AFTER_DAYS) -> None:
        """Run until a run has no problems, and once more some days after the last disturbance."""
        while self._run():
            if self.outcome.runs >= MOST_RUNS:
                self.outcome.unseen.append(f"still failing after {MOST_RUNS} runs")
                return
        served.control("faults", {"plan": []})
        served.control("shift", {"every": None})
        self._clock.day += later
        problems = self._run()
        if problems:
            self.outcome.unseen.append(f"an undisturbed run fails: {problems}")

    def _run(self) -> list[str]:
        """One day's run; what could not be read."""
        self.outcome.runs += 1
        self._clock.day += 1
        request = RunRequest(Progress(), patience=PATIENCE)
        try:
            with Landing(self._source, self._home, self._clock) as landing:
                return self._source.run(landing, request).problems
        except ExtractError as error:
            return [str(error)]

    def _landing(self) -> Landing:
        return Landing(self._source, self._home, self._clock)

    def _live_keys(self) -> dict[str, set[str]]:
        landed = self._landing().landed
        return {
            stream.name: set(map(str, landed.known_keys(stream)))
            for stream in self._source.streams
            if not _is_about_runs(stream)
        }

    def _compare(self, served: Served, *, columns: bool = True) -> None:
        """Compare what is landed with what the tool holds; quarantined keys are not lost."""
        landed = self._landing().landed
        kept = landed.live_rows(QUARANTINE, columns=("stream",)).values()
        quarantined = Counter(row["stream"] for row in kept)
        for name, truth in served.records().items():
            stream = self._source.stream(name)
            live = {str(key): row for key, row in landed.live_rows(stream).items()}
            self.outcome.records += len(truth)
            lost = sorted(truth.keys() - live.keys())
            if columns or len(lost) > quarantined[name]:
                self.outcome.lost += [f"{name}/{key}" for key in lost]
            self.outcome.invented += [f"{name}/{key}" for key in sorted(live.keys() - truth.keys())]
            if columns:
                self.outcome.differing += differences(name, truth, live)

    def _judge(self) -> None:
        as_of = self._world.as_of + timedelta(days=max(JUDGED_ON_DAY, self._clock.day + 1))
        self.outcome.told = broken_signals(self._home, self.outcome.tool, as_of)


def _is_about_runs(stream: Stream) -> bool:
    return stream.name in {"extraction_log", "extraction_state", "quarantine"}


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
