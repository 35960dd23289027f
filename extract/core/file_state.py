"""What is remembered of every file between runs, as rows of ``extraction_state``.

Belongs here: the record and its JSON. Does not belong here: deciding whether to read a file again.
One row a file, so that a commit writes only what it covers, however many files there are.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from extract.core.common_streams import EXTRACTION_STATE
from extract.core.landing import Landing

_PREFIX = "file|"


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when it was last read.

    Attributes:
        scope: Where its rows were landed.
        size: In bytes.
        modified_ns: When it was last written, in nanoseconds since 1970.
        context: What its rows depended on beside its content.
        sha256: Of its content; None where it was refused for its place.
        parent: The key of the row that its other rows hang on, where there is one.
        refused: Keys of its entries in the quarantine.
    """

    scope: str
    size: int
    modified_ns: int
    context: str = ""
    sha256: str | None = None
    parent: str | None = None
    refused: tuple[str, ...] = ()


def read_states(landing: Landing) -> dict[str, FileState]:
    """Return what is remembered, by the files' paths."""
    rows = landing.landed.live_rows(EXTRACTION_STATE, columns=("state_json",))
    return {
        key.removeprefix(_PREFIX): _state(row["state_json"])
        for key, row in rows.items()
        if key.startswith(_PREFIX)
    }


def state_rows(states: dict[str, FileState]) -> dict[str, dict[str, object]]:
    """Return the states as ``Landing.commit`` takes them, by their keys."""
    return {f"{_PREFIX}{path}": asdict(state) for path, state in states.items()}


def _state(text: str) -> FileState:
    values = json.loads(text)
    return FileState(**{**values, "refused": tuple(values["refused"])})
