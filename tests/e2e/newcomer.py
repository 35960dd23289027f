"""Somebody who knows README.md and nothing else: reads it, does what it says, follows its links.

Here: reading a document as a newcomer does. Not here: what a test expects to be found."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.runs import ROOT
from orchestration.demo import without_tools

PLACEHOLDER = "<this repository>"
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)[^)]*\)")
HREF = re.compile(r'href="([^"#]+)[^"]*"')
OLDEST = (0, 0)
MOST_SECONDS = 2_400


@dataclass(frozen=True)
class Newcomer:
    """A newcomer with a clone.

    Attributes:
        clone: The clone, as the README's own command made it.
        said: What `make demo` printed.
        seconds: How long it took.
        answers: What the commands after it printed.
    """

    clone: Path
    said: str = ""
    seconds: float = 0.0
    answers: tuple[str, ...] = field(default_factory=tuple)

    def leads_to(self, is_wanted: Callable[[str], bool], most: int) -> list[Path] | None:
        """The shortest way over links from README.md to a document that holds what is wanted."""
        ways = [[self.clone / "README.md"]]
        seen = set(ways[0])
        while ways:
            way = ways.pop(0)
            if is_wanted(way[-1].read_text(encoding="utf-8")):
                return way
            if len(way) > most:
                continue
            for link in documents(way[-1]):
                if link not in seen:
                    seen.add(link)
                    ways.append([*way, link])
        return None


def documents(document: Path) -> Iterator[Path]:
    """The documents that a document links, in its order."""
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        target = (document.parent / link).resolve()
        if target.suffix == ".md" and target.is_file():
            yield target


def blocks(clone: Path, heading: str) -> list[str]:
    """The code of a section of the README, block by block."""
    text = (clone / "README.md").read_text(encoding="utf-8")
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return BLOCK.findall(section)


def clicks(page: Path, target: Path) -> int | None:
    """How many links lead from one page of a site to another."""
    pages, seen, count = [page], {page}, 0
    while pages:
        if target in pages:
            return count
        found = []
        for one in pages:
            for link in HREF.findall(one.read_text(encoding="utf-8")):
                linked = (one.parent / html.unescape(link)).resolve()
                if linked.suffix == ".html" and linked.is_file() and linked not in seen:
                    seen.add(linked)
                    found.append(linked)
        pages, count = found, count + 1
    return None


def arrive(folder: Path, scenario: str) -> Newcomer:
    """Do what the section "Five minutes" says, line by line, in an empty folder.

    What is installed is that of these tests: the newcomer's clone has the same constraints, and an
    installation of its own would take longer than everything else. A quick scenario is chosen by
    the variable that `make demo` offers.
    """
    origin = folder / "origin" / "team-outcomes.git"
    _shell(f"git clone --quiet --bare '{ROOT}' '{origin}'", folder)
    setup, *after = blocks(ROOT, "Five minutes")
    cloning, *lines = setup.strip().splitlines()
    _shell(cloning.replace(PLACEHOLDER, f"'{origin}'"), folder)
    newcomer = Newcomer(folder / "team-outcomes")
    _install(newcomer.clone)
    begun = time.monotonic()
    said = _shell("\n".join(lines), newcomer.clone, SCENARIO=scenario)
    seconds = time.monotonic() - begun
    answers = tuple(_shell(block, newcomer.clone) for block in after)
    return Newcomer(newcomer.clone, said, seconds, answers)


def _install(clone: Path) -> None:
    """Let the clone use what is installed, and `make` know that nothing is to be installed."""
    installed = Path(sys.prefix)
    assert (installed / ".runtime").exists(), "make setup installs what is needed"
    (clone / ".venv").symlink_to(installed)
    for name in ("pyproject.toml", "constraints.txt"):
        os.utime(clone / name, OLDEST)


def _shell(command: str, folder: Path, **variables: str) -> str:
    """Run commands as a newcomer's shell does, without anything of this session."""
    mine = ("TEAM_OUTCOMES_", "DBT_", "DAGSTER_", "MAKE", "MFLAGS", "PYTEST_", "PYTHON", "VIRTUAL_")
    environment = {
        name: value
        for name, value in without_tools(os.environ).items()
        if not name.startswith(mine)
    }
    bash = shutil.which("bash") or "bash"
    ended = subprocess.run(
        [bash, "-eu", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment | variables,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, f"{command}\n{ended.stdout[-4000:]}\n{ended.stderr[-4000:]}"
    return ended.stdout
