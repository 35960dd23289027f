"""SQL files that begin with a YAML comment: what the file says of itself, and its statements.

Belongs here: reading and checking such files. Does not belong here: what the keys mean
(`attacks.py`, `naive.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

HEADER = re.compile(r"\A/\*\n(.*?)\n\*/\n(.+)\Z", re.DOTALL)


class RedTeamError(Exception):
    """A file of the red team that cannot be used; says file, key, what was expected."""


def read(path: Path, keys: Mapping[str, type | tuple[type, ...]]) -> tuple[dict[str, Any], str]:
    """The header and the SQL of a file.

    Args:
        path: The file.
        keys: The type of each key; a tuple that holds NoneType lets the key be left out.

    Raises:
        RedTeamError: No header, a key that is missing or unknown, or a value of another type.
    """
    found = HEADER.match(path.read_text(encoding="utf-8"))
    if not found:
        raise RedTeamError(
            f"{path.name}: begin with a comment /* … */ of YAML keys, then SQL; see a neighbour."
        )
    try:
        header = yaml.safe_load(found[1])
    except yaml.YAMLError as error:
        raise RedTeamError(f"{path.name}: the header is no YAML: {error}") from error
    if not isinstance(header, dict):
        raise RedTeamError(f"{path.name}: the header has no keys; expected {', '.join(keys)}.")
    for key in sorted(map(str, header.keys() - keys.keys())):
        raise RedTeamError(f"{path.name}: {key} is unknown; expected {', '.join(keys)}.")
    for key, kind in keys.items():
        if not isinstance(header.get(key), kind):
            raise RedTeamError(f"{path.name}: {key} is {header.get(key)!r}; expected {kind}.")
    return header, found[2]


def statements(text: str) -> list[str]:
    """The statements of SQL that ends each with a semicolon at the end of a line."""
    return [part.strip() for part in re.split(r";\s*(?:\n|\Z)", text) if part.strip()]
