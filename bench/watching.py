"""A reader that never stops reading the published files.

Here: looking, and judging what was seen. Not here: killing runs (`soak.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from bench.looking import Looking
from bench.published import Table, files, read_database, read_parquet

PAUSE_SECONDS = 0.1


def _whole(file: Path) -> dict[str, str]:
    """The digest of every table of a file."""
    if file.suffix == ".parquet":
        return {"": read_parquet(file).digest}
    return {f" {name}": table.digest for name, table in read_database(file).items()}


class Watcher(Looking):
    """Reads every published file again and again in a thread of its own, while in its block.

    Args:
        published: The folder of the publication.
        read: Gives the digest of every table of a file.
        pause_seconds: Between two looks at all files; looking takes a processor.

    A look remembers the digests of all tables of a file together, so that a database with the
    old state of one table and the new state of another is noticed.
    """

    def __init__(
        self,
        published: Path,
        read: Callable[[Path], dict[str, str]] = _whole,
        *,
        pause_seconds: float = PAUSE_SECONDS,
    ) -> None:
        super().__init__(pause_seconds)
        self._published = published
        self._read = read
        self._seen: dict[str, set[tuple[tuple[str, str], ...]]] = {}
        self._unreadable: list[str] = []
        self.looks = 0

    def _look(self) -> None:
        for file in files(self._published):
            self._look_at(file)

    def _look_at(self, file: Path) -> None:
        name = str(file.relative_to(self._published))
        try:
            tables = self._read(file)
        except (duckdb.Error, OSError) as error:
            self._unreadable.append(f"{name} was unreadable: {error}")
        else:
            self._seen.setdefault(name, set()).add(tuple(sorted(tables.items())))
            self.looks += 1

    def problems(self, before: Mapping[str, Table], after: Mapping[str, Table]) -> list[str]:
        """What was seen that is neither the publication before nor the one after."""
        found = list(self._unreadable)
        for name, states in self._seen.items():
            whole = {_state(name, before), _state(name, after)}
            found += [f"{name} was half or changed in between" for _ in states - whole]
        return found


def _state(file: str, publication: Mapping[str, Table]) -> tuple[tuple[str, str], ...]:
    """A file's tables with their digests, in the form a look remembers."""
    return tuple(
        sorted(
            (name.removeprefix(file), table.digest)
            for name, table in publication.items()
            if name.split(" ")[0] == file
        )
    )
