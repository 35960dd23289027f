"""One extraction of alert exports.

Belongs here: what this source knows about its files, for the run over a folder. Does not belong
here: walking, remembering and landing (``extract.core.file_runs``).

An event stands for itself: that a file no longer has it takes nothing back, and the same event in
two exports is one event.
"""

from __future__ import annotations

from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.file_reader import WHOLE_SCOPE, Parsed, Place
from extract.core.file_runs import FileRun
from extract.core.folder import File, FileError, Folder
from extract.core.landing import Landing
from extract.core.source import Row, RunRequest, RunResult
from extract.sources.alert_exports import generic, opsgenie
from extract.sources.alert_exports.json_records import records
from extract.sources.alert_exports.settings import VARIABLE, AlertExportSettings
from extract.sources.alert_exports.streams import ALERT_EVENTS, DATA_STREAMS

_REMEDY = "Correct the record as docs/sources/alert_exports.md describes"


class AlertReader:
    """Knows files of alert events."""

    streams = DATA_STREAMS
    suffixes = (".json", ".jsonl")

    def place(self, _file: File) -> Place:
        """Return the one scope there is."""
        return Place(WHOLE_SCOPE)

    def parse(self, file: File, content: bytes, _place: Place) -> Parsed:
        """Return what a file says; a record that cannot be used does not stop the others.

        Raises:
            FileError: It is no text, or empty.
        """
        parsed = Parsed({ALERT_EVENTS.name: []})
        for record in records(content, file.path):
            if isinstance(record, FileError):
                parsed.rejections.append(record)
                continue
            line, raw = record
            try:
                parsed.rows[ALERT_EVENTS.name].append(_row(raw))
            except RecordError as error:
                name, _, what = str(error).partition(": ")
                parsed.rejections.append(FileError(file.path, what, _REMEDY, line=line, name=name))
        return parsed


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract alert exports into an open landing.

    Raises:
        ExtractError: The folder cannot be read as a whole; what was landed stays.
    """
    folder = Folder(AlertExportSettings.from_environment().folder, VARIABLE)
    return FileRun(landing, request, folder, AlertReader()).run()


def _row(raw: Any) -> Row:
    record = fields.record(raw, "record")
    if opsgenie.is_opsgenie(record):
        return opsgenie.event_row(record)
    return generic.event_row(record)
