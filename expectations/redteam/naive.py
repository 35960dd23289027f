"""Naive definitions of metrics, to tell what hardening is worth: the same attacks run over them.

Belongs here: reading `naive/*.sql`. Does not belong here: anything published.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from expectations.redteam import headers

FOLDER = Path(__file__).parent / "naive"
KEYS: dict[str, type | tuple[type, ...]] = {
    "name": str,
    "direction": str,
    "scale": str,
    "hardened": list,
}


@dataclass(frozen=True)
class Naive:
    """A definition as many tools have it.

    Attributes:
        naive_id: The name of its file.
        direction: up or down: what the attacker wants.
        scale: log, sqrt or none, as for the limits of a metric.
        hardened: Our metrics in its place.
        sql: Selects team_id, grain, period_start and value.
    """

    naive_id: str
    name: str
    direction: str
    scale: str
    hardened: tuple[str, ...]
    sql: str


def all_naive(folder: Path = FOLDER) -> list[Naive]:
    """Every naive definition, by its name.

    Raises:
        RedTeamError: One of them cannot be used.
    """
    found = []
    for path in sorted(folder.glob("*.sql")):
        header, text = headers.read(path, KEYS)
        (statement,) = headers.statements(text)
        found.append(
            Naive(
                naive_id=path.stem,
                name=header["name"],
                direction=header["direction"],
                scale=header["scale"],
                hardened=tuple(header["hardened"]),
                sql=statement,
            )
        )
    return found
