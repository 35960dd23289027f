"""What a round of the fault laboratory came to.

Here: the outcome, and comparing landed columns with the tool's. Not here: playing a round
(`fault_round.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from bench.fault_schedule import Schedule


@dataclass
class Outcome:
    """What a round came to.

    Attributes:
        tool: Which was read.
        schedule: What went wrong.
        runs: How many runs it took.
        records: How many records the tool holds.
        lost: Keys that are not landed, as ``stream/key``.
        invented: Keys that are landed and do not exist.
        differing: Columns that differ from the tool's, as ``stream/key.column``.
        unseen: What a guard should have told and did not.
        told: The broken signals, where they were asked for.
    """

    tool: str
    schedule: Schedule
    runs: int = 0
    records: int = 0
    lost: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Nothing lost, nothing invented, nothing different, nothing unseen."""
        return not (self.lost or self.invented or self.differing or self.unseen)


def differences(
    name: str, truth: Mapping[str, Mapping[str, Any]], live: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Columns of landed records that are not as the tool holds them.

    Args:
        name: The stream.
        truth: The tool's columns by key.
        live: The landed columns by key.
    """
    return [
        f"{name}/{key}.{column}: {_plain(live[key][column])!r} is not {expected!r}"
        for key in sorted(truth.keys() & live.keys())
        for column, expected in truth[key].items()
        if _plain(live[key][column]) != _plain(expected)
    ]


def _plain(value: Any) -> Any:
    """An instant as naive UTC text, everything else as it is."""
    if isinstance(value, str) and len(value) > len("2026-01-31"):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(UTC).replace(tzinfo=None)
    return value.isoformat() if isinstance(value, date) else value
