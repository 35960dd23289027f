"""The daily job against the sandbox: `python -m orchestration.demo --scenario FILE`.

Here: the demo's own home and settings. Not here: the sandbox's process (`sandbox.process`), the
daily job (`daily.py`), the table that is printed (`show.py`).

The landing of another scenario would mix with this one, so a home that a demo made is begun anew
when the scenario differs; a home that no demo made is left alone.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from extract.registry import SOURCES
from orchestration import daily, paths, show
from orchestration.alerts.channels import PREFIX
from sandbox.process import Sandbox, SandboxError, serve, write_inputs

LEFT_OF_ANOTHER = (
    "landing",
    "warehouse.duckdb",
    "published",
    "exports",
    "keys",
    "access_log.jsonl",
    "alerts.json",
)


class DemoError(Exception):
    """The demo cannot run; the text is one line that says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.demo", description=run.__doc__)
    parser.add_argument("--scenario", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        return run(options.scenario)
    except (DemoError, SandboxError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1


def run(scenario: Path) -> int:
    """Serve a scenario, run the daily job against it, print what it published.

    Raises:
        DemoError: The scenario or the home cannot be used.
        SandboxError: The sandbox cannot read the scenario, or does not start.
    """
    if not scenario.is_file():
        raise DemoError(f"There is no scenario {scenario}; choose one under sandbox/scenarios.")
    folder = _own_home(scenario)
    write_inputs(scenario, folder)
    with serve(scenario) as running:
        for name in os.environ.keys() - without_tools(os.environ):
            del os.environ[name]
        os.environ |= settings(scenario, folder, running)
        code = daily.main([])
    return code or show.main([])


def settings(scenario: Path, folder: Path, running: Sandbox) -> dict[str, str]:
    """The variables of a daily job against a sandbox.

    Args:
        scenario: The scenario's file, which says what instant it is.
        folder: Where the sandbox wrote its inputs.
        running: The sandbox.
    """
    as_of = yaml.safe_load(scenario.read_text(encoding="utf-8"))["as_of"]
    return {
        "TEAM_OUTCOMES_ORGANISATION": str(folder / "organisation.yml"),
        "TEAM_OUTCOMES_INPUTS": str(folder / "inputs"),
        "TEAM_OUTCOMES_AS_OF": f"{as_of:%Y-%m-%dT%H:%M:%SZ}",
        **running.settings(folder),
    }


def without_tools(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without any tool and channel: nothing of mine belongs in a demo."""
    prefixes = (PREFIX, *(f"{source.name.upper()}_" for source in SOURCES))
    return {name: text for name, text in environment.items() if not name.startswith(prefixes)}


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


if __name__ == "__main__":
    sys.exit(main())
