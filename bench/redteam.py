"""Builds a home of the red team's scenario and attacks it: `python -m bench.redteam`.

Here: the sandbox and the daily job before the attacks. Not here: attacks and verdicts
(`expectations.redteam`).
"""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.runs import ROOT, daily_job, settings
from expectations.redteam import __main__ as command
from extract.core.clock import Clock
from orchestration.paths import home as data_root
from sandbox.process import serve, write_inputs, write_truth
from sandbox.scenario import load

SCENARIO = ROOT / "sandbox" / "scenarios" / "redteam.yml"

logger = logging.getLogger(__name__)


def build(folder: Path) -> Path:
    """Play the scenario and run the daily job once; gives the home back.

    Raises:
        RuntimeError: The daily job failed; its log says why.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_inputs(SCENARIO, folder / "inputs")
    as_of = write_truth(SCENARIO, folder / "truth.json")["as_of"]
    with serve(SCENARIO, folder / "sandbox.log") as server:
        environment = settings(server, folder / "inputs", folder / "home", as_of)
        logger.info("building the warehouse that is attacked; see %s", folder / "daily.log")
        ended = daily_job(environment, folder / "daily.log")
    if ended.exit_code != 0:
        raise RuntimeError(f"The daily job ended with {ended.exit_code}; see {folder}/daily.log.")
    logger.info("built in %.0f s", ended.seconds)
    return folder / "home"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.redteam", description=__doc__)
    parser.add_argument("--home", type=Path, help="a home that was built before, to build none")
    parser.add_argument("--attacks", default="", help="names, by commas; nothing is written then")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    built = options.home or build(data_root() / "redteam")
    seed = str(load(SCENARIO).seed)
    run_at = Clock().now().isoformat()
    return command.main(
        ["--home", str(built), "--seed", seed, "--run-at", run_at, "--attacks", options.attacks]
    )


if __name__ == "__main__":
    sys.exit(main())
