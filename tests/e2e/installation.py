"""An installation to spoil: a home, its files, and the sandbox they belong to.

Here: running one command against it, and what it has landed. Not here: what a test asserts.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.runs import ROOT, settings
from extract.core.landed import Landed
from extract.registry import SOURCES, source_named
from tests.e2e.conftest import World

TIMEOUT = 300
ABOUT_RUNS = {"extraction_log", "extraction_state", "quarantine"}
SMALL_FILES = 2_000


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, and what it wrote to standard error, line by line."""

    exit_code: int
    errors: list[str]


@dataclass(frozen=True)
class Installation:
    """A home with everything landed, files to spoil, and the sandbox they belong to."""

    world: World
    home: Path
    inputs: Path
    environment: Mapping[str, str]

    @classmethod
    def of(cls, found: World, home: Path, inputs: Path) -> Installation:
        """An installation whose inputs are still right."""
        return cls(found, home, inputs, settings(found.server, inputs, home, found.as_of))

    def copy(self, folder: Path) -> Installation:
        """The same in another folder, for a test to change."""
        shutil.copytree(self.home, folder / "home")
        shutil.copytree(self.inputs, folder / "files")
        return Installation.of(self.world, folder / "home", folder / "files")

    def extract(
        self, source: str, prepare: Callable[[], None] | None = None, **variables: str
    ) -> Ended:
        """Run `python -m extract` to its end."""
        ended = self.execute((sys.executable, "-m", "extract", source), prepare, variables)
        assert not any("Traceback" in line for line in ended.errors)
        return ended

    def execute(
        self,
        command: Sequence[str],
        prepare: Callable[[], None] | None,
        variables: Mapping[str, str],
    ) -> Ended:
        """Run a command to its end; `prepare` runs in its process before it begins."""
        ended = subprocess.run(
            command,
            cwd=ROOT,
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
            preexec_fn=prepare,
        )
        return Ended(ended.returncode, ended.stderr.splitlines())

    def landed(self) -> Mapping[str, Any]:
        """Every live record of every stream, and when it was landed."""
        return {
            f"{source.name}.{stream.name}": Landed(self.home / "landing" / source.name).live_rows(
                stream
            )
            for source in SOURCES
            for stream in source.streams
            if stream.name not in ABOUT_RUNS
        }

    def quarantine(self) -> list[dict[str, Any]]:
        """What the file drops have quarantined."""
        landed = Landed(self.home / "landing" / "file_drops")
        return list(landed.live_rows(source_named("file_drops").stream("quarantine")).values())


def limit_file_size() -> None:
    """Let no file of this process grow beyond a few bytes, as a disk without room would."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_FILES, SMALL_FILES))
