"""API requests that extraction needs: cold, unchanged, and with 1 % of pull requests touched.

Here: counting on the sandbox's side, so that our own counter is not what is believed.
Not here: what landing costs (landing.py), or the whole daily job (soak.py).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.cost import measured
from bench.runs import ROOT
from extract.core.landed import Landed
from extract.sources.github.pull_request_streams import PULL_REQUESTS
from extract.sources.github.streams import REPOSITORIES
from sandbox.process import Sandbox, serve

TOUCHED_SHARE = 0.01
EXTRACT = (sys.executable, "-m", "extract", "github")


@dataclass(frozen=True)
class Measured:
    """One extraction, as the sandbox saw it.

    Attributes:
        name: Which of the three.
        seconds: Wall time of the whole process.
        cpu_seconds: Of all its processes.
        peak_megabytes: The most memory that they held.
        by_operation: Requests by operation.
    """

    name: str
    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    by_operation: Mapping[str, int]

    @property
    def requests(self) -> int:
        """All requests."""
        return sum(self.by_operation.values())


def measure(running: Sandbox, home: Path, name: str) -> Measured:
    """Extract once and return what it took.

    Raises:
        StepError: The extraction failed; its error is in the log beside the home.
    """
    running.control("requests/reset", {})
    organisation = {
        "GITHUB_API_URL": running.url,
        "GITHUB_TOKEN": "benchmark",
        "GITHUB_ORGANISATION": "harbour",
        "TEAM_OUTCOMES_HOME": str(home),
        "TEAM_OUTCOMES_PROGRESS": "off",
    }
    kept = {key: value for key, value in os.environ.items() if key != "GITHUB_REPOSITORIES"}
    cost = measured(EXTRACT, {**kept, **organisation}, home.parent / "extract.log", ROOT)
    return Measured(
        name,
        cost.wall_seconds,
        cost.cpu_seconds,
        cost.peak_megabytes,
        running.control("requests")["by_operation"],
    )


def report(runs: list[Measured], pull_requests: int, repositories: int) -> str:
    """Return the figures as text.

    Args:
        runs: The measured extractions, the cold one first.
        pull_requests: Pull requests in the organisation.
        repositories: Repositories they are in.
    """
    lines = [f"{pull_requests} pull requests in {repositories} repositories", ""]
    for run in runs:
        lines.append(f"{run.name}: {run.requests} requests, {run.seconds:.1f} s")
        lines += [f"    {count:5d}  {name}" for name, count in sorted(run.by_operation.items())]
    cold, *later = runs
    per_thousand = 1000 * cold.requests / pull_requests
    lines += ["", f"cold: {per_thousand:.1f} requests per 1,000 pull requests"]
    lines += [f"{run.name}: {run.requests / repositories:.1f} per repository" for run in later]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.requests", description=__doc__)
    parser.add_argument("--scenario", type=Path, default=ROOT / "sandbox/scenarios/steady.yml")
    parser.add_argument("--latency-ms", type=float, default=0)
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        log = Path(folder) / "sandbox.log"
        with serve(options.scenario.resolve(), log, latency_ms=options.latency_ms) as running:
            runs = [measure(running, home, "cold"), measure(running, home, "unchanged")]
            landed = Landed(home / "landing" / "github")
            repositories = landed.live_rows(REPOSITORIES, columns=("repository",)).values()
            for row in repositories:
                touch = {"repository": row["repository"], "share": TOUCHED_SHARE}
                running.control("touch", touch)
            runs.append(measure(running, home, "1% touched"))
            known = len(landed.known_keys(PULL_REQUESTS))
    sys.stdout.write(report(runs, known, len(repositories)) + "\n")
    if options.output:
        figures = {
            "latency_ms": options.latency_ms,
            "pull_requests": known,
            "repositories": len(repositories),
            "runs": [vars(run) | {"requests": run.requests} for run in runs],
        }
        options.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
