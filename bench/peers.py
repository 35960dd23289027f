"""Our extraction beside Perceval's, against the same sandbox: `python -m bench.peers`.

Here: GitHub, GitLab and Jira, by requests and by wall time at the same simulated latency. Not here:
what an incremental run needs (`requests.py`).

Perceval is read by its command line, one run for each repository or project and kind of record, as
its users run it. Ours lands everything it lands of the tool, which is more than is compared.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.cost import measured
from bench.extraction import extract
from bench.runs import ROOT
from extract.core.landed import Landed
from extract.registry import source_named
from sandbox.process import Sandbox, serve, write_inputs

PERCEVAL = (str(Path(sys.executable).parent / "perceval"),)
QUIET = ("--no-archive", "--json-line")


@dataclass(frozen=True)
class Measured:
    """What one side needed.

    Attributes:
        requests: As the sandbox counted them.
        seconds: Wall time, the start of the program included.
        cpu_seconds: Of all its processes.
        peak_megabytes: The most memory that one of its runs held.
        compared: Records of the kinds that both sides read.
        records: All records it has read.
    """

    requests: int
    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    compared: int
    records: int


@dataclass(frozen=True)
class Peer:
    """How a tool is read by both sides.

    Attributes:
        tool: Where the sandbox serves it; empty for the root.
        source: Our source.
        streams: Our streams of the records that are compared.
        settings: Variables that differ from those of the sandbox.
        runs: The arguments of Perceval's runs: one a repository or project, and kind.
    """

    tool: str
    source: str
    streams: tuple[str, ...]
    settings: Callable[[str], Mapping[str, str]]
    runs: Callable[[str, Landed], Iterator[Sequence[str]]]


def _github(url: str, landed: Landed) -> Iterator[Sequence[str]]:
    repositories = landed.live_rows(source_named("github").stream("repositories"))
    for row in repositories.values():
        owner, _, name = row["repository"].partition("/")
        for category in ("issue", "pull_request"):
            where = ("--enterprise-url", url, "-t", "sandbox", "--category", category)
            yield ("github", owner, name, *where)


def _gitlab(url: str, landed: Landed) -> Iterator[Sequence[str]]:
    projects = landed.live_rows(source_named("gitlab").stream("projects"))
    for row in projects.values():
        owner, _, name = row["project"].rpartition("/")
        for category in ("issue", "merge_request"):
            where = ("--url", url, "-t", "sandbox", "--category", category)
            yield ("gitlab", owner, name, *where)


def _jira(url: str, landed: Landed) -> Iterator[Sequence[str]]:
    projects = landed.live_rows(source_named("jira").stream("projects"))
    for row in projects.values():
        where = ("--project", row["project_key"], "-t", "sandbox")
        yield ("jira", f"{url}/jira-data-center", *where)


PEERS: Mapping[str, Peer] = {
    "github": Peer("", "github", ("issues", "pull_requests"), lambda _: {}, _github),
    "gitlab": Peer("gitlab", "gitlab", ("issues", "merge_requests"), lambda _: {}, _gitlab),
    # Jira Cloud has closed the search that Perceval uses, so both sides read a Data Center.
    "jira": Peer(
        "jira-data-center",
        "jira",
        ("issues",),
        lambda url: {"JIRA_API_URL": f"{url}/jira-data-center", "JIRA_USER": ""},
        _jira,
    ),
}


def measured_ours(peer: Peer, running: Sandbox, inputs: Path, home: Path) -> Measured:
    """Extract once into an empty home.

    Raises:
        StepError: The extraction failed; its error is in the log beside the home.
    """
    settings = {**running.settings(inputs), **peer.settings(running.url)}
    ours = extract(peer.source, running, peer.tool, home, settings)
    compared = sum(ours.records[name] for name in peer.streams)
    cost = (ours.seconds, ours.cpu_seconds, ours.peak_megabytes)
    return Measured(ours.requests, *cost, compared, ours.total)


def measured_perceval(peer: Peer, running: Sandbox, landed: Landed, folder: Path) -> Measured:
    """Run Perceval over the same records.

    Raises:
        StepError: A run failed; its error is in the log in the folder.
    """
    running.control("requests/reset", {}, peer.tool)
    output, log = folder / "perceval.jsonl", folder / "perceval.log"
    items, costs = 0, []
    for arguments in peer.runs(running.url, landed):
        command = (*PERCEVAL, *arguments, *QUIET, "-o", str(output))
        costs.append(measured(command, os.environ, log, folder))
        items += len(output.read_text(encoding="utf-8").splitlines())
    return Measured(
        int(running.control("requests", tool=peer.tool)["total"]),
        round(sum(cost.wall_seconds for cost in costs), 2),
        round(sum(cost.cpu_seconds for cost in costs), 2),
        max(cost.peak_megabytes for cost in costs),
        items,
        items,
    )


def report(name: str, ours: Measured, theirs: Measured) -> str:
    """The figures of one tool as text."""

    def line(who: str, side: Measured) -> str:
        per_thousand = 1000 * side.requests / side.compared
        return (
            f"    {who:<14}{side.requests:>7} requests {side.seconds:>8.1f} s"
            f"{side.cpu_seconds:>7.1f} s of processors{side.peak_megabytes:>6.0f} MB"
            f"{side.compared:>8} records compared, {side.records} in all;"
            f" {per_thousand:.0f} requests per 1,000 compared"
        )

    fewer, faster = theirs.requests / ours.requests, theirs.seconds / ours.seconds
    return "\n".join(
        (
            f"{name}: {fewer:.1f} times fewer requests, {faster:.1f} times faster",
            line("team-outcomes", ours),
            line("perceval", theirs),
        )
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("--scenario", type=Path, default=ROOT / "sandbox/scenarios/small.yml")
    parser.add_argument("--latency-ms", type=float, default=50)
    parser.add_argument("--tools", nargs="+", choices=sorted(PEERS), default=sorted(PEERS))
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON")
    options = parser.parse_args()
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(options.scenario.resolve(), folder / "inputs")
        scenario, log = options.scenario.resolve(), folder / "sandbox.log"
        with serve(scenario, log, latency_ms=options.latency_ms) as running:
            for tool in options.tools:
                peer, home = PEERS[tool], folder / tool
                ours = measured_ours(peer, running, folder / "inputs", home)
                landed = Landed(home / "landing" / peer.source)
                theirs = measured_perceval(peer, running, landed, folder)
                figures[tool] = {"team_outcomes": vars(ours), "perceval": vars(theirs)}
                sys.stdout.write(f"{report(tool, ours, theirs)}\n")
    if options.output:
        figures = {"latency_ms": options.latency_ms, "tools": figures}
        options.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
