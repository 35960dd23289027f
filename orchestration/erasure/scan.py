"""Looks for a person in every file of a data root: in names, bytes, and opened contents.

Here: the guard that says whether an erasure is whole. Not here: removing anything.

It is stricter than what replaces: a long identifier is found even where letters touch it. The bytes
of a packed file are searched, too, since a database may hold what no table shows any more; short
identifiers would be found there by chance, so they are searched for in opened contents only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from extract.core import tokens
from extract.core.people import is_about_people
from extract.core.veil import JSON_COLUMNS
from orchestration.erasure import contents
from orchestration.people.identifiers import Identifier

FEWEST_BYTES = 6


@dataclass(frozen=True)
class Finding:
    """A place where a person still stands.

    Attributes:
        path: The file, from the data root on.
        where: The column, `name of the file` or `bytes`.
    """

    path: str
    where: str


@dataclass
class Scan:
    """What a scan saw.

    Attributes:
        files: How many files were opened.
        size: Their bytes.
        findings: Where the person stands.
    """

    files: int = 0
    size: int = 0
    findings: list[Finding] = field(default_factory=list)


def scan(home: Path, identifiers: Sequence[Identifier], without: Collection[Path] = ()) -> Scan:
    """Look for a person everywhere.

    Args:
        home: The data root.
        identifiers: By which names the person stood in it.
        without: Files that are left out.
    """
    found = Scan()
    scanner = Scanner(identifiers)
    for file in sorted(path for path in home.rglob("*") if path.is_file() or path.is_symlink()):
        if file in without:
            continue
        found.files += 1
        found.size += file.lstat().st_size
        name = file.relative_to(home).as_posix()
        found.findings += [
            Finding(name, where) for where in sorted(set(scanner.places(home, file)))
        ]
    return found


class Scanner:
    """Finds the identifiers of one person in single files.

    Args:
        identifiers: What is looked for.
    """

    def __init__(self, identifiers: Sequence[Identifier]) -> None:
        spellings = {
            tokens.core(form)
            for identifier in identifiers
            if identifier.left_because is None
            for form in tokens.spellings(identifier.text)
        }
        self._cores = spellings - {""}
        # What is shared with somebody else is nobody's sign.
        self._wholes = {
            tokens.whole(identifier.text)
            for identifier in identifiers
            if identifier.left_because and not identifier.sources
        }
        patterns = {core: tokens.anywhere(core) for core in self._cores}
        raw = [p.encode() for core, p in patterns.items() if len(core.encode()) >= FEWEST_BYTES]
        self._raw = re.compile(b"|".join(raw), re.IGNORECASE) if raw else None
        self._loose = re.compile("|".join(patterns.values()), re.IGNORECASE) if patterns else None
        self._near = [core.encode() for core in self._cores]

    def places(self, home: Path, file: Path) -> Iterator[str]:
        """Where in a file the person stands; nothing for one that does not name them."""
        if self.is_named("", file.relative_to(home).as_posix()):
            yield "name of the file"
        if not file.is_file():
            return
        if contents.is_packed(file) or contents.text_of(file) is None:
            yield from self._in_bytes(file)
        try:
            for column, text in contents.texts(file):
                if self.is_named(column, text):
                    yield column or "text"
        except (duckdb.Error, pa.ArrowException) as error:
            yield f"cannot be opened: {str(error).splitlines()[0][:80]}"

    def is_named(self, column: str, text: str) -> bool:
        """Whether a text of a column names the person."""
        lowered = text.casefold()
        if (
            self._loose
            and any(core in lowered for core in self._cores)
            and self._loose.search(text)
        ):
            return True
        if not self._wholes or column in JSON_COLUMNS or not is_about_people(column):
            return False
        return any(tokens.whole(part) in self._wholes for part in (text, *text.split(",")))

    def _in_bytes(self, file: Path) -> Iterator[str]:
        if self._raw is None:
            return
        content = file.read_bytes()
        lowered = content.lower()
        if any(core in lowered for core in self._near) and self._raw.search(content):
            yield "bytes"
