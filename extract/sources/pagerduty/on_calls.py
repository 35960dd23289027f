"""Who was on call when, by stretches of time.

Belongs here: on-calls and what replaced them. Does not belong here: schedules (``lists.py``).

A list of on-calls has whatever overlaps the time asked for, so a stretch that is read again tells
which on-calls of it are no longer true: somebody else took over.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from extract.core.source import Row
from extract.core.vanished import vanished
from extract.sources.pagerduty import parsing, shapes
from extract.sources.pagerduty.account import AccountRun, Kind
from extract.sources.pagerduty.client import Question
from extract.sources.pagerduty.streams import ESCALATION_POLICIES, ON_CALLS

_SECOND = timedelta(seconds=1)
_ON_CALLS = Kind(
    ON_CALLS,
    Question("/oncalls", "oncalls"),
    shapes.ON_CALL,
    parsing.on_call_row,
    moment="started_at",
    is_by_team=False,
)


def read_on_calls(run: AccountRun) -> None:
    """Read who was on call since the last run, and who turned out not to have been."""
    kind = _ON_CALLS
    if run.teams:
        policies = sorted(run.landing.known_keys(ESCALATION_POLICIES))
        if not policies:
            run.log.read(ON_CALLS, 0, "the chosen teams have no escalation policies")
            return
        asked = {"escalation_policy_ids[]": policies}
        kind = replace(kind, question=replace(kind.question, parameters=asked))
    reading = run.read_over_time(kind)
    if reading.is_whole and not reading.rejected:
        known = {
            key for key, row in _known(run).items() if _overlaps(row, reading.since, run.until)
        }
        run.batch.add_tombstones(ON_CALLS, vanished(known, reading.rows, run.request))
    run.note(ON_CALLS, None, is_whole=reading.is_whole)


def _known(run: AccountRun) -> dict[Any, Row]:
    columns = ("started_at", "ended_at")
    return run.landing.landed.live_rows(ON_CALLS, columns=columns)


def _overlaps(row: Row, since: datetime, until: datetime) -> bool:
    """Whether an on-call surely lies in a stretch of time, not only at its edge."""
    starts_before = row["started_at"] is None or row["started_at"] < until - _SECOND
    ends_after = row["ended_at"] is None or row["ended_at"] > since + _SECOND
    return starts_before and ends_after
