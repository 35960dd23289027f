"""Reads the records of what counts in a landing: complete loads, and compacted files.

Belongs here: the two kinds of record under ``_dlt_loads``, and the files they name.
Does not belong here: rows (``landed.py``), writing a record (dlt, and ``compaction.py``).

A record of dlt names one complete load. A record of a compaction names many, the files that now
hold their rows, and everything it replaced: what is named as replaced does not count, though a
run that was killed may not have removed it yet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.core.errors import LandingError

LOADS_FOLDER = "_dlt_loads"
COLUMN_FILL = "_column_fill"
"""The folder of what compacted files no longer tell: how full each column of each load was."""
COMPACTED = "compacted-"
"""What names of compacted files begin with."""
COMPACTION = "compaction__"
"""What names of records of compactions begin with."""
_COMPLETE = 0


@dataclass(frozen=True)
class CompactedFile:
    """A file that holds rows of many loads.

    Attributes:
        stream: The folder it lies in.
        name: Its name there.
        last_load_id: The newest load in it.
    """

    stream: str
    name: str
    last_load_id: str

    @property
    def path(self) -> str:
        """Where it lies below the source's landing."""
        return f"{self.stream}/{self.name}"


@dataclass(frozen=True)
class Record:
    """What one record says.

    Attributes:
        loads: When each complete load was recorded, by load id.
        files: The compacted files that count.
        replaced: Paths below the source's landing that do not count any more.
    """

    loads: Mapping[str, str] = field(default_factory=dict)
    files: tuple[CompactedFile, ...] = ()
    replaced: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Records:
    """What all records of a source say together, by the name of the record's file.

    Attributes:
        by_name: The readable ones.
        broken: Records that a kill cut short; the loads they were to record do not count.
    """

    by_name: Mapping[str, Record]
    broken: tuple[Path, ...] = ()

    @property
    def loads(self) -> dict[str, str]:
        """When each complete load was recorded, by load id."""
        return {load: at for one in self.by_name.values() for load, at in one.loads.items()}

    @property
    def replaced(self) -> frozenset[str]:
        """Paths that do not count any more."""
        return frozenset().union(*(one.replaced for one in self.by_name.values()))

    @property
    def compacted(self) -> dict[str, CompactedFile]:
        """The compacted files that count, by path."""
        replaced = self.replaced
        files = (file for one in self.by_name.values() for file in one.files)
        return {file.path: file for file in files if file.path not in replaced}


def read(folder: Path, known: Mapping[str, Record] | None = None) -> Records:
    """Read the records of one source.

    Args:
        folder: ``landing/<source>``; it need not exist yet.
        known: What was read before; a record never changes, so its file is not read again.

    Raises:
        LandingError: The record of a compaction cannot be read, so nobody can say what counts.
    """
    found: dict[str, Record] = {}
    broken = []
    for path in sorted((folder / LOADS_FOLDER).glob("*.jsonl")):
        record = (known or {}).get(path.name) or _read(path)
        if record is not None:
            found[path.name] = record
        elif path.name.startswith(COMPACTION):
            # To take its files for orphans would be to lose every row in them.
            raise LandingError(
                f"{path} cannot be read, and it says which landed files count. Nothing was "
                "touched; restore this file from a backup, then run again."
            )
        else:
            broken.append(path)
    return Records(found, tuple(broken))


def content(
    loads: Mapping[str, str], files: Iterable[CompactedFile], replaced: Iterable[str]
) -> str:
    """The text of a compaction's record; dbt reads the same fields (``macros/landing``)."""
    return json.dumps(
        {
            "status": _COMPLETE,
            "loads": [{"load_id": load, "inserted_at": at} for load, at in sorted(loads.items())],
            "files": [vars(file) for file in files],
            "replaced": sorted(replaced),
        }
    )


def is_compacted(path: Path) -> bool:
    """Whether a file holds rows of many loads, each with its load id in a column."""
    return path.name.startswith(COMPACTED)


def load_id_of(path: Path) -> str:
    """Return the load a file of dlt belongs to: ``<load id>.<file id>.parquet``."""
    return path.name.removesuffix(".parquet").rpartition(".")[0]


def _read(path: Path) -> Record | None:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["status"] != _COMPLETE:
            return None
        return _of_compaction(said) if "loads" in said else _of_load(said)
    except (ValueError, KeyError, TypeError):
        return None


def _of_load(said: Mapping[str, Any]) -> Record:
    return Record({str(said["load_id"]): str(said.get("inserted_at", ""))})


def _of_compaction(said: Mapping[str, Any]) -> Record:
    return Record(
        {one["load_id"]: one["inserted_at"] for one in said["loads"]},
        tuple(CompactedFile(**one) for one in said["files"]),
        frozenset(said["replaced"]),
    )
