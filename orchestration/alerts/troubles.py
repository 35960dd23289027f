"""What went wrong in a run, as alerts.

Here: from the words of a step to an alert with what to do. Not here: reading a run's events
(`orchestration/troubles.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from orchestration.alerts.alert import ENGINEERS, FAILURE, Alert, named, plain

EXTRACTION = "extract_"
REMEDIES = {
    "dbt": "Look into dbt/logs/dbt.log of the data root, mend the data or the model, then run "
    "again.",
    "guards": "Look for the guard in docs/README.md and for its rows in gates.gate_results of "
    "warehouse.duckdb; mend what it found, then run again.",
    "publish": "Mend what is named, then run again.",
    "published__quarterly_audit": "Mend what is named, then: make audit QUARTER=<quarter>.",
}


@dataclass(frozen=True)
class Trouble:
    """One thing that went wrong in a run.

    Attributes:
        step: Which step of the run; `run` where it could not begin.
        reason: Why, in the step's own words.
        went_on: Whether the run went on, without what this step could not read.
    """

    step: str
    reason: str
    went_on: bool = False


def alerts(troubles: Iterable[Trouble], run: str, published: datetime | None) -> Iterator[Alert]:
    """One alert a trouble.

    Args:
        troubles: What went wrong.
        run: The run's name, so that a run is told once and the next one anew.
        published: Of when the publication is that readers have now.
    """
    for trouble in troubles:
        yield Alert(
            named(FAILURE, run, trouble.step, trouble.reason),
            FAILURE,
            ENGINEERS,
            _title(trouble),
            f"{_consequence(trouble, published)} {_remedy(trouble.step)}",
            plain(f"It said: {trouble.reason}"),
        )


def _title(trouble: Trouble) -> str:
    source = trouble.step.removeprefix(EXTRACTION)
    if trouble.went_on:
        return f"{source} could not be read completely"
    if trouble.step.startswith(EXTRACTION):
        return f"The run stopped: {source} could not be read"
    return "The run could not begin" if trouble.step == "run" else f"The run stopped in {source}"


def _consequence(trouble: Trouble, published: datetime | None) -> str:
    if trouble.went_on:
        return "The run went on; numbers that need it say why they are missing."
    if published is None:
        return "Nothing is published yet."
    return f"The last good publication stays: that of {published:%Y-%m-%d %H:%M} UTC."


def _remedy(step: str) -> str:
    if step.startswith(EXTRACTION):
        source = step.removeprefix(EXTRACTION)
        return (
            f"What to do: see docs/sources/{source}.md, check its settings in .env and whether it "
            "answers, then run again."
        )
    return f"What to do: {REMEDIES.get(step, 'Mend what is named, then run again.')}"
