"""Reads commits with their changed files from one pass of ``git log``, as they come.

Belongs here: the format of that output. Does not belong here: what of it is landed (``rows.py``).

Three pictures of a commit's files follow one another, in the same order: ``--raw`` (modes and
status), ``--numstat`` (counts), both of them ended by NUL so that any file name can be told, and
the patch without context, of which only the positions are read. A merge has none of them: its
lines came by the commits that it merges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from extract.core.errors import UnavailableError
from extract.sources.git.line_ranges import LineRanges

ARGUMENTS = (
    "log",
    "--no-walk=unsorted",
    "--stdin",
    "-z",
    "--raw",
    "--numstat",
    "--patch",
    "--unified=0",
    "--root",
    "--find-renames=50%",
    "-l1000",
    "--diff-algorithm=myers",
    "--no-abbrev",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-mailmap",
    "--no-show-signature",
    "--no-notes",
    "--encoding=UTF-8",
    "--format=format:%H%x00%P%x00%ae%x00%ce%x00%at%x00%ct%x00%B%x00",
)
"""The command that writes what ``read`` understands; it takes the commits from its input."""

_HEADER_FIELDS = 7
_PIECE = 1 << 16
_TWO_PATHS = (b"R", b"C")
_CONTENT = (b"+", b"-", b"\\")


class EndedError(UnavailableError):
    """git ended before it had written all."""


@dataclass
class FileChange:
    """One file that a commit changed, as git tells it.

    Attributes:
        path: Where it is now, or was if it is gone.
        old_path: Where it was before, if it was renamed.
        status: git's letter: A, C, D, M, R or T.
        modes: Its kind and permissions before and after.
        additions: Lines added; None if it is binary.
        deletions: Lines removed; None if it is binary.
        changed_lines: Ranges of the new lines, as ``LineRanges`` writes them.
    """

    path: bytes
    old_path: bytes | None
    status: str
    modes: tuple[str, str]
    additions: int | None = 0
    deletions: int | None = 0
    changed_lines: str | None = None

    @property
    def patch_count(self) -> int:
        """How many patches it has: a file that becomes a link is removed and added."""
        return 2 if self.status == "T" else 1


@dataclass
class Commit:
    """One commit, as git tells it."""

    sha: str
    parents: tuple[str, ...]
    author_address: str
    committer_address: str
    authored: str
    committed: str
    message: str
    files: list[FileChange] = field(default_factory=list)


class Output:
    """What a command writes, read piece by piece up to a mark.

    Args:
        stream: Where it comes from.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held = b""
        self._at = 0

    def next_byte(self) -> bytes:
        """Return the byte that comes next, without taking it; nothing at the end."""
        if self._at >= len(self._held):
            self._held, self._at = self._stream.read(_PIECE), 0
        return self._held[self._at : self._at + 1]

    def skip(self) -> None:
        """Take one byte."""
        self._at += 1

    def until(self, mark: bytes) -> bytes:
        """Take everything up to a mark of one byte, and the mark; return it without the mark.

        Raises:
            EndedError: The output ends before.
        """
        start = self._at
        while (end := self._held.find(mark, start)) < 0:
            more = self._stream.read(_PIECE)
            if not more:
                raise EndedError("git's output ends in the middle; run again.")
            self._held = self._held[self._at :] + more
            start, self._at = len(self._held) - len(more), 0
        taken = self._held[self._at : end]
        self._at = end + 1
        return taken

    def skip_line(self) -> None:
        """Take the rest of a line, however long, without keeping it."""
        while (end := self._held.find(b"\n", self._at)) < 0:
            self._held, self._at = self._stream.read(_PIECE), 0
            if not self._held:
                return
        self._at = end + 1


def read(stream: IO[bytes]) -> Iterator[Commit]:
    """Yield the commits that the command of ``ARGUMENTS`` writes.

    Raises:
        UnavailableError: The output is not as this git writes it.
    """
    output = Output(stream)
    while output.next_byte():
        try:
            commit = _commit(output)
        except (ValueError, IndexError) as error:
            raise UnavailableError(
                f"git's output is not as expected ({str(error)[:100]}); this version of git may "
                "not be supported."
            ) from error
        yield commit


def _commit(output: Output) -> Commit:
    fields = [output.until(b"\0") for _ in range(_HEADER_FIELDS)]
    sha, parents, author, committer, authored, committed, message = (
        value.decode("utf-8", "replace") for value in fields
    )
    commit = Commit(sha, tuple(parents.split()), author, committer, authored, committed, message)
    if output.next_byte() == b"\n":
        output.skip()
        commit.files = _files(output)
        _read_counts(output, commit.files)
        _read_patches(output, commit.files)
    if output.next_byte() == b"\0":
        output.skip()
    return commit


def _files(output: Output) -> list[FileChange]:
    files = []
    while output.next_byte() == b":":
        before, after, _, _, status = output.until(b"\0")[1:].split(b" ")
        old_path = output.until(b"\0") if status.startswith(_TWO_PATHS) else None
        path = output.until(b"\0")
        modes = (before.decode(), after.decode())
        files.append(FileChange(path, old_path, status[:1].decode(), modes))
    return files


def _read_counts(output: Output, files: list[FileChange]) -> None:
    """Read the counts; git leaves out a file of which nothing has changed after all."""
    waiting = iter(files)
    while output.next_byte() not in (b"\0", b""):
        added, deleted, path = output.until(b"\0").split(b"\t", 2)
        if not path:
            output.until(b"\0")
            path = output.until(b"\0")
        counted = next((file for file in waiting if file.path == path), None)
        if counted is None:
            raise ValueError("counts of a file that is not listed")
        counted.additions = None if added == b"-" else int(added)
        counted.deletions = None if deleted == b"-" else int(deleted)
    if output.next_byte():
        output.skip()


def _read_patches(output: Output, files: list[FileChange]) -> None:
    """Read where the new lines lie, of every file that has text."""
    patches: list[LineRanges] = []
    # Every line of a patch begins with a sign or a word of git's, never with NUL.
    while (sign := output.next_byte()) not in (b"\0", b""):
        if sign in _CONTENT:
            output.skip_line()
            continue
        line = output.until(b"\n")
        if line.startswith(b"@@"):
            patches[-1].add_hunk(line)
        elif line.startswith(b"diff --git "):
            patches.append(LineRanges())
    if len(patches) != sum(file.patch_count for file in files):
        return
    following = iter(patches)
    for file in files:
        ranges = [next(following) for _ in range(file.patch_count)][-1]
        if file.additions is not None:
            file.changed_lines = ranges.text()
