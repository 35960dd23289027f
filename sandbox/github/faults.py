"""Faults: answers that a client has to survive, by plan or by chance.

Belongs here: which request meets which fault. Does not belong here: limits that follow from
what is asked (`sandbox.github.budget`, `sandbox.github.cost`).

A planned fault `{"kind", "retry_after", "count", "match", "after", "seconds"}` meets `count`
requests that `match` (a part of the path or of the operation's name), after letting `after` of them
pass. `seconds` is the length of a stall, or how far a clock is off. The kinds of
`sandbox.kit.faults` may be planned by their names there: a `rate_limited` one is a `secondary_429`
that asks to wait for `seconds`.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.kit.faults import BREAKING, SPOILING

# Only a GraphQL answer can carry these.
GRAPHQL_KINDS = frozenset({"graphql_errors", "partial", "primary_200", "secondary_200"})
# These spoil a true answer; all others stand in its place, or break the connection.
SPOILING_KINDS = frozenset({"partial"}) | SPOILING
KINDS = tuple(
    sorted(
        {
            "bad_gateway",
            "bad_gateway_html",
            "forbidden",
            "gateway_timeout",
            "html",
            "primary_403",
            "primary_429",
            "secondary_403",
            "secondary_429",
            "server_error",
            "unauthorized",
        }
        | GRAPHQL_KINDS
        | SPOILING_KINDS
        | BREAKING
    )
)
_LIMITED = "rate_limited"


class FaultError(ValueError):
    """A plan that cannot be followed; the message names the entry, the key and the remedy."""


@dataclass(slots=True)
class Fault:
    """A kind of fault and which of the coming requests it meets."""

    kind: str
    retry_after: int | None = None
    count: int = 1
    match: str = ""
    after: int = 0
    seconds: int = 1

    def concerns(self, path: str, operation: str) -> bool:
        """Whether a request is one of those this fault is meant for."""
        if self.kind in GRAPHQL_KINDS and not path.endswith("/graphql"):
            return False
        return self.match in path or self.match in operation


def read_plan(entries: Any) -> list[Fault]:
    """Check and read a plan.

    Raises:
        FaultError: an entry cannot be followed.
    """
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        raise FaultError("plan must be a list of faults")
    return [_read(number, entry) for number, entry in enumerate(entries)]


def _read(number: int, entry: Any) -> Fault:
    if isinstance(entry, Mapping) and entry.get("kind") == _LIMITED:
        entry = {"retry_after": entry.get("seconds", 1), **entry, "kind": "secondary_429"}
    if not isinstance(entry, Mapping) or entry.get("kind") not in KINDS:
        raise FaultError(f"plan[{number}].kind must be one of {', '.join((*KINDS, _LIMITED))}")
    unknown = set(entry) - set(Fault.__slots__)
    if unknown:
        raise FaultError(f"plan[{number}] has unknown keys: {', '.join(sorted(unknown))}")
    for name, least in (("count", 1), ("after", 0), ("retry_after", 0), ("seconds", 0)):
        value = entry.get(name)
        if value is not None and (not isinstance(value, int) or value < least):
            raise FaultError(f"plan[{number}].{name} must be a whole number of at least {least}")
    return Fault(**{name: value for name, value in entry.items() if value is not None})


class FaultPlan:
    """The faults to come."""

    def __init__(self, shares: Mapping[str, float], seed: int) -> None:
        self.planned: list[Fault] = []
        self.shares = shares
        self._seed = seed

    def take(self, path: str, operation: str, ordinal: int) -> Fault | None:
        """The fault that the `ordinal`-th request meets, if any; a plan goes before chance."""
        for fault in self.planned:
            if not fault.concerns(path, operation):
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.count -= 1
            if fault.count <= 0:
                self.planned.remove(fault)
            return fault
        return self._by_chance(path, operation, ordinal)

    def _by_chance(self, path: str, operation: str, ordinal: int) -> Fault | None:
        draw = random.Random(f"{self._seed}:{ordinal}").random()  # noqa: S311 - no secret
        for kind, share in sorted(self.shares.items()):
            if draw < share:
                fault = Fault(kind)
                return fault if fault.concerns(path, operation) else None
            draw -= share
        return None
