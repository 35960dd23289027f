"""What goes wrong in one round of the fault laboratory, drawn from a seed.

Here: the kinds of rounds, and the drawing. Not here: carrying a round out (`fault_round.py`), or
the report (`faults.py`).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

TRANSIENT = (
    "bad_gateway",
    "duplicated",
    "html",
    "malformed",
    "rate_limited",
    "reordered",
    "reset",
    "server_error",
    "skewed_clock",
    "stall",
    "truncated",
)
"""Faults that pass by themselves."""

ROUNDS = ("cold", "later", "token", "permission", "new_value", "vanished_field", "new_field")
"""What a round is about.

cold: transient faults while everything is read for the first time. later: the same while changes
and deletions are read. token: the token expires in between. permission: a permission is taken away.
The others: the vendor changes its records.
"""

SKEWS = (-86_400, -3_600, 3_600, 86_400)


@dataclass(frozen=True)
class Schedule:
    """One round.

    Attributes:
        seed: What it was drawn from.
        kind: One of `ROUNDS`.
        faults: The plan for the sandbox, as its control endpoint takes it.
        shift_every: A record moves after so many requests; None for never.
        touched_share: Share of the records that change between two readings.
        choice: A number in [0, 1) for whatever the round has to choose from.
    """

    seed: int
    kind: str
    faults: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    shift_every: int | None = None
    touched_share: float = 0.02
    choice: float = 0.0


def drawn(seed: int, kinds: Sequence[str] = ROUNDS) -> Schedule:
    """The round of a seed."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    kind = kinds[seed % len(kinds)]
    faults = [_fault(draw) for _ in range(draw.randint(2, 6))]
    if kind == "token":
        faults.append({"kind": "unauthorized", "after": draw.randint(0, 12)})
    return Schedule(
        seed=seed,
        kind=kind,
        faults=tuple(faults),
        shift_every=draw.choice((None, 3, 7)),
        touched_share=draw.choice((0.01, 0.05, 0.3)),
        choice=draw.random(),
    )


def _fault(draw: random.Random) -> dict[str, Any]:
    kind = draw.choice(TRANSIENT)
    fault: dict[str, Any] = {"kind": kind, "after": draw.randint(0, 25)}
    if kind == "rate_limited":
        fault["seconds"] = draw.randint(1, 90)
    elif kind == "skewed_clock":
        fault["seconds"] = abs(draw.choice(SKEWS))
    elif kind not in {"stall"}:
        fault["count"] = draw.randint(1, 3)
    return fault
