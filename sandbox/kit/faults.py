"""Faults that a client has to survive: which request meets which.

Belongs here: kinds and the plan. Does not belong here: carrying one out (`sandbox.kit.gate`,
`sandbox.kit.spoiling`, `sandbox.kit.connection`).

A planned fault `{"kind", "count", "match", "after", "seconds"}` meets `count` requests whose path
holds `match`, after letting `after` of them pass. `seconds` is the wait a limit asks for, the
length of a stall, or how far a clock is off.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

INSTEAD = frozenset(
    {"bad_gateway", "forbidden", "html", "rate_limited", "server_error", "unauthorized"}
)
"""These stand in place of a true answer."""

SPOILING = frozenset({"duplicated", "malformed", "reordered", "skewed_clock", "truncated"})
"""These spoil a true answer."""

BREAKING = frozenset({"reset", "stall"})
"""These break the connection."""

KINDS = tuple(sorted(INSTEAD | SPOILING | BREAKING))


class FaultError(ValueError):
    """A plan that cannot be followed; the message names the entry, the key and the remedy."""


@dataclass(slots=True)
class Fault:
    """A kind of fault and which of the coming requests it meets."""

    kind: str
    count: int = 1
    match: str = ""
    after: int = 0
    seconds: int = 1


def read_plan(entries: Any) -> list[Fault]:
    """Check and read a plan.

    Raises:
        FaultError: An entry cannot be followed.
    """
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        raise FaultError("plan must be a list of faults")
    return [_read(number, entry) for number, entry in enumerate(entries)]


def _read(number: int, entry: Any) -> Fault:
    if not isinstance(entry, Mapping) or entry.get("kind") not in KINDS:
        raise FaultError(f"plan[{number}].kind must be one of {', '.join(KINDS)}")
    unknown = set(entry) - set(Fault.__slots__)
    if unknown:
        raise FaultError(f"plan[{number}] has unknown keys: {', '.join(sorted(unknown))}")
    for name, least in (("count", 1), ("after", 0), ("seconds", 0)):
        value = entry.get(name, least)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise FaultError(f"plan[{number}].{name} must be a whole number of at least {least}")
    return Fault(**entry)


class FaultPlan:
    """The faults to come."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def take(self, path: str) -> Fault | None:
        """The fault that a request to `path` meets, if any."""
        for fault in self.planned:
            if fault.match not in path:
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.count -= 1
            if fault.count <= 0:
                self.planned.remove(fault)
            return fault
        return None
