"""Landed files as a relation of SQL, each row with the load it belongs to.

Belongs here: the one place that knows where a load id stands: in the name of a file that dlt
wrote, in the column ``_load_id`` of a compacted one. Does not belong here: which files count.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.core.load_records import is_compacted

LOAD_ID = "_load_id"
_FROM_NAME = "regexp_extract(filename, '([0-9]+[.][0-9]+)[.][^/]*$', 1)"


def literal(path: Path) -> str:
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def relation(files: Sequence[Path]) -> str:
    """Every landed row with ``_load_id``, ``filename`` and ``file_row_number``.

    Args:
        files: At least one; columns that a file lacks are null in its rows.
    """
    compacted = [path for path in files if is_compacted(path)]
    plain = [path for path in files if not is_compacted(path)]
    parts = []
    if compacted:
        parts.append(f"select * from {_files(compacted)}")  # noqa: S608 - paths
    if plain:
        parts.append(f"select *, {_FROM_NAME} as {LOAD_ID} from {_files(plain)}")  # noqa: S608
    return f"({' union all by name '.join(parts)})"


def _files(paths: Sequence[Path]) -> str:
    names = ", ".join(map(literal, paths))
    return f"read_parquet([{names}], union_by_name = true, filename = true, file_row_number = true)"
