"""What follows when a guard fails.

Here: the consequences there are, and the rules of a source: which suite has which. Not here: the
list of guards (`registry.py`).

A severity of `block` stops the publication; `degrade` takes the values of the metrics that need the
stream and gives them the status named here; `warn` only says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from expectations.suite import Suite

Severity = Literal["block", "degrade", "warn"]
Status = Literal["source_missing", "source_stale", "source_partial"]


@dataclass(frozen=True)
class Consequence:
    """What a failure leads to.

    Attributes:
        severity: What happens.
        status: What metrics get that need the stream, where the severity is `degrade`.
    """

    severity: Severity
    status: Status | None = None


BLOCKS = Consequence("block")
WARNS = Consequence("warn")
PARTIAL = Consequence("degrade", "source_partial")
STALE = Consequence("degrade", "source_stale")
MISSING = Consequence("degrade", "source_missing")


@dataclass(frozen=True)
class Rule:
    """A suite over a stream, and what follows when it fails.

    Attributes:
        build: Builds the suite; its name is the stream's.
        consequence: What follows.
    """

    build: Callable[[], Suite]
    consequence: Consequence

    @property
    def stream(self) -> str:
        """The stream whose rows it judges."""
        return self.build.__name__


def rules(consequence: Consequence, *builders: Callable[[], Suite]) -> tuple[Rule, ...]:
    """The rules of a source that have the same consequence."""
    return tuple(Rule(build, consequence) for build in builders)
