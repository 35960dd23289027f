"""What went wrong in a run of Dagster, read from its events.

Here: from events to the words of steps. Not here: telling anybody (`alerts/`), Dagster itself: its
events are only looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from orchestration.alerts.troubles import Trouble

if TYPE_CHECKING:
    from dagster import DagsterEvent  # noqa: TID251


def problems(events: Sequence[DagsterEvent]) -> Iterator[Trouble]:
    """What could not be read although the run went on, in the words of the step."""
    for event in events:
        if event.is_step_materialization:
            metadata = event.step_materialization_data.materialization.metadata
            if "problem" in metadata:
                yield Trouble(_step(event), str(metadata["problem"].value), went_on=True)


def failures(events: Sequence[DagsterEvent]) -> Iterator[Trouble]:
    """Why steps failed, in the words of the step."""
    for event in events:
        if not event.is_step_failure:
            continue
        data = event.step_failure_data
        if data.user_failure_data and data.user_failure_data.description:
            yield Trouble(_step(event), data.user_failure_data.description)
        elif data.error:
            error = data.error
            while error.cause:
                error = error.cause
            yield Trouble(_step(event), f"{event.step_key}: {error.message}")


def _step(event: DagsterEvent) -> str:
    return event.step_key or "run"
