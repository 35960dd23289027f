"""What detectors may read, and all they may read: a relation for each kind of thing that happens.

Belongs here: the declaration and the names of the relations. Does not belong here: filling them
(`warehouse.py`, or the evaluation laboratory).

The warehouse fills them by the models `int_observations__<name>`. `week_start` is the Monday of the
local ISO week in which the thing happened. Keys of people are opaque and stay in the warehouse:
what a detector answers has a team and no person.
"""

from __future__ import annotations

import re
from pathlib import Path

DECLARATIONS = Path(__file__).with_name("declarations")
RELATION = re.compile(r"create table observed\.(\w+)")


def declaration() -> str:
    """The SQL that creates every relation, empty, in the schema `observed`."""
    parts = [path.read_text(encoding="utf-8") for path in sorted(DECLARATIONS.glob("*.sql"))]
    return "\n".join(["create schema if not exists observed;", *parts])


def relations() -> list[str]:
    """The relations detectors read, by name."""
    return RELATION.findall(declaration())
