"""The streams of the file drops, and one run: read everything, then land it in one load.

Here: the streams, tombstones of rows that left the files, the log of the run.
Not here: reading and judging the files (reading.py), columns of CSV files (schemas/).

The files are read whole before anything is landed, so a file that cannot be read leaves the last
landing as it is. The landing leaves out rows that say nothing new.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, LogEntry
from extract.core.landing import Landing
from extract.core.source import DAY, INTEGER, TEXT, Row, RunRequest, RunResult, Stream
from extract.sources.file_drops import organisation, reading
from extract.sources.file_drops.csv_files import CSV_FILES
from extract.sources.file_drops.entries import EVERYTHING, Content, Rejection
from extract.sources.file_drops.settings import FileDropSettings

SCOPE = "organisation"
MAX_PROBLEMS_TOLD = 20
ABSENT = "absent"
_FILES = {file.name: file.path for file in CSV_FILES}
_VALIDITY = {"valid_from": DAY, "valid_to": DAY}

ORGANISATION_STREAMS = (
    Stream(
        "teams",
        "team_id",
        {
            "team_id": TEXT,
            "team_name": TEXT,
            "parent_team_id": TEXT,
            "team_type": TEXT,
            "valid_from": DAY,
        },
    ),
    Stream(
        "team_calendars",
        "team_calendar_id",
        {"team_calendar_id": TEXT, "team_id": TEXT, "time_zone": TEXT, **_VALIDITY},
    ),
    Stream(
        "holidays",
        "holiday_id",
        {"holiday_id": TEXT, "team_id": TEXT, "holiday_date": DAY},
    ),
    Stream(
        "github_teams",
        "github_team_id",
        {"github_team_id": TEXT, "team_id": TEXT, "slug": TEXT},
    ),
    Stream(
        "services",
        "service_id",
        {"service_id": TEXT, "repository": TEXT, "path_prefix": TEXT},
    ),
    Stream(
        "service_owners",
        "service_owner_id",
        {"service_owner_id": TEXT, "service_id": TEXT, "team_id": TEXT, **_VALIDITY},
    ),
    Stream(
        "deployment_environments",
        "deployment_environment_id",
        {"deployment_environment_id": TEXT, "service_id": TEXT, "environment": TEXT},
    ),
    Stream(
        "incident_rules",
        "incident_rule_id",
        {
            "incident_rule_id": TEXT,
            "kind": TEXT,
            "label": TEXT,
            "severity_label_prefix": TEXT,
            "service_label_prefix": TEXT,
        },
    ),
    Stream(
        "generated_paths",
        "generated_path_id",
        {"generated_path_id": TEXT, "pattern": TEXT, "repository": TEXT},
    ),
    Stream(
        "team_aliases",
        "team_alias_id",
        {"team_alias_id": TEXT, "team_id": TEXT, "source": TEXT, "external_id": TEXT},
    ),
    Stream(
        "service_aliases",
        "service_alias_id",
        {"service_alias_id": TEXT, "service_id": TEXT, "source": TEXT, "external_id": TEXT},
    ),
)
DATA_STREAMS = (*ORGANISATION_STREAMS, *(file.stream for file in CSV_FILES))
QUARANTINE = Stream(
    reading.QUARANTINE,
    "quarantine_id",
    {
        "quarantine_id": TEXT,
        "file": TEXT,
        "row_number": INTEGER,
        "field": TEXT,
        "value": TEXT,
        "reason": TEXT,
        "remedy": TEXT,
    },
)
STREAMS = (*DATA_STREAMS, QUARANTINE, EXTRACTION_LOG, EXTRACTION_STATE)


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Read the files whole and land what changed; `since` has no meaning for files.

    Raises:
        ExtractError: a file cannot be read as a whole, or the landing cannot be written.
    """
    started = landing.clock.now()
    settings = FileDropSettings.from_environment()
    content = reading.read(settings)
    request.progress.describe("files read")
    batches = {
        stream.name: _batch(landing, stream, content) for stream in (*DATA_STREAMS, QUARANTINE)
    }
    landed = landing.commit({name: rows for name, (rows, _) in batches.items()})
    log = [
        _log_entry(landing, stream, content, started, batches[stream.name][1], landed)
        for stream in (*DATA_STREAMS, QUARANTINE)
    ]
    landed |= landing.commit({EXTRACTION_LOG.name: [entry.row() for entry in log]})
    problems = [*reading.unknown_files(settings.inputs), *map(str, content.failures.values())]
    return RunResult(landed_rows=landed, problems=problems + _sentences(content.rejections))


def _sentences(rejections: Sequence[Rejection]) -> list[str]:
    """The first rejections as sentences, and how many more the quarantine holds."""
    told = [rejection.sentence() for rejection in rejections[:MAX_PROBLEMS_TOLD]]
    more = len(rejections) - len(told)
    return [*told, f"and {more} more in the stream file_drops.quarantine"] if more else told


def _batch(landing: Landing, stream: Stream, content: Content) -> tuple[list[Row], int]:
    """The stream's right rows with tombstones for rows that left the files; the live count after.

    A landed row stays alive without a right row where its own row is there and wrong.
    """
    rows = content.rows.get(stream.name, [])
    held = content.held.get(stream.name, set())
    columns = sorted({column for column, _ in held if column})
    live = landing.landed.live_rows(stream, columns=columns)
    present = {row[stream.key] for row in rows}
    absent = [key for key in live if key not in present]
    gone = [key for key in absent if not _is_held(live[key], columns, held)]
    tombstones = [stream.tombstone(key) for key in gone]
    return rows + tombstones, len(present) + len(absent) - len(gone)


def _is_held(row: Row, columns: Collection[str], held: Collection[tuple[str, str]]) -> bool:
    return EVERYTHING in held or any((column, row[column]) in held for column in columns)


def _log_entry(
    landing: Landing,
    stream: Stream,
    content: Content,
    started: datetime,
    expected: int,
    landed: Mapping[str, int],
) -> LogEntry:
    """How the stream fared; `known_count` is read back from the lake."""
    status, detail, failure = _outcome(stream.name, content)
    return LogEntry(
        stream=stream.name,
        scope=SCOPE,
        run_id=landing.run_id,
        started_at=started,
        completed_at=landing.clock.now(),
        request_count=0,
        landed_rows=landed.get(stream.name, 0),
        expected_count=expected,
        known_count=len(landing.known_keys(stream)),
        status=status,
        detail=detail,
        failure=failure,
    )


def _outcome(stream: str, content: Content) -> tuple[str, str | None, str | None]:
    """The status, the detail and the kind of failure of a stream.

    `absent` is a status of its own: an organisation that does not keep a file has neither zero of
    what the file would count nor anything to repair.
    """
    if stream in content.absent:
        return ABSENT, f"{_FILES[stream]}: there is no such file", None
    if error := content.failures.get(stream):
        return "failed", str(error), error.kind
    file = _FILES.get(stream, organisation.FILE)
    wrong = {entry.row_number for entry in content.rejections if entry.file == file}
    if wrong and stream != QUARANTINE.name:
        return "partial", f"{file}: {len(wrong)} wrong rows are in the quarantine", None
    return "complete", None, None
