"""What an erasure has to finish, in case it is cut short.

Here: one file that is there exactly while an erasure is. Not here: what is done.

It holds the identity, because without it nobody could go on; it is wiped and removed at the end.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from extract.core.erasures import put
from orchestration.lock import UNFINISHED_ERASURE
from orchestration.people.identifiers import Identifier


class JournalError(Exception):
    """The journal says something else than the command; the text is one line."""


@dataclass(frozen=True)
class Journal:
    """An erasure that is under way.

    Attributes:
        person: The person_id.
        identifiers: By which names the person stood here when it began.
    """

    person: str
    identifiers: tuple[Identifier, ...]

    @property
    def pseudonym(self) -> str:
        """What the person_id becomes."""
        return self.identifiers[0].becomes


def file_of(home: Path) -> Path:
    """Where the journal of a data root lies."""
    return home / UNFINISHED_ERASURE


def write(home: Path, journal: Journal) -> None:
    """Keep a journal before anything is touched."""
    put(file_of(home), json.dumps(asdict(journal)).encode(), mode=0o600)


def read(home: Path) -> Journal | None:
    """The journal of an erasure that was cut short; None if there is none.

    Raises:
        JournalError: It is there and cannot be read.
    """
    file = file_of(home)
    if not file.exists():
        return None
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        found = tuple(
            Identifier(**{**entry, "sources": tuple(entry["sources"])})
            for entry in content["identifiers"]
        )
        return Journal(content["person"], found)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise JournalError(
            f"{file} cannot be read; remove it and erase the person again."
        ) from error


def remove(home: Path) -> None:
    """Overwrite the journal and remove it."""
    file = file_of(home)
    if file.exists():
        with file.open("r+b") as handle:
            handle.write(b"\0" * file.stat().st_size)
            handle.flush()
            os.fsync(handle.fileno())
        file.unlink()
    file.with_name(f".{UNFINISHED_ERASURE}.unfinished").unlink(missing_ok=True)
