"""Builds a home of the red team's scenario and attacks it: `python -m bench.redteam`.

Here: the home before the attacks. Not here: how it is filled (`homes.py`), attacks and verdicts
(`expectations.redteam`).
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.homes import build
from bench.runs import ROOT
from expectations.redteam import __main__ as command
from extract.core.clock import Clock
from orchestration.paths import home as data_root
from sandbox.scenario import load

SCENARIO = ROOT / "sandbox" / "scenarios" / "redteam.yml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.redteam", description=__doc__)
    parser.add_argument("--home", type=Path, help="a home that was built before, to build none")
    parser.add_argument("--attacks", default="", help="names, by commas; nothing is written then")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    built = options.home or build(SCENARIO, data_root() / "redteam")[0]
    seed = str(load(SCENARIO).seed)
    run_at = Clock().now().isoformat()
    return command.main(
        ["--home", str(built), "--seed", seed, "--run-at", run_at, "--attacks", options.attacks]
    )


if __name__ == "__main__":
    sys.exit(main())
