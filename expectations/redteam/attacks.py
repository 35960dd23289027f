"""The registry of attacks: one SQL file each, with what an action costs and what it aims at.

Belongs here: reading and checking `attacks/*.sql`. Does not belong here: running them (`field.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from types import NoneType

from expectations.redteam import headers

FOLDER = Path(__file__).parent / "attacks"
PARTS = Path(__file__).parent / "parts"
MINUTES_A_WEEK = 40 * 60
KEYS: dict[str, type | tuple[type, ...]] = {
    "story": str,
    "minutes": int,
    "supply": (int, NoneType),
    "needs_collusion": bool,
    "form": str,
    "week": (str, NoneType),
    "is_conditional": (bool, NoneType),
    "metrics": list,
    "naive": (list, NoneType),
    "streams": list,
    "parts": (list, NoneType),
}
FORMS = ("naive", "adaptive")
WEEKS = ("within", "last")


@dataclass(frozen=True)
class Attack:
    """How somebody with one login moves numbers.

    Attributes:
        attack_id: The name of its file.
        story: What the attacker does, in one sentence.
        actions: How many actions a week of 40 hours holds; what there is to act on may be less.
        needs_collusion: Somebody else has to help; then it says nothing about one person.
        form: naive for what moves naive definitions, adaptive for what knows ours.
        week: The week of a quarter a clever attacker takes: any `within` it, or its `last` one.
        is_conditional: Weeks in which there is nothing to act on are left out: the attacker waits.
        metrics: The metrics it aims at.
        naive: The naive definitions it aims at.
        streams: The landed tables it changes, as `source.stream`.
        sql: Its statements, and those of the parts it shares with others.
    """

    attack_id: str
    story: str
    minutes: int
    actions: int
    needs_collusion: bool
    form: str
    week: str
    is_conditional: bool
    metrics: tuple[str, ...]
    naive: tuple[str, ...]
    streams: tuple[str, ...]
    sql: tuple[str, ...]


def read(path: Path) -> Attack:
    """One attack.

    Raises:
        RedTeamError: It cannot be used.
    """
    header, text = headers.read(path, KEYS)
    if header["minutes"] < 1:
        raise headers.RedTeamError(f"{path.name}: minutes is {header['minutes']}; expected 1 up.")
    for key, known in (("form", FORMS), ("week", (*WEEKS, None))):
        if header.get(key) not in known:
            raise headers.RedTeamError(
                f"{path.name}: {key} is {header.get(key)!r}; expected one of {known}."
            )
    parts = [
        (PARTS / f"{part}.sql").read_text(encoding="utf-8") for part in header.get("parts") or ()
    ]
    in_time = MINUTES_A_WEEK // header["minutes"]
    return Attack(
        attack_id=path.stem,
        story=" ".join(header["story"].split()),
        minutes=header["minutes"],
        actions=min(in_time, header.get("supply") or in_time),
        needs_collusion=header["needs_collusion"],
        form=header["form"],
        week=header.get("week") or "within",
        is_conditional=bool(header.get("is_conditional")),
        metrics=tuple(header["metrics"]),
        naive=tuple(header.get("naive") or ()),
        streams=tuple(header["streams"]),
        sql=tuple(statement for each in (text, *parts) for statement in headers.statements(each)),
    )


def all_attacks(folder: Path = FOLDER) -> list[Attack]:
    """Every attack, by its name.

    Raises:
        RedTeamError: One of them cannot be used.
    """
    return [read(path) for path in sorted(folder.glob("*.sql"))]


def check_aims(
    attacks: Collection[Attack], metrics: Collection[str], naive: Collection[str]
) -> None:
    """Each attack aims at something there is.

    Raises:
        RedTeamError: One aims at a metric or a naive definition that nobody knows.
    """
    for attack in attacks:
        for aims, known in ((attack.metrics, metrics), (attack.naive, naive)):
            for unknown in sorted(set(aims) - set(known)):
                raise headers.RedTeamError(
                    f"{attack.attack_id}.sql: aims at {unknown}, which does not exist."
                )
        if not attack.metrics and not attack.naive:
            raise headers.RedTeamError(f"{attack.attack_id}.sql: aims at nothing.")
