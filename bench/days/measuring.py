"""What a day leaves: files and bytes by folder, what does not count.

Here: looking. Not here: the memory it takes (`bench/memory.py`), whether it is too much
(`verdicts.py`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from extract.core import small_files
from extract.core.landed import Landed
from extract.registry import SOURCES
from orchestration.publication.write import UNFINISHED


@dataclass(frozen=True)
class Left:
    """What lies there after a day.

    Attributes:
        files: How many files, by folder of the data root (and `tmp`).
        bytes: Their sizes.
        orphans: Files that do not count any more, or never did.
        most_small_files: Of past days, in the stream that has most of them.
    """

    files: dict[str, int] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    orphans: list[str] = field(default_factory=list)
    most_small_files: int = 0


def look(home: Path, temporary: Path, today: date) -> Left:
    """Look at a data root that nobody is writing to.

    Args:
        home: The data root.
        temporary: Where the day's processes put temporary files.
        today: Its day.
    """
    files: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for root, prefix in ((home, ""), (temporary, "tmp")):
        for path in root.rglob("*"):
            if path.is_file():
                name = prefix or path.relative_to(root).parts[0]
                files[name] += 1
                sizes[name] += path.stat().st_size
    return Left(dict(files), dict(sizes), sorted(_orphans(home)), _most_small_files(home, today))


def _orphans(home: Path) -> set[str]:
    found = set(home.rglob(f".*{UNFINISHED}"))
    for source in SOURCES:
        found |= set(Landed(home / "landing" / source.name).orphans())
    return {path.relative_to(home).as_posix() for path in found}


def _most_small_files(home: Path, today: date) -> int:
    counts = [0]
    for source in SOURCES:
        landed = Landed(home / "landing" / source.name)
        found = small_files.find(landed, source.streams, today, many=0)
        counts += [small_files.count(files) for files in found.values()]
    return max(counts)
