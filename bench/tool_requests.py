"""Requests per 1,000 records of every tool that is read over HTTP: `python -m bench.tool_requests`.

Here: a first and an unchanged run of each. Not here: GitHub's requests by operation
(`requests.py`), nor other readers of the same tools (`peers.py`).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bench.extraction import Extraction, extract
from bench.fault_tools import ALL_TOOLS
from bench.runs import ROOT
from sandbox.process import Sandbox, serve, write_inputs


def measure(running: Sandbox, inputs: Path, folder: Path, name: str) -> tuple[Extraction, ...]:
    """A first run of a tool into an empty home, and one after which nothing has changed."""
    tool = "" if name == "github" else name
    settings = running.settings(inputs)
    home = folder / name
    return tuple(extract(name, running, tool, home, settings) for _ in range(2))


def report(name: str, first: Extraction, again: Extraction) -> str:
    """The figures of one tool as a line."""
    per_thousand = 1000 * first.requests / first.total
    return (
        f"{name:<12}{first.total:>8} records {first.requests:>6} requests"
        f" {per_thousand:>7.1f} per 1,000 {first.seconds:>7.1f} s;"
        f" unchanged {again.requests:>5} requests {again.seconds:>6.1f} s"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.tool_requests", description=__doc__)
    parser.add_argument("--scenario", type=Path, default=ROOT / "sandbox/scenarios/steady.yml")
    parser.add_argument("--tools", nargs="+", choices=sorted(ALL_TOOLS), default=sorted(ALL_TOOLS))
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON")
    options = parser.parse_args()
    scenario = options.scenario.resolve()
    figures = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(scenario, folder / "inputs")
        with serve(scenario, folder / "sandbox.log") as running:
            for tool in options.tools:
                first, again = measure(running, folder / "inputs", folder, tool)
                sys.stdout.write(f"{report(tool, first, again)}\n")
                sys.stdout.flush()
                figures[tool] = {"first": vars(first), "unchanged": vars(again)}
    if options.output:
        options.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
