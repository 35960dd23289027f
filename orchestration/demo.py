"""The daily job against the sandbox: `python -m orchestration.demo --scenario FILE`.

Here: starting the sandbox, its inputs and settings, and stopping it. Not here: the daily job
(`daily.py`), the table that is printed (`show.py`).

The landing of another scenario would mix with this one, so a home that a demo made is begun anew
when the scenario differs; a home that no demo made is left alone.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from orchestration import daily, paths, show

SETTINGS = ("GITHUB_API_URL", "GITHUB_TOKEN", "GITHUB_ORGANISATION", "GITHUB_REPOSITORIES")
READY = "listening on "
STOPS_WITHIN = 10
LEFT_OF_ANOTHER = ("landing", "warehouse.duckdb", "published")


class DemoError(Exception):
    """The demo cannot run; the text is one line that says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.demo", description=run.__doc__)
    parser.add_argument("--scenario", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        return run(options.scenario)
    except DemoError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1


def run(scenario: Path) -> int:
    """Serve a scenario, run the daily job against it, print what it published.

    Raises:
        DemoError: The scenario or the home cannot be used, or the sandbox does not start.
    """
    if not scenario.is_file():
        raise DemoError(f"There is no scenario {scenario}; choose one under sandbox/scenarios.")
    folder = _own_home(scenario)
    command = (sys.executable, "-m", "sandbox", "inputs", "--scenario", str(scenario))
    if subprocess.run((*command, "--to", str(folder)), cwd=paths.ROOT, check=False).returncode:  # noqa: S603
        raise DemoError(f"The sandbox cannot read {scenario}.")
    with sandbox(scenario) as url:
        for name in SETTINGS:
            os.environ.pop(name, None)
        os.environ |= settings(scenario, folder, url)
        code = daily.main([])
    return code or show.main([])


@contextmanager
def sandbox(scenario: Path) -> Iterator[str]:
    """A sandbox on a free port; its address, until the block ends.

    Raises:
        DemoError: It ends before it listens.
    """
    command = (sys.executable, "-m", "sandbox", "serve", "--scenario", str(scenario), "--port", "0")
    process = subprocess.Popen(  # noqa: S603 - our own module
        command, cwd=paths.ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line.startswith(READY):
            raise DemoError("The sandbox did not start; it said why above.")
        yield line.removeprefix(READY).strip()
    finally:
        # The sandbox keeps nothing, and a shell may have it ignore a request to end.
        process.kill()
        process.wait(STOPS_WITHIN)


def settings(scenario: Path, folder: Path, url: str) -> dict[str, str]:
    """The variables of a daily job against a sandbox.

    Args:
        scenario: The scenario's file, which says what instant it is.
        folder: Where the sandbox wrote its inputs.
        url: Where it listens.
    """
    organisation = _yaml(folder / "organisation.yml")["organisation"]
    return {
        "TEAM_OUTCOMES_ORGANISATION": str(folder / "organisation.yml"),
        "TEAM_OUTCOMES_INPUTS": str(folder / "inputs"),
        "TEAM_OUTCOMES_AS_OF": f"{_yaml(scenario)['as_of']:%Y-%m-%dT%H:%M:%SZ}",
        "GITHUB_API_URL": url,
        "GITHUB_TOKEN": "sandbox",
        "GITHUB_ORGANISATION": organisation["github_organisation"],
    }


def _own_home(scenario: Path) -> Path:
    """A folder for the inputs, in a home that holds this scenario only.

    Raises:
        DemoError: The home holds something that no demo made.
    """
    home = paths.home()
    folder = home / "demo"
    mark = folder / "scenario.sha256"
    digest = hashlib.sha256(scenario.read_bytes()).hexdigest()
    if (home / "landing").exists() and not mark.exists():
        raise DemoError(
            f"{home} holds an organisation's data, which the demo would mix with its own; "
            "set TEAM_OUTCOMES_HOME to another folder."
        )
    if mark.exists() and mark.read_text(encoding="utf-8") != digest:
        _clear(home)
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(digest, encoding="utf-8")
    return folder


def _clear(home: Path) -> None:
    for name in LEFT_OF_ANOTHER:
        path = home / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _yaml(file: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(file.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
