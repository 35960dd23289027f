"""Reads a folder of files that others write: what lies there, and the content of each.

Belongs here: walking, fingerprints, reading one file, and errors that name file, line and remedy.
Does not belong here: what a file means (a source), and which files were read before
(``file_runs.py``).

What is not followed or read, so that no file counts twice and no walk goes on for ever: names that
begin with a dot; links to folders. What such a link leads to is read where it lies if that is below
the folder, and told as a problem if it is not.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from extract.core.errors import NotFoundError, PermissionDeniedError, RecordError

MAX_FILE_BYTES = 100_000_000
"""More than any report we know of; one file is held in memory."""

_MEGABYTE = 1_000_000
_SHOWN = 200


class FileError(RecordError):
    """A file, or one record of it, cannot be used.

    Args:
        path: The file, relative to its folder.
        what: What is wrong, one clause.
        remedy: What to do about it, one sentence without its full stop.
        line: The line of the problem, counted from 1, where there is one.
        name: The field of the problem, where there is one.
    """

    def __init__(
        self, path: str, what: str, remedy: str, *, line: int | None = None, name: str | None = None
    ) -> None:
        self.path = path
        self.line = line
        self.name = name
        where = [shown(path)]
        if line is not None:
            where.append(f"line {line}")
        if name is not None:
            where.append(shown(name))
        super().__init__(f"{', '.join(where)}: {what}. {remedy}.")


class UnreadableError(FileError):
    """A file or folder is there, but its content could not be read; the next run tries again."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as the folder lists it.

    Attributes:
        path: Relative to the folder, its parts joined by ``/``.
        size: In bytes.
        modified_ns: When it was last written, in nanoseconds since 1970.
    """

    path: str
    size: int
    modified_ns: int


@dataclass(slots=True)
class Listing:
    """What a walk found: files in order of their paths, and what could not be looked at."""

    files: list[File] = field(default_factory=list)
    problems: list[UnreadableError] = field(default_factory=list)


class Folder:
    """A folder of files that others write.

    Args:
        root: Where it is.
        variable: The setting that names it, for messages.
    """

    def __init__(self, root: Path, variable: str) -> None:
        self.root = root
        self._variable = variable

    def list(self, suffixes: Collection[str]) -> Listing:
        """Return the files whose names end in one of the suffixes, in capitals or not.

        Raises:
            NotFoundError: The folder itself is not there, or is no folder.
            PermissionDeniedError: The folder itself may not be listed.
        """
        place = f"{self._variable} is {shown(str(self.root))}"
        try:
            waiting = list(os.scandir(self.root))
        except PermissionError as error:
            raise PermissionDeniedError(
                f"{place}, which this user may not list; let this user read the folder."
            ) from error
        except (OSError, ValueError) as error:
            raise NotFoundError(
                f"{place}, where there is no folder to be listed; mount or create it, or correct "
                "the setting."
            ) from error
        endings = tuple(suffix.lower() for suffix in suffixes)
        found = Listing()
        while waiting:
            waiting.extend(self._look(waiting.pop(), endings, found))
        found.files.sort(key=lambda file: file.path)
        found.problems.sort(key=lambda problem: problem.path)
        return found

    def read(self, path: str, limit: int = MAX_FILE_BYTES) -> bytes:
        """Return the content of a file.

        Raises:
            UnreadableError: It vanished, or this user may not read it.
            FileError: It is larger than the limit, in bytes.
        """
        try:
            with (self.root / path).open("rb") as stream:
                content = stream.read(limit + 1)
        except OSError as error:
            raise _unreadable(path, error) from error
        if len(content) > limit:
            raise FileError(
                path,
                f"it is larger than {limit / _MEGABYTE:g} MB",
                "Check that it is the right file, or write it in several",
            )
        return content

    def has(self, path: str) -> bool:
        """Whether there is a plain file at a path relative to the folder."""
        return (self.root / path).is_file()

    def _look(
        self, entry: os.DirEntry[str], endings: tuple[str, ...], found: Listing
    ) -> Iterable[os.DirEntry[str]]:
        """Take note of one entry; return what lies in it if it is a folder to be walked."""
        path = Path(entry.path).relative_to(self.root).as_posix()
        is_wanted = entry.name.lower().endswith(endings)
        if entry.name.startswith(".") or (entry.is_symlink() and self._is_skipped(entry, endings)):
            return ()
        try:
            state = entry.stat()
            if stat.S_ISDIR(state.st_mode):
                if entry.is_symlink():
                    found.problems.append(_outside(path))
                    return ()
                return list(os.scandir(entry.path))
        except OSError as error:
            found.problems.append(_unreadable(path, error))
            return ()
        if is_wanted:
            _note(path, state, found)
        return ()

    def _is_skipped(self, link: os.DirEntry[str], endings: tuple[str, ...]) -> bool:
        """Whether a link leads to what is read elsewhere, or to nothing that is wanted."""
        target = Path(link.path)
        if target.is_dir():
            return target.resolve().is_relative_to(self.root.resolve())
        return not link.name.lower().endswith(endings)


def shown(text: str) -> str:
    """Return a text as messages show it: what cannot be printed escaped, cut when long."""
    cut = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return "".join(
        character if character.isprintable() else f"\\x{ord(character):02x}" for character in cut
    )


def _note(path: str, state: os.stat_result, found: Listing) -> None:
    if not path.isprintable():
        # A name that is no text could not be landed; a line break in one would spoil messages.
        found.problems.append(
            UnreadableError(shown(path), "its name holds what cannot be printed", "Rename it")
        )
    elif not stat.S_ISREG(state.st_mode):
        found.problems.append(
            UnreadableError(path, "it is neither a file nor a folder", "Put a plain file there")
        )
    else:
        found.files.append(File(path, state.st_size, state.st_mtime_ns))


def _unreadable(path: str, error: OSError) -> UnreadableError:
    return UnreadableError(
        path, f"it cannot be read ({error.strerror})", "Let this user read it, or remove it"
    )


def _outside(path: str) -> UnreadableError:
    return UnreadableError(
        path,
        "it is a link to a folder elsewhere, which is not followed",
        "Put the files themselves there",
    )
