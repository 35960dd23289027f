"""Reads recorded HTTP exchanges, one JSON object a line.

Here: lines to exchanges; a line that is no exchange is kept with its reason.
Not here: what an answer should be parsed to.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; header names in lower case, `line` counted from 1."""

    line: int
    method: str
    path: str
    query: str
    status: int
    headers: Mapping[str, str]
    body: Any
    request_body: Any

    @property
    def repository(self) -> str:
        """`owner/name` as the path says, or the number that stands for it."""
        parts = self.path.strip("/").split("/")
        return "/".join(parts[1:3]) if parts[0] == "repos" else f"repositories/{parts[1]}"


@dataclass(frozen=True)
class Unreadable:
    """A line that is no exchange."""

    line: int
    reason: str
    payload: str


@dataclass(frozen=True)
class Recordings:
    """Everything in a file."""

    exchanges: list[Exchange]
    unreadable: list[Unreadable]


def read(path: Path) -> Recordings:
    """All lines of a gzipped file of recordings."""
    with gzip.open(path, "rb") as stream:
        return parse(stream)


def parse(lines: Iterable[bytes]) -> Recordings:
    """Every line, as an exchange or as unreadable; blank lines are no lines."""
    found = Recordings([], [])
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.exchanges.append(_exchange(number, json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                reason = f"{type(error).__name__}: {error}"
                text = line[:200].decode("utf-8", "replace")
                found.unreadable.append(Unreadable(number, reason, text))
    return found


def _exchange(line: int, raw: Mapping[str, Any]) -> Exchange:
    url = urlsplit(raw["url"])
    response = raw["response"]
    return Exchange(
        line=line,
        method=raw["request"]["method"].upper(),
        path=url.path.removeprefix("/api/v3"),
        query=url.query,
        status=int(raw["status"]),
        headers={
            name.lower(): ", ".join(value) if isinstance(value, list) else str(value)
            for name, value in (response.get("headers") or {}).items()
        },
        body=response.get("body"),
        request_body=raw["request"].get("body"),
    )
