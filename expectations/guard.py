"""What a guard is: which rows it looks at, what it expects of them, and what follows when it fails.

Belongs here: the plain records that suites, registry, runner and gates share.
Does not belong here: Great Expectations (runner.py) and any particular guard (suites/).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["block", "degrade", "warn"]
"""block: nothing is published. degrade: what depends on it is not shown. warn: it is recorded."""

BrokenStatus = Literal["source_stale", "source_missing", "source_partial"]


@dataclass(frozen=True)
class Expectation:
    """One expectation of Great Expectations, by its name in snake case, with its arguments."""

    name: str
    arguments: dict[str, Any]

    @property
    def title(self) -> str:
        """A short name that is unique within a suite."""
        about = [
            str(self.arguments[key])
            for key in ("column", "column_A", "column_B")
            if key in self.arguments
        ]
        return "__".join([self.name, *about])


def expect(name: str, **arguments: Any) -> Expectation:
    """Write an expectation: `expect("column_values_to_not_be_null", column="team_id")`."""
    return Expectation(name, arguments)


@dataclass(frozen=True)
class Guard:
    """One relation and what is expected of it.

    Attributes:
        name: Names it everywhere: the check in Dagster, the row in gate_results.
        sql: A bounded select over the warehouse; it is read into memory.
        expectations: What must hold.
        severity: What a failure does.
        source: The source it speaks of; None where it speaks of published tables.
        stream: The stream it speaks of.
        status_when_failed: The status of what depends on a failed source.
        is_signal: Its rows are signals, each judged and gated by itself.
    """

    name: str
    sql: str
    expectations: tuple[Expectation, ...]
    severity: Severity
    source: str | None = None
    stream: str | None = None
    status_when_failed: BrokenStatus | None = None
    is_signal: bool = False


@dataclass(frozen=True)
class Verdict:
    """What one expectation found.

    Attributes:
        guard: The guard it belongs to.
        expectation: What was expected.
        passed: Whether it holds.
        failing_rows: The rows that break it, where it can be said of single rows.
        detail: What was seen, without any value of a row.
    """

    guard: Guard
    expectation: Expectation
    passed: bool
    failing_rows: list[dict[str, Any]] = field(default_factory=list)
    detail: str = ""
