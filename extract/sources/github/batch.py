"""Rows of one repository on their way to a commit, with the records that hang on others.

Belongs here: adding a parent with its children, and finding children that a completely read
parent no longer has. Does not belong here: requests, or how a field is read.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from extract.core import fields
from extract.core.batch import Batch
from extract.core.errors import RecordError
from extract.core.landed import Landed
from extract.core.source import Row, Stream
from extract.sources.github.parsing import connections
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

_LISTS = {
    **LANDED_LISTS,
    "reviews": PULL_REQUEST_REVIEWS,
    "timelineItems": PULL_REQUEST_TIMELINE,
}
"""Lists of a pull request. One that is null says nothing, not that its records are gone."""


class GithubBatch(Batch):
    """Rows of one scope that are committed together, with what GitHub's parents bring along.

    Args:
        scope: The repository (or ``organisation``) the rows belong to.
    """

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self._whole_parents: defaultdict[tuple[str, str], set[Any]] = defaultdict(set)

    def add_pull_request(self, raw: Any) -> Row | None:
        """Add a pull request that has been read with all of its children.

        Its children land even if it goes to quarantine itself, as long as it says which it is.
        """
        members = {
            name: connections.items(fields.record(raw, PULL_REQUESTS.name), name)
            for name in ("reviews", "timelineItems", "files", "commits")
        }
        row = self.add(PULL_REQUESTS, pull_request_parsing.pull_request_row, raw, self.scope)
        identifier = _identifier(raw)
        if identifier is None:
            return None
        context = (identifier, self.scope)
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
        spared |= {_LISTS[name].name for name in _LISTS if raw.get(name) is None}
        self._note_whole(PULL_REQUESTS, identifier, [row, *parsed], spared)
        return row

    def add_deployment(self, raw: Any) -> Row | None:
        """Add a deployment that has been read with all of its statuses; as a pull request."""
        members = connections.items(fields.record(raw, DEPLOYMENTS.name), "statuses")
        row = self.add(DEPLOYMENTS, repository_parsing.deployment_row, raw, self.scope)
        identifier = _identifier(raw)
        if identifier is None:
            return None
        parsed = [
            self.add(
                DEPLOYMENT_STATUSES,
                repository_parsing.deployment_status_row,
                member,
                identifier,
                self.scope,
            )
            for member in members
        ]
        spared = {DEPLOYMENT_STATUSES.name} if raw.get("statuses") is None else set()
        self._note_whole(DEPLOYMENTS, identifier, [row, *parsed], spared)
        return row

    def add_vanished(self, stream: Stream, keys: set[Any], landed: Landed) -> None:
        """Add tombstones for records that are gone, and for the children they took along."""
        self.add_tombstones(stream, keys)
        for child in CHILD_STREAMS.get(stream.name, ()):
            self.add_tombstones(child, landed.children(child, stream.key, keys))

    def add_vanished_children(self, landed: Landed) -> None:
        """Add tombstones for landed children that a wholly read parent no longer has."""
        by_name = {child.name: child for some in CHILD_STREAMS.values() for child in some}
        for (key, name), parents in self._whole_parents.items():
            child = by_name[name]
            present = {row[child.key] for row in self.rows[child.name]}
            self.add_tombstones(child, set(landed.children(child, key, parents)) - present)
        self._whole_parents.clear()

    def _note_whole(
        self, stream: Stream, key: str, parsed: list[Row | None], spared: set[str]
    ) -> None:
        # Were a child in quarantine, its landed earlier version would look vanished.
        if None in parsed:
            return
        for child in CHILD_STREAMS[stream.name]:
            if child.name not in spared:
                self._whole_parents[stream.key, child.name].add(key)


def _identifier(raw: Any) -> str | None:
    """Return the identifier of a record, even of one that cannot be parsed; None if it has none."""
    try:
        return fields.text(fields.record(raw, "id"), "id")
    except RecordError:
        return None
