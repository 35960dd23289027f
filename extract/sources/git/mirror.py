"""A bare mirror of one repository: brought up to date, and asked about refs and ancestry.

Belongs here: the mirror's life on disk, and short questions to it. Does not belong here: reading
commits (``history.py``), or what is landed of all this.

Branches and tags are mirrored, nothing else: neither the refs that servers keep for pull requests
nor submodules. A first fetch goes into a folder of another name, which is renamed once it is
complete; a fetch that was killed leaves a mirror that the next one completes. The landing's lock
keeps two runs from one mirror.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from extract.core.errors import LandingError, RejectedError, UnavailableError
from extract.sources.git.program import GitProgram
from extract.sources.git.refusals import DamagedError, local_failure
from extract.sources.git.settings import Remote

_REFSPECS = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
_SHA256_DIGITS = 64
_LISTED = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64})\t(refs/(?:heads|tags)/.*)")
_HEAD = re.compile(rb"ref: refs/heads/(.*)\tHEAD")


@dataclass(frozen=True)
class Listing:
    """What a server says it has.

    Attributes:
        objects: The object each branch and tag points to, by the ref's full name.
        default_branch: The branch HEAD points to; None if there is no such branch.
    """

    objects: dict[str, str] = field(default_factory=dict)
    default_branch: str | None = None

    @property
    def object_format(self) -> str:
        """How objects are named: ``sha1`` or ``sha256``."""
        lengths = {len(name) for name in self.objects.values()}
        return "sha256" if _SHA256_DIGITS in lengths else "sha1"


class Mirror:
    """The mirror of one repository.

    Args:
        program: Runs git.
        remote: The repository.
        folder: Where mirrors lie.
    """

    def __init__(self, program: GitProgram, remote: Remote, folder: Path) -> None:
        self._program = program
        self._remote = remote
        self.path = folder / f"{remote.name}.git"

    def listed(self) -> Listing:
        """Ask the server which branches and tags it has, without fetching anything."""
        patterns = ("HEAD", "refs/heads/*", "refs/tags/*")
        said = self._program.remote(
            self._remote, "ls-remote", "--symref", self._remote.url, *patterns
        )
        objects: dict[str, str] = {}
        default_branch = None
        for line in said.splitlines():
            if head := _HEAD.fullmatch(line):
                default_branch = text_of(head.group(1))
            elif (found := _LISTED.fullmatch(line)) and not found.group(2).endswith(b"^{}"):
                objects[text_of(found.group(2))] = found.group(1).decode()
        if f"refs/heads/{default_branch}" not in objects:
            default_branch = None
        return Listing(objects, default_branch)

    def update(self, listing: Listing) -> None:
        """Fetch what the server has and the mirror lacks; forget refs the server has no more.

        Args:
            listing: What the server has.

        Raises:
            ExtractError: The server did not give it; the mirror stays as it was.
            RejectedError: The server has only a part of the history.
        """
        if self.path.exists():
            try:
                self._clear_locks()
                self._forget(listing)
                self._fetch(self.path)
            except DamagedError:
                self.remove()
        if not self.path.exists():
            self._clone(listing.object_format)
        if (self.path / "shallow").exists():
            self.remove()
            raise RejectedError(
                "the server has a shallow clone, which lacks a part of the history; name the "
                "complete repository in GIT_REPOSITORIES."
            )
        question = "".join(f"{sha}\n" for sha in listing.objects.values()).encode()
        if b" missing" in self._program.local(
            self.path, "cat-file", "--batch-check", stdin=question
        ):
            raise UnavailableError(
                "the server did not give all it had listed, perhaps because it was rewritten "
                "meanwhile; run again."
            )

    def remove(self) -> None:
        """Throw the mirror away; the next update fetches it anew."""
        shutil.rmtree(self.path, ignore_errors=True)

    def tidy(self) -> None:
        """Let git pack what it has collected, if it is time to."""
        if not self.path.exists():
            return
        try:
            self._program.local(self.path, "-c", "gc.auto=6700", "gc", "--auto", "--quiet")
        except DamagedError:
            self.remove()

    def refs(self) -> dict[str, tuple[str, str | None]]:
        """Return each ref's object and the commit it leads to, None if it leads to none."""
        pairs = self._pairs()
        question = b"".join(name + b"^{commit}\n" for name, _ in pairs)
        answers = self._program.local(self.path, "cat-file", "--batch-check", stdin=question)
        return {
            text_of(ref): (name.decode(), _commit_in(answer))
            for (name, ref), answer in zip(pairs, answers.splitlines(), strict=True)
        }

    def reached(self, tips: Iterable[str], *limits: str) -> list[str]:
        """Return every commit that can be reached from some commits, these included, newest first.

        Args:
            tips: Where to start.
            limits: Options of ``git rev-list`` that leave some out.
        """
        question = "".join(f"{tip}\n" for tip in tips).encode()
        if not question:
            return []
        said = self._program.local(self.path, "rev-list", *limits, "--stdin", stdin=question)
        return said.decode().split()

    def is_ancestor(self, before: str, after: str) -> bool:
        """Whether a commit can be reached from another; one the mirror lacks cannot be."""
        question = f"{before}^{{commit}}\n".encode()
        answer = self._program.local(self.path, "cat-file", "--batch-check", stdin=question)
        if _commit_in(answer) is None:
            return False
        return not self._program.local(
            self.path, "rev-list", "--max-count=1", before, f"^{after}", "--"
        )

    def _clone(self, object_format: str) -> None:
        part = self.path.with_name(f"{self.path.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        make_folder(part)
        chosen = f"--object-format={object_format}"
        self._program.local(part, "init", "--quiet", "--bare", "--template=", chosen)
        self._fetch(part)
        part.rename(self.path)

    def _pairs(self) -> list[list[bytes]]:
        """Return object and name of every ref the mirror has."""
        said = self._program.local(
            self.path,
            "for-each-ref",
            "--format=%(objectname) %(refname)",
            "refs/heads",
            "refs/tags",
        )
        return [line.split(b" ", 1) for line in said.splitlines()]

    def _forget(self, listing: Listing) -> None:
        """Delete the refs that the server does not list, which also makes room for new names."""
        gone = [ref for _, ref in self._pairs() if text_of(ref) not in listing.objects]
        if gone:
            orders = b"".join(b"delete " + ref + b"\n" for ref in gone)
            self._program.local(self.path, "update-ref", "--stdin", stdin=orders)

    def _fetch(self, path: Path) -> None:
        self._program.remote(
            self._remote,
            f"--git-dir={path}",
            *("fetch", "--progress", "--no-prune", "--no-tags", "--no-auto-gc", "--force"),
            # Else git would pass over the refs of a shallow clone, and end well.
            *("--update-shallow", "--no-write-fetch-head", self._remote.url, *_REFSPECS),
        )
        if not (path / "HEAD").exists():
            raise local_failure(path, "it has no HEAD")

    def _clear_locks(self) -> None:
        """Remove the locks that a killed git has left; nobody else works on the mirror."""
        for lock in [*self.path.glob("*.lock"), *(self.path / "refs").rglob("*.lock")]:
            lock.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        LandingError: It cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LandingError(
            f"Cannot write to {path}: {os.strerror(error.errno or 0)}; choose another "
            "TEAM_OUTCOMES_HOME."
        ) from error


def text_of(name: bytes) -> str:
    """Return a name as text; bytes that are no UTF-8 are written as a backslash and their code."""
    return name.decode("utf-8", "backslashreplace")


def _commit_in(answer: bytes) -> str | None:
    """Return the commit that ``cat-file --batch-check`` names, if it found one."""
    name, _, rest = answer.partition(b" ")
    return name.decode() if rest.startswith(b"commit ") else None
