"""The daily job, killed at random moments: `python -m bench.soak --scenario FILE --kills 20`.

Here: killing, watching the published files meanwhile, running again and comparing. Not here: what
the numbers should be (`tests/e2e`).

Every second kill strikes a first run, on an empty home; the others strike a run over an earlier
publication, after one per cent of the pull requests changed.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from bench.published import Table, differences, read_publication
from bench.runs import Run, daily_job, organisation, settings
from bench.watching import PAUSE_SECONDS, Watcher
from sandbox.process import Sandbox, serve, write_inputs, write_truth

log = logging.getLogger(__name__)
EARLIEST, LATEST = 0.02, 0.98
SOONER = 0.8


class SoakError(RuntimeError):
    """The soak could not be carried out, whatever it would have found."""


@dataclass(frozen=True)
class Case:
    """A state a run starts from: the home it copies (`None`: an empty one) and what it takes."""

    name: str
    start: Path | None
    seconds: float
    before: dict[str, Table] | None
    after: dict[str, Table]


@dataclass
class Trial:
    """One kill and what followed; `struck` is the last thing the run had said."""

    case: str
    killed_after: float
    struck: str
    looks: int = 0
    problems: list[str] = field(default_factory=list)


class Soak:
    """Runs against one sandbox, each in a home of its own under `workspace`."""

    def __init__(
        self,
        server: Sandbox,
        inputs: Path,
        as_of: str,
        workspace: Path,
        *,
        pause_seconds: float = PAUSE_SECONDS,
    ) -> None:
        self._server = server
        self._inputs = inputs
        self._as_of = as_of
        self._workspace = workspace
        self._pause_seconds = pause_seconds

    def _run(self, home: Path, kill_after: float | None = None) -> Run:
        environment = settings(self._server, self._inputs, home, self._as_of)
        return daily_job(environment, self._log(home), kill_after)

    def _last_words(self, home: Path) -> str:
        text = self._log(home).read_text(encoding="utf-8", errors="replace").strip()
        return text.rpartition("\n")[2]

    def _log(self, home: Path) -> Path:
        return self._workspace / f"{home.name}.log"

    def _completed(self, home: Path) -> float:
        run = self._run(home)
        if run.exit_code != 0:
            raise SoakError(f"A run nobody killed failed; see {self._log(home)}.")
        return run.seconds

    def cases(self) -> list[Case]:
        """Both states, each run once undisturbed."""
        earlier = self._workspace / "earlier"
        self._completed(earlier)
        services = organisation(self._inputs)["services"]
        for repository in sorted({service["repository"] for service in services}):
            self._server.control("touch", {"repository": repository, "share": 0.01})
        empty, again = self._workspace / "undisturbed-empty", self._workspace / "undisturbed-again"
        shutil.copytree(earlier, again)
        seconds = self._completed(empty), self._completed(again)
        published = [read_publication(home / "published") for home in (empty, again, earlier)]
        return [
            Case("first run", None, seconds[0], None, published[0]),
            Case("run over a publication", earlier, seconds[1], published[2], published[1]),
        ]

    def trial(self, number: int, case: Case, share: float) -> Trial:
        """Kill a run after a share of its duration, run it again, compare."""
        home = self._workspace / f"trial-{number}"
        duration = case.seconds
        while True:
            shutil.rmtree(home, ignore_errors=True)
            if case.start:
                shutil.copytree(case.start, home)
            with Watcher(home / "published", pause_seconds=self._pause_seconds) as watcher:
                struck = self._run(home, duration * share)
                if struck.exit_code is None:
                    found = Trial(case.name, struck.seconds, self._last_words(home))
                    again = self._run(home)
                    break
            log.warning("Run %d took %.0f s this time; killing it sooner.", number, struck.seconds)
            duration = min(struck.seconds, duration * SOONER)
        if again.exit_code != 0:
            found.problems.append(f"the run after the kill failed; see {self._log(home)}")
        found.looks = watcher.looks
        found.problems += watcher.problems(case.before or {}, case.after)
        found.problems += differences(case.after, read_publication(home / "published"))
        if not found.problems:
            shutil.rmtree(home)
        return found


def moments(kills: int, chance: random.Random) -> list[float]:
    """Shares of a run at which to kill it: one in each equal part, in random order."""
    found = [
        EARLIEST + (LATEST - EARLIEST) * (part + chance.random()) / kills for part in range(kills)
    ]
    chance.shuffle(found)
    return found


def soak(scenario: Path, kills: int, seed: int, workspace: Path) -> list[Trial]:
    """Kill the daily job `kills` times and say what each kill led to."""
    chance = random.Random(seed)  # noqa: S311 - reproducible moments, no secret
    truth = write_truth(scenario, workspace / "truth.json")
    inputs = workspace / "inputs"
    write_inputs(scenario, inputs)
    with serve(scenario, workspace / "sandbox.log") as server:
        soaking = Soak(server, inputs, truth["as_of"], workspace)
        cases = soaking.cases()
        return [
            soaking.trial(number, cases[number % len(cases)], moment)
            for number, moment in enumerate(tqdm(moments(kills, chance), desc="kills"), 1)
        ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what became of every kill; 1 if one of them left a trace."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--scenario", type=Path, required=True)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workspace", type=Path, help="an empty folder that is kept")
    options = parser.parse_args(arguments)
    workspace = options.workspace or Path(tempfile.mkdtemp(prefix="soak-"))
    workspace.mkdir(parents=True, exist_ok=True)
    trials = soak(options.scenario, options.kills, options.seed, workspace)
    for trial in trials:
        sys.stdout.write(f"{json.dumps(trial.__dict__)}\n")
    failed = [trial for trial in trials if trial.problems]
    looks = sum(trial.looks for trial in trials)
    sys.stdout.write(
        f"{len(trials)} kills (seed {options.seed}), {looks} looks at the published files: "
        f"{len(trials) - len(failed)} left no trace, {len(failed)} did.\n"
    )
    if not failed and not options.workspace:
        shutil.rmtree(workspace)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
