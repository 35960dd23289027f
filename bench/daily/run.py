"""The daily job with its times written down: `python -m bench.daily.run FILE`.

Here: running it unchanged, with a mark after each import, the events Dagster recorded, and how long
some calls took. Not here: what the times mean (`items.py`).
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.daily.recorded import IMPORTS
from extract.core.clock import Clock

# What happens inside of a step or an import, and has no event of its own.
CALLS = (
    ("orchestration.dbt_command", "manifest"),
    ("orchestration.defs.resources", "compact_source"),
    ("orchestration.daily", "tell_after"),
)


def main(file: Path) -> int:
    """Run the daily job, write what it took to a file, give its exit code."""
    now = Clock().wall_seconds
    marks = {"started": now()}
    calls: dict[str, float] = {}
    for module in IMPORTS:
        loaded = importlib.import_module(module)
        marks[module] = now()
        for owner, name in CALLS:
            if owner == module:
                setattr(loaded, name, _timed(getattr(loaded, name), name, calls))
    events: list[tuple[str, str, float]] = []
    _keep_events(sys.modules["dagster"], events)
    code = int(sys.modules["orchestration.daily"].main([]))
    recorded = {"marks": marks, "ended": now(), "calls": calls, "events": events}
    file.write_text(json.dumps(recorded), encoding="utf-8")
    return code


def _timed(call: Callable[..., Any], name: str, calls: dict[str, float]) -> Callable[..., Any]:
    """The call, with its seconds added to those of its name."""

    def timed(*arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return call(*arguments, **named)
        finally:
            calls[name] = calls.get(name, 0.0) + time.perf_counter() - started

    return timed


def _keep_events(dagster: Any, events: list[tuple[str, str, float]]) -> None:
    """Have the instance of the run leave its events: kind, step and seconds since 1970."""
    ephemeral = dagster.DagsterInstance.ephemeral

    @contextmanager
    def kept() -> Iterator[Any]:
        with ephemeral() as instance:
            yield instance
            for run in instance.get_runs():
                events.extend(
                    (str(entry.dagster_event_type.value), entry.step_key or "", entry.timestamp)
                    for entry in instance.all_logs(run.run_id)
                    if entry.dagster_event_type
                )

    dagster.DagsterInstance.ephemeral = kept


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
