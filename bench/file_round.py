"""One round of the fault laboratory of files: a folder is read while others write to it.

Here: what goes wrong, and what must be landed in the end. Not here: many rounds and the report
(`fault_files.py`), tools that are asked over HTTP (`fault_round.py`).

A round is some days. On each of them files arrive, some cut short, copied, or only touched; files
that were read are removed; strange ones appear; the folder or a file cannot be read, or the run is
killed. After the last day everything is whole again, and what is landed must be what an undisturbed
run lands, key by key.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from extract.core.clock import Clock
from extract.core.common_streams import QUARANTINE
from extract.core.errors import ExtractError, LandingError
from extract.core.folder import Folder, UnreadableError
from extract.core.landing import Landing
from extract.core.progress import Progress
from extract.core.source import Row, RunRequest
from extract.registry import source_named
from sandbox.kit.tool import SandboxFiles
from sandbox.registry import FILES
from sandbox.world import World

DAYS = 4
TOOLS: Mapping[str, SandboxFiles] = {
    tool.name: tool for tool in FILES if tool.name in ("alert_exports", "coverage_reports", "junit")
}
"""The sources that read nothing but files, by name."""
NO_RECORDS = ("extraction_state", "extraction_log", QUARANTINE.name)
NOT_COMPARED = frozenset({"extracted_at", "path"})
"""Of a copied file either path may be kept."""
SAYS_THE_RUN = "run.json"
_CUT_SHARE, _COPIED_SHARE = 0.3, 0.1
_TOUCHED_SHARE, _REMOVED_SHARE, _UNREADABLE_SHARE = 0.3, 0.2, 0.2
_STRANGE = (b"", b"<html/>", b"\xff\xfe\x00", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"[")


@dataclass
class FileOutcome:
    """What a round came to: keys as ``stream/key``, columns as ``stream/key.column``."""

    tool: str
    seed: int
    records: int = 0
    failed_runs: int = 0
    lost: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    leftover: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        """Everything that should not be."""
        return self.lost + self.invented + self.differing + self.leftover


class FileRound:
    """One round over one tool's files.

    Args:
        tool: Name of the source.
        world: Whose files they are.
        seed: Of the faults.
        place: An empty folder.
    """

    def __init__(self, tool: str, world: World, seed: int, place: Path) -> None:
        self._source = source_named(tool)
        self._random = random.Random(seed)  # noqa: S311 - faults, not secrets
        self._world = world
        self._place = place
        self._whole = place / "whole"
        self._disturbed = place / "folder"
        self._hours = 0
        self.outcome = FileOutcome(tool, seed)
        self._whole.mkdir()
        written = TOOLS[tool].write(world, self._whole)
        self._settings = {name: str(self._disturbed) for name in written}
        self._undisturbed = dict(written)
        self._whole_ones: set[str] = set()
        self._read: list[str] = []

    def play(self) -> FileOutcome:
        """Carry the round out."""
        self._run(self._undisturbed, "undisturbed")
        waiting = self._files(self._whole)
        self._random.shuffle(waiting)
        share = len(waiting) // DAYS + 1
        for day in range(DAYS):
            arriving = waiting[day * share : (day + 1) * share]
            cut = self._arrive(arriving)
            self._disturb()
            kind = self._random.choice(("none", "gone", "emptied", "killed", "unreadable"))
            with self._trouble(kind):
                self._run(self._settings, "disturbed")
            self._whole_ones |= set(arriving) - cut
            if kind == "none":
                self._read = [name for name in sorted(self._whole_ones) if self._is_placed(name)]
            self._whole_ones |= {self._copied(name) for name in cut}
            for file in self._disturbed.glob("strange-*"):
                file.unlink()
        self._run(self._settings, "disturbed")
        self._compare()
        return self.outcome

    def _arrive(self, names: Sequence[str]) -> set[str]:
        """Let files arrive; return those that are cut short."""
        cut = set()
        for name in names:
            file = self._disturbed / self._copied(name)
            content = file.read_bytes()
            if name.endswith(SAYS_THE_RUN):
                continue
            if self._is(_CUT_SHARE):
                file.write_bytes(content[: self._random.randrange(len(content))])
                cut.add(name)
            elif self._is(_COPIED_SHARE):
                file.with_name(f"copy-{file.name}").write_bytes(content)
        return cut

    def _disturb(self) -> None:
        """Touch files, remove files that were read, and leave strange ones."""
        for name in self._read:
            file = self._disturbed / name
            if self._is(_TOUCHED_SHARE):
                self._hours += 1
                os.utime(file, (self._hours, self._hours))
            elif self._is(_REMOVED_SHARE) and not name.endswith(SAYS_THE_RUN):
                file.unlink()
                self._whole_ones.remove(name)
        self._read = []
        for number, content in enumerate(_STRANGE):
            suffix = Path(self._random.choice(self._files(self._whole))).suffix
            (self._disturbed / f"strange-{number}{suffix}").write_bytes(content)

    @contextmanager
    def _trouble(self, kind: str) -> Iterator[None]:
        """Let a run meet a kind of trouble."""
        aside = self._disturbed.with_name("aside")
        if kind in ("gone", "emptied"):
            self._disturbed.rename(aside)
            if kind == "emptied":
                self._disturbed.mkdir()
        with (
            mock.patch.object(Landing, "commit", self._killed(kind == "killed")),
            mock.patch.object(Folder, "read", self._unreadable(kind == "unreadable")),
        ):
            try:
                yield
            except ExtractError:
                self.outcome.failed_runs += 1
        if kind in ("gone", "emptied"):
            shutil.rmtree(self._disturbed, ignore_errors=True)
            aside.rename(self._disturbed)

    def _killed(self, is_killed: bool) -> Any:  # noqa: FBT001 - one of two kinds of run
        commit = Landing.commit
        left = self._random.randrange(4) if is_killed else -1

        def dying(landing: Landing, *arguments: Any, **options: Any) -> dict[str, int]:
            nonlocal left
            left -= 1
            if left == -1:
                raise LandingError("the run is killed, as planned")
            return commit(landing, *arguments, **options)

        return dying

    def _unreadable(self, is_unreadable: bool) -> Any:  # noqa: FBT001 - as above
        read = Folder.read

        def refusing(folder: Folder, path: str, *limit: int) -> bytes:
            if is_unreadable and self._is(_UNREADABLE_SHARE):
                raise UnreadableError(path, "it cannot be read", "Wait")
            return read(folder, path, *limit)

        return refusing

    def _run(self, settings: Mapping[str, str], home: str) -> None:
        self._hours += 1
        clock = Clock(self._world.as_of + timedelta(hours=self._hours))
        with (
            mock.patch.dict(os.environ, settings),
            Progress("off") as progress,
            Landing(self._source, self._place / home, clock) as landing,
        ):
            self._source.run(landing, RunRequest(progress))

    def _compare(self) -> None:
        """Note what the disturbed runs landed otherwise than the undisturbed one."""
        for stream in self._source.streams:
            if stream.name in NO_RECORDS:
                continue
            wanted, found = (
                self._live(stream.name, "undisturbed"),
                self._live(stream.name, "disturbed"),
            )
            self.outcome.records += len(wanted)
            self.outcome.lost += [f"{stream.name}/{key}" for key in wanted.keys() - found.keys()]
            self.outcome.invented += [
                f"{stream.name}/{key}" for key in found.keys() - wanted.keys()
            ]
            self.outcome.differing += [
                f"{stream.name}/{key}.{name}"
                for key in wanted.keys() & found.keys()
                for name, value in wanted[key].items()
                if name not in NOT_COMPARED and found[key][name] != value
            ]
        self.outcome.leftover = [
            f"quarantine/{key}" for key in self._live(QUARANTINE.name, "disturbed")
        ]

    def _live(self, stream: str, home: str) -> dict[Any, Row]:
        with Landing(self._source, self._place / home) as landing:
            return landing.landed.live_rows(self._source.stream(stream))

    def _files(self, root: Path) -> list[str]:
        return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())

    def _copied(self, name: str) -> str:
        target = self._disturbed / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._whole / name, target)
        return name

    def _is_placed(self, name: str) -> bool:
        """Whether what says the run of a file has arrived too, where the path does not say it."""
        above = [f"{folder.as_posix()}/{SAYS_THE_RUN}" for folder in Path(name).parents]
        return all(said in self._whole_ones for said in above if (self._whole / said).exists())

    def _is(self, share: float) -> bool:
        return self._random.random() < share
