"""Lands what was read of one project, and says how complete it is.

Belongs here: rows and tombstones of one project. Does not belong here: requests (``project.py``).
"""

from __future__ import annotations

from extract.core.batch import Batch
from extract.core.landing import Landing
from extract.core.scope_log import COMPLETE, PARTIAL, ScopeLog
from extract.core.source import RunRequest, Stream
from extract.core.vanished import vanished
from extract.sources.sonarqube.client import Listed
from extract.sources.sonarqube.metrics import FILE_COLUMNS, HISTORY
from extract.sources.sonarqube.parsing import analysis_row, file_row, measure_row
from extract.sources.sonarqube.project import ProjectReading
from extract.sources.sonarqube.streams import ANALYSES, FILE_MEASURES, MEASURES


def land(landing: Landing, request: RunRequest, key: str, reading: ProjectReading) -> None:
    """Land a project's records in one commit with the state that covers them.

    Raises:
        VisibilityError: All of many files are gone; then nothing is landed.
        LandingError: The rows could not be written.
    """
    batch = Batch(key)
    for raw in reading.analyses.records if reading.analyses else ():
        batch.add(ANALYSES, analysis_row, raw, key)
    for metric, point in reading.history:
        batch.add(MEASURES, measure_row, point, key, metric)
    if reading.files is not None:
        _add_files(batch, landing, request, reading.files)
    landing.commit(batch.take(), {key: reading.state.as_json()}, scope=key)


def _add_files(batch: Batch, landing: Landing, request: RunRequest, files: Listed) -> None:
    """Add the files, and tombstones for those that a whole listing no longer has.

    A permission hides a project or nothing of it, so files may go in any number; only that all of
    them are gone has to be believed first.
    """
    rows = [batch.add(FILE_MEASURES, file_row, raw, batch.scope) for raw in files.records]
    seen = {row["file_id"] for row in rows if row is not None}
    if files.is_whole and len(seen) >= files.total:
        known = landing.known_keys(FILE_MEASURES, batch.scope)
        batch.add_tombstones(
            FILE_MEASURES, known - seen if seen else vanished(known, seen, request)
        )


def note(log: ScopeLog, reading: ProjectReading, known_metrics: frozenset[str]) -> None:
    """Say of each stream of a project how it went."""
    since = f"since {reading.state.since}" if reading.state.since else None
    unknown = sorted({*HISTORY, *FILE_COLUMNS.values()} - known_metrics)
    lacking = f"this server has no {', '.join(unknown)}" if unknown else None
    _note_list(log, ANALYSES, reading.analyses, since, countable=reading.is_everything)
    log.read(MEASURES, detail="; ".join(filter(None, (since, lacking))) or None)
    _note_list(log, FILE_MEASURES, reading.files, lacking, countable=True)


def _note_list(
    log: ScopeLog, stream: Stream, listed: Listed | None, detail: str | None, *, countable: bool
) -> None:
    """Note a list: partial if it could not be read whole, nothing expected if it was not read."""
    if listed is None:
        log.read(stream, detail=detail)
        return
    missing = None if listed.is_whole else f"of {listed.total} records not all could be read"
    log.read(
        stream,
        listed.total if countable else None,
        "; ".join(filter(None, (detail, missing))) or None,
        COMPLETE if listed.is_whole else PARTIAL,
    )
