"""All guards over a warehouse, dealt out to processes, and what they found written down.

Here: dealing and writing. Not here: what one guard finds (`gates.py`), the processes
(`processes.py`), Great Expectations (`runner.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from expectations import gates, runner
from expectations.gates import Gate
from expectations.processes import Processes, waiting
from expectations.registry import GUARDS

DEALS = 8
"""Several for each process, since guards take from a hundredth of a second to a whole one."""


def prepare(processes: Processes) -> None:
    """Have the processes import Great Expectations while they wait."""
    processes.prepare(runner.prepare)


def run(warehouse: Path, processes: Processes | None = None) -> dict[str, list[Gate]]:
    """Judge a warehouse that nobody writes to, and write its gates.

    Args:
        warehouse: The database; opened by each process, then by this one.
        processes: Those that wait already; without them they are started, and end here.

    Returns:
        Gates by the name of the guard, in the registry's order.

    Raises:
        duckdb.Error: The warehouse cannot be opened or written.
        ProcessEndedError: A process ended before it had judged.
    """
    deals = [(str(warehouse), range(deal, len(GUARDS), DEALS)) for deal in range(DEALS)]
    found: dict[str, list[Gate]] = {}
    with waiting(processes) as ready:
        for judged in ready.calls(_judged, deals):
            found |= judged
    ordered = {guard.name: found[guard.name] for guard in GUARDS}
    with duckdb.connect(str(warehouse)) as connection:
        gates.write(connection, [gate for of_guard in ordered.values() for gate in of_guard])
    return ordered


def _judged(warehouse: str, positions: Iterable[int]) -> dict[str, list[Gate]]:
    """Some of the guards, in the process that was asked."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        guards = [GUARDS[position] for position in positions]
        return {guard.name: gates.judge(connection, guard) for guard in guards}
