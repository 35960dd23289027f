"""A data root filled from a scenario by one daily job, for what is then done with it.

Here: the sandbox and the daily job. Not here: attacks (`redteam.py`), audits (`planted_audit.py`).
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import Any

from bench.runs import daily_job, settings
from sandbox.process import serve, write_inputs, write_truth

logger = logging.getLogger(__name__)


def build(scenario: Path, folder: Path) -> tuple[Path, dict[str, Any]]:
    """Play a scenario and run the daily job once; gives the home and the scenario's truth.

    Args:
        scenario: A file of `sandbox/scenarios`.
        folder: Is emptied; holds inputs, logs and the home.

    Raises:
        RuntimeError: The daily job failed; its log says why.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_inputs(scenario, folder / "inputs")
    truth = write_truth(scenario, folder / "truth.json")
    with serve(scenario, folder / "sandbox.log") as server:
        environment = settings(server, folder / "inputs", folder / "home", truth["as_of"])
        logger.info("running the daily job over %s; see %s", scenario.name, folder / "daily.log")
        ended = daily_job(environment, folder / "daily.log")
    if ended.exit_code != 0:
        raise RuntimeError(f"The daily job ended with {ended.exit_code}; see {folder}/daily.log.")
    logger.info("built in %.0f s", ended.seconds)
    return folder / "home", truth
