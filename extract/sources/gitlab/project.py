"""One project's extraction: what its steps share, from questions to commits.

Belongs here: where a list is gone on from, collecting rows, and committing them.
Does not belong here: the steps themselves (``updated_lists.py``, ``newest_first.py`` and others).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

from extract.core.batch import Batch
from extract.core.landing import Landing
from extract.core.source import Row, RunRequest, Stream
from extract.sources.gitlab.client import GitlabClient, Page, Question
from extract.sources.gitlab.parsing.projects import Project
from extract.sources.gitlab.state import OVERLAP, SHORT_OVERLAP, ListState, ProjectState

_COMMIT_ROWS = 3000
"""Rows between two commits: what a kill can cost in requests."""


class ProjectRun:
    """One run over one project.

    Args:
        client: Asks GitLab.
        landing: Takes the rows.
        request: What the run is asked to do.
        project: What is read.
        state: What earlier runs left.

    Attributes:
        batch: Rows waiting for a commit.
        totals: GitLab's own count of live records, by stream name, where it tells.
        is_thorough: Whether this run looks at the whole overlap.
        changed_pipelines: Pipelines met in this run: when each was created, by its id.
    """

    def __init__(
        self,
        client: GitlabClient,
        landing: Landing,
        request: RunRequest,
        project: Project,
        state: ProjectState,
    ) -> None:
        self.client = client
        self.landing = landing
        self.request = request
        self.project = project
        self.state = state
        self.batch = Batch(project.path)
        self.totals: dict[str, int] = {}
        self.is_thorough = state.is_thorough_due(landing.clock.now())
        self.changed_pipelines: dict[int, datetime] = {}
        self._whole_parents: defaultdict[str, set[Any]] = defaultdict(set)

    @property
    def now(self) -> datetime:
        """The instant the run is at, as naive UTC."""
        return self.landing.clock.now().astimezone(UTC).replace(tzinfo=None)

    def path(self, rest: str) -> str:
        """Return a path below the project's own."""
        return f"/projects/{self.project.id}{rest}"

    def start_of(self, state: ListState) -> datetime:
        """Return the order value (naive UTC) from which a list is to be read."""
        since, watermark = self.state.since_at(), state.watermark_at()
        if watermark is None:
            return since
        return max(since, watermark - self.overlap(state))

    def overlap(self, state: ListState) -> timedelta:
        """Return how far below its watermark a list is read again."""
        return OVERLAP if self.is_thorough and state.complete else SHORT_OVERLAP

    def note_first_page(self, state: ListState, question: Question, page: Page) -> None:
        """Remember the entity tag of a list that is a single page."""
        if not page.is_unchanged:
            state.remember(question.name, None if page.next_url else page.etag)

    def known_keys(self, stream: Stream) -> set[Any]:
        """Return the keys of the project's live records, those waiting for a commit included."""
        waiting = {row[stream.key] for row in self.batch.rows[stream.name]}
        return self.landing.known_keys(stream, self.project.path) | waiting

    def add_children(self, stream: Stream, parent: Any, rows: list[Row | None]) -> None:
        """Note that all children of a parent have been added; those gone get a tombstone.

        Args:
            stream: What the children are; its second column is the parent's key.
            parent: The parent's key.
            rows: What ``batch.add`` returned for each.
        """
        # Were a child in quarantine, its landed earlier version would look vanished.
        if None not in rows:
            self._whole_parents[stream.name].add(parent)

    def add_vanished(self, stream: Stream, keys: set[Any], children: tuple[Stream, ...]) -> None:
        """Add tombstones for records that are gone, and for the children they took along."""
        self.batch.add_tombstones(stream, keys)
        for child in children:
            gone = self.landing.landed.children(child, _parent_column(child), keys)
            self.batch.add_tombstones(child, gone)

    def commit_when_full(self) -> None:
        """Commit when enough rows have been read."""
        if len(self.batch) >= _COMMIT_ROWS:
            self.commit()

    def commit(self) -> None:
        """Land what has been read so far together with the state that says so."""
        for name, parents in self._whole_parents.items():
            stream = self.landing.source.stream(name)
            present = {row[stream.key] for row in self.batch.rows[stream.name]}
            landed = self.landing.landed.children(stream, _parent_column(stream), parents)
            self.batch.add_tombstones(stream, set(landed) - present)
        self._whole_parents.clear()
        state = {self.project.path: self.state.as_json()}
        self.landing.commit(self.batch.take(), state, scope=self.project.path)


def _parent_column(stream: Stream) -> str:
    return list(stream.columns)[1]
