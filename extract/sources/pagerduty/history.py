"""What happened: log entries, then the incidents they speak of.

Belongs here: which incidents have to be read again, and which are gone. Does not belong here:
windows and pages (``account.py``, ``client.py``).

Incidents can be listed by when they were made, not by when they changed. What changes one is
written into its log, so the log is read first and names the incidents to fetch again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from extract.core.errors import NotFoundError
from extract.core.parallel import in_order
from extract.core.vanished import vanished
from extract.sources.pagerduty import parsing, shapes
from extract.sources.pagerduty.account import AccountRun, Kind, Reading
from extract.sources.pagerduty.client import PAGE_SIZE, Found, Question
from extract.sources.pagerduty.settings import LANES
from extract.sources.pagerduty.streams import INCIDENTS, LOG_ENTRIES
from extract.sources.pagerduty.windows import windows

LONGEST = timedelta(days=180)
"""The longest stretch of incidents: PagerDuty refuses more than six months."""

_INCIDENTS = Kind(
    INCIDENTS,
    # Oldest first: what is added while the pages are read comes last. Every status is given if
    # none is asked for; to name those known today would lose those of tomorrow.
    Question("/incidents", "incidents", {"sort_by": "created_at:asc"}),
    shapes.INCIDENT,
    parsing.incident_row,
    longest=LONGEST,
)
_LOG_ENTRIES = Kind(
    LOG_ENTRIES, Question("/log_entries", "log_entries"), shapes.LOG_ENTRY, parsing.log_entry_row
)


def read_log_entries(run: AccountRun) -> None:
    """Read what was done since the last run, and note which incidents it concerns."""
    known = run.landing.known_keys(LOG_ENTRIES)
    incidents_are_known = run.state.of(INCIDENTS.name).reached is not None
    pending = set(run.state.pending_incidents)

    def note_incidents(found: Found) -> None:
        if incidents_are_known:
            pending.update(_incidents_of(found.records, known))
            run.state.pending_incidents = sorted(pending)

    reading = run.read_over_time(_LOG_ENTRIES, note_incidents)
    expected = reading.expected if reading.is_from_beginning else None
    run.note(LOG_ENTRIES, expected, is_whole=reading.is_whole)


def _incidents_of(records: list[Any], known: set[Any]) -> set[str]:
    """Return the incidents of log entries that are new to us."""
    found = set()
    for raw in records:
        incident = raw.get("incident") if isinstance(raw, Mapping) else None
        if isinstance(incident, Mapping) and raw.get("id") not in known:
            found.add(str(incident.get("id")))
    return found


def read_incidents(run: AccountRun) -> None:
    """Read new incidents, fetch the changed ones again, and settle what the counts say."""
    reading = run.read_over_time(_INCIDENTS)
    _fetch_pending(run, reading)
    run.commit()
    is_whole = reading.is_whole and _settle(run, reading)
    run.note(INCIDENTS, reading.expected, is_whole=is_whole)


def _fetch_pending(run: AccountRun, reading: Reading) -> None:
    """Fetch incidents with new log entries, unless they have just been read anyway."""
    since = run.state.since_at()
    wanted = set(run.state.pending_incidents) - reading.identifiers
    start = _cheaper_from(run, wanted)
    if start is not None:
        wanted -= run.read_over_time(_INCIDENTS, start=start).identifiers
    for incident, raw in in_order(lambda key: _incident(run, key), sorted(wanted), LANES):
        if raw is None:
            _bury(run, {incident} & run.landing.known_keys(INCIDENTS))
            continue
        shaped = shapes.kept(raw, shapes.INCIDENT)
        row = run.batch.parsed(INCIDENTS, parsing.incident_row, shaped)
        if row is not None and (since is None or row["created_at"] >= since):
            run.batch.rows[INCIDENTS.name].append(row)
    run.state.pending_incidents = []


def _cheaper_from(run: AccountRun, wanted: set[str]) -> datetime | None:
    """Return from when on to list incidents, if that takes fewer requests than one for each."""
    rows = run.landing.landed.live_rows(INCIDENTS, columns=("created_at",)) if wanted else {}
    start = min((rows[key]["created_at"] for key in wanted & rows.keys()), default=None)
    if start is None:
        return None
    since_then = sum(row["created_at"] >= start for row in rows.values())
    pages = math.ceil(since_then / PAGE_SIZE) + (run.until - start) // LONGEST + 1
    return start if pages < len(wanted) else None


def _incident(run: AccountRun, incident: str) -> Any | None:
    try:
        return run.client.record(f"/incidents/{incident}", "incident")
    except NotFoundError:
        return None


def _settle(run: AccountRun, reading: Reading) -> bool:
    """Compare PagerDuty's count with ours; where they differ, list everything.

    The two counts may differ for ever, by a record in quarantine: a difference that was looked
    into is not looked into again. Returns whether everything that was announced came.
    """
    if not reading.is_from_beginning:
        reading.expected = _count(run)
    known = run.landing.known_keys(INCIDENTS)
    counts = [reading.expected, len(known)]
    if reading.expected is None or counts[0] == counts[1] or counts == run.state.accepted:
        return True
    everything = run.read_over_time(_INCIDENTS, start=run.beginning())
    run.commit()
    reading.expected = everything.expected
    if everything.is_whole:
        _bury(run, vanished(known, everything.identifiers, run.request))
        run.commit()
        left = len(run.landing.known_keys(INCIDENTS))
        run.state.accepted = [reading.expected or 0, left]
    return everything.is_whole


def _count(run: AccountRun) -> int | None:
    """Return how many incidents there are from the beginning to the end of this run."""
    beginning = run.beginning()
    if beginning is None:
        return 0
    question = run.of_teams(_INCIDENTS.question)
    stretches = windows(beginning, run.until, LONGEST)
    totals = in_order(lambda w: run.client.total(question.within(w)), stretches, LANES)
    counted = [total for _, total in totals]
    return None if None in counted else sum(total or 0 for total in counted)


def _bury(run: AccountRun, incidents: set[Any]) -> None:
    """Add tombstones for incidents that are gone, and for their log entries."""
    if not incidents:
        return
    run.commit()
    run.batch.add_tombstones(INCIDENTS, incidents)
    entries = run.landing.landed.children(LOG_ENTRIES, "incident_id", incidents)
    run.batch.add_tombstones(LOG_ENTRIES, entries)
