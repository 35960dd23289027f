"""Streams that every source lands beside its own, and the rows of them.

Belongs here: state, log and quarantine, which look the same whatever the tool.
Does not belong here: what a source writes into its state.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from extract.core.source import INSTANT, INTEGER, TEXT, Row, Stream

EXTRACTION_STATE = Stream(
    name="extraction_state",
    key="state_id",
    columns={"state_id": TEXT, "state_json": TEXT},
)

EXTRACTION_LOG = Stream(
    name="extraction_log",
    key="extraction_log_id",
    columns={
        "extraction_log_id": TEXT,
        "stream": TEXT,
        "scope": TEXT,
        "run_id": TEXT,
        "started_at": INSTANT,
        "completed_at": INSTANT,
        "request_count": INTEGER,
        "landed_rows": INTEGER,
        "expected_count": INTEGER,
        "known_count": INTEGER,
        "status": TEXT,
        "detail": TEXT,
        "failure": TEXT,
    },
)

QUARANTINE = Stream(
    name="quarantine",
    key="quarantine_id",
    columns={
        "quarantine_id": TEXT,
        "stream": TEXT,
        "scope": TEXT,
        "reason": TEXT,
        "payload": TEXT,
    },
    scope_column="scope",
)


@dataclass(frozen=True)
class LogEntry:
    """How the extraction of one stream in one scope went.

    Attributes:
        stream: The stream's name.
        scope: A repository or the like; the name of the whole where a source has no parts.
        run_id: The run that writes the entry.
        started_at: When the scope was begun.
        completed_at: When the entry was written.
        request_count: Requests the whole scope took; its streams share them.
        landed_rows: Rows of the stream this run landed, tombstones included.
        expected_count: How many live records the tool says there are, where it says so.
        known_count: How many live records are landed.
        status: ``complete``, ``partial`` or ``failed``.
        detail: Why, unless complete.
        failure: The kind of error, where the stream failed.
    """

    stream: str
    scope: str
    run_id: str
    started_at: datetime
    completed_at: datetime
    request_count: int
    landed_rows: int
    expected_count: int | None
    known_count: int | None
    status: str
    detail: str | None = None
    failure: str | None = None

    def row(self) -> Row:
        """Return the entry as a row of ``extraction_log``."""
        return {"extraction_log_id": f"{self.stream}|{self.scope}|{self.run_id}", **vars(self)}


def quarantine_row(stream: str, scope: str, reason: str, payload: Any) -> Row:
    """Return the row that keeps a record which could not be parsed.

    Args:
        stream: The stream the record was meant for.
        scope: Where it came from.
        reason: What is wrong with it, in one sentence.
        payload: The record, already without free text.
    """
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, default=str)
    # Half a character, which JSON may escape alone, stays an escape: no text column can hold it.
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    digest = hashlib.sha256(f"{stream}|{scope}|{text}".encode()).hexdigest()[:32]
    return {
        "quarantine_id": digest,
        "stream": stream,
        "scope": scope,
        "reason": reason,
        "payload": text,
    }
