"""Rows of one repository on their way to a commit.

Belongs here: collecting rows, quarantining what cannot be parsed, and finding children that a
completely read parent no longer has. Does not belong here: requests, or how a field is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from extract.core.common_streams import QUARANTINE, quarantine_row
from extract.core.errors import RecordError
from extract.core.landed import Landed
from extract.core.source import Row, Stream
from extract.sources.github.parsing import fields
from extract.sources.github.parsing import pull_requests as pull_request_parsing
from extract.sources.github.parsing import repository_records as repository_parsing
from extract.sources.github.pull_request_streams import (
    CHILDREN,
    PULL_REQUEST_COMMITS,
    PULL_REQUEST_FILES,
    PULL_REQUEST_REVIEWS,
    PULL_REQUEST_TIMELINE,
    PULL_REQUESTS,
)
from extract.sources.github.streams import DEPLOYMENT_STATUSES, DEPLOYMENTS

CHILD_STREAMS = {PULL_REQUESTS.name: CHILDREN, DEPLOYMENTS.name: (DEPLOYMENT_STATUSES,)}
"""Which streams belong to a parent, by the parent's stream."""

LANDED_LISTS = {"files": PULL_REQUEST_FILES, "commits": PULL_REQUEST_COMMITS}
"""Lists of a pull request that only change when the change itself does."""


class Batch:
    """Rows of one scope that are committed together.

    Args:
        scope: The repository (or ``organisation``) the rows belong to.

    Attributes:
        rows: By stream name.
    """

    def __init__(self, scope: str) -> None:
        self.scope = scope
        self.rows: defaultdict[str, list[Row]] = defaultdict(list)
        self._whole_parents: defaultdict[tuple[str, str], set[Any]] = defaultdict(set)

    def add(self, stream: Stream, parse: Callable[..., Row], raw: Any, *context: Any) -> Row | None:
        """Parse a record and add its row; return it, or None if the record went to quarantine."""
        row = self.parsed(stream, parse, raw, *context)
        if row is not None:
            self.rows[stream.name].append(row)
        return row

    def parsed(
        self, stream: Stream, parse: Callable[..., Row], raw: Any, *context: Any
    ) -> Row | None:
        """Parse a record without adding its row.

        Args:
            stream: What the record is.
            parse: A parser of ``parsing/``.
            raw: The record as it came.
            context: What the parser needs beside the record.

        Returns:
            The row, or None if the record went to quarantine.
        """
        try:
            return parse(fields.record(raw, stream.name), *context)
        except RecordError as error:
            self.quarantine(stream, raw, error)
            return None

    def quarantine(self, stream: Stream, raw: Any, error: RecordError) -> None:
        """Keep a record that cannot be parsed, with the reason."""
        payload = fields.without_prose(raw)
        self.rows[QUARANTINE.name].append(
            quarantine_row(stream.name, self.scope, str(error), payload)
        )

    def add_pull_request(self, raw: Any) -> Row | None:
        """Add a pull request that has been read with all of its children."""
        members = {
            name: fields.items(fields.record(raw, PULL_REQUESTS.name), name)
            for name in ("reviews", "timelineItems", "files", "commits")
        }
        row = self.add(PULL_REQUESTS, pull_request_parsing.pull_request_row, raw, self.scope)
        if row is None:
            return None
        context = (row["pull_request_id"], self.scope)
        parsed = [
            self.add(stream, parse, member, *context)
            for stream, name, parse in (
                (PULL_REQUEST_REVIEWS, "reviews", pull_request_parsing.review_row),
                (PULL_REQUEST_TIMELINE, "timelineItems", pull_request_parsing.timeline_row),
                (PULL_REQUEST_FILES, "files", pull_request_parsing.file_row),
            )
            for member in members[name]
        ]
        parse_commit = pull_request_parsing.pull_request_commit_row
        parsed += [
            self.add(PULL_REQUEST_COMMITS, parse_commit, member, *context, position)
            for position, member in enumerate(members["commits"])
        ]
        not_read = raw.get(pull_request_parsing.ALREADY_LANDED, ())
        spared = {LANDED_LISTS[name].name for name in not_read}
        self._note_whole(PULL_REQUESTS, row, parsed, spared)
        return row

    def add_deployment(self, raw: Any) -> Row | None:
        """Add a deployment that has been read with all of its statuses."""
        members = fields.items(fields.record(raw, DEPLOYMENTS.name), "statuses")
        row = self.add(DEPLOYMENTS, repository_parsing.deployment_row, raw, self.scope)
        if row is None:
            return None
        parsed = [
            self.add(
                DEPLOYMENT_STATUSES,
                repository_parsing.deployment_status_row,
                member,
                row["deployment_id"],
                self.scope,
            )
            for member in members
        ]
        self._note_whole(DEPLOYMENTS, row, parsed, set())
        return row

    def add_vanished(self, stream: Stream, keys: set[Any], landed: Landed) -> None:
        """Add tombstones for records that are gone, and for the children they took along."""
        self.rows[stream.name].extend(stream.tombstone(key) for key in sorted(keys))
        for child in CHILD_STREAMS.get(stream.name, ()):
            gone = landed.children(child, stream.key, keys)
            self.rows[child.name].extend(child.tombstone(key) for key in sorted(gone))

    def add_vanished_children(self, landed: Landed) -> None:
        """Add tombstones for landed children that a wholly read parent no longer has."""
        by_name = {child.name: child for some in CHILD_STREAMS.values() for child in some}
        for (key, name), parents in self._whole_parents.items():
            child = by_name[name]
            present = {row[child.key] for row in self.rows[child.name]}
            gone = set(landed.children(child, key, parents)) - present
            self.rows[child.name].extend(child.tombstone(lost) for lost in sorted(gone))
        self._whole_parents.clear()

    def _note_whole(
        self, stream: Stream, row: Row, parsed: list[Row | None], spared: set[str]
    ) -> None:
        # Were a child in quarantine, its landed earlier version would look vanished.
        if None in parsed:
            return
        for child in CHILD_STREAMS[stream.name]:
            if child.name not in spared:
                self._whole_parents[stream.key, child.name].add(row[stream.key])
