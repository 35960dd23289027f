"""Where exports lie, and for how long they have been there.

Here: names of folders, which tell the instant and nobody's name. Not here: what is in them.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from extract.core import tokens

FOLDER = "exports"
_STAMP = "%Y%m%dT%H%M%SZ"


def new(home: Path, moment: datetime) -> Path:
    """A folder for one export that nothing lies in yet."""
    return home / FOLDER / f"{moment:{_STAMP}}-{secrets.token_hex(4)}"


def made(home: Path) -> Iterator[tuple[Path, datetime]]:
    """Every export with the instant it was made."""
    for folder in sorted((home / FOLDER).glob("*")):
        stamp = folder.name.partition("-")[0]
        try:
            yield folder, datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue


def naming(home: Path, cores: Collection[str]) -> list[Path]:
    """The exports that name a person by any of these identifiers."""
    return [
        folder
        for folder, _ in made(home)
        if any(
            tokens.holds(file.read_text(encoding="utf-8"), cores)
            for file in folder.rglob("*")
            if file.is_file()
        )
    ]
