"""What the benches wrote, put together.

Here: which bench writes which file. Not here: how it is shown (`page.py`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Part:
    """One bench's part of the report.

    Attributes:
        file: What it writes.
        command: How it is run, for a reader who misses it.
    """

    file: str
    command: str


PARTS: Mapping[str, Part] = {
    "requests": Part("requests.json", "python -m bench.requests"),
    "tool_requests": Part("tool-requests.json", "python -m bench.tool_requests"),
    "peers": Part("peers.json", "python -m bench.peers"),
    "landing": Part("landing.json", "python -m bench.landing"),
    "guards": Part("guards.json", "python -m bench.guards"),
    "scale": Part("scale.json", "python -m bench.scale"),
    "increments": Part("increments.json", "python -m bench.increments.cost"),
    "daily": Part("daily.json", "python -m bench.daily"),
    "dora": Part("dora.json", "python -m bench.dora"),
}


class ReportError(ValueError):
    """The report cannot be made; the text is one line that says what to do."""


def collected(folder: Path) -> dict[str, Any]:
    """What lies in a folder, by bench; None for one that has written nothing.

    Raises:
        ReportError: A file is not whole, or there is none.
    """
    found = {name: _read(folder / part.file) for name, part in PARTS.items()}
    if not any(found.values()):
        raise ReportError(f"{folder} holds nothing that a bench wrote; run `make bench` first.")
    return {"processors": os.cpu_count(), **found}


def _read(file: Path) -> Any:
    if not file.exists():
        return None
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ReportError(
            f"{file}, line {error.lineno}: {error.msg}; remove the file, or run its bench again."
        ) from error
