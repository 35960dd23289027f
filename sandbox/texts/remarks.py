"""What people write into the columns of the organisation's own files that are for writing.

Belongs here: which columns, and how often. Does not belong here: columns with a rule (extraction
refuses what breaks it), and the files (`sandbox.file_drops`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.texts.naming import Texts

_REMARKS = frozenset({"claim", "note"})
_LONGEST = 5_000
_EVERY = 2


def remarked(texts: Texts, file: str, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows of a file, every second one with a hostile remark where the file has remarks."""
    columns = _REMARKS & rows[0].keys() if texts.is_hostile else ()
    return [
        {**row, **{column: texts.cell(f"{file}.{column}", number)[:_LONGEST] for column in columns}}
        if number % _EVERY == 0
        else row
        for number, row in enumerate(rows)
    ]
