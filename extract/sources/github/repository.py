"""One repository's extraction: what its steps share, from requests to commits.

Belongs here: sized requests, fetching records by identifier, and committing.
Does not belong here: the steps themselves (``sweep.py``, ``reconcile.py``, ``rest_lists.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any

from extract.core import fields
from extract.core.errors import ExtractError, NotFoundError, RecordError
from extract.core.landing import Landing
from extract.core.scope_log import ScopeLog
from extract.core.source import Row, RunRequest, Stream
from extract.sources.github import completion, queries
from extract.sources.github.batch import GithubBatch
from extract.sources.github.client import GithubClient
from extract.sources.github.page_size import PageSize
from extract.sources.github.parsing import connections
from extract.sources.github.parsing import repository_records as parsing
from extract.sources.github.pull_request_streams import PULL_REQUESTS
from extract.sources.github.rest_pages import Ahead
from extract.sources.github.state import RepositoryState
from extract.sources.github.streams import (
    COMMITS,
    DEPLOYMENTS,
    ISSUES,
    RELEASES,
    REPOSITORIES,
    WORKFLOW_RUNS,
)

_PARENTS = ("PullRequest", "Issue", "Deployment")
"""Kinds of records that have lists inside, which may not fit on the page."""

_COMMIT_EVERY = 5
"""Pages between two commits: what a kill can cost in requests."""


class RepositoryRun:
    """One run over one repository.

    Args:
        client: Asks GitHub.
        landing: Takes the rows.
        repository: ``owner/name``.
        request: How far back to read, and what to believe.
        job_history: How far before the newest workflow run of the first extraction jobs are read.

    Attributes:
        was_known: Whether an earlier run has committed anything.
        thorough: Whether the whole overlap is to be looked at again.
        totals: GitHub's own count of live records, by stream name, as last answered.
        batch: Rows waiting for a commit.
        details: Remarks for ``extraction_log``, by stream name.
        failures: Lists that were read, but whose deletions cannot be believed, by stream name.
        ahead: REST lists that were fetched before the repository's turn, by their name.
        log: Takes note of every stream.
        job_requests: Requests spent on jobs and attempts in this run.
    """

    def __init__(
        self,
        client: GithubClient,
        landing: Landing,
        repository: str,
        request: RunRequest,
        job_history: timedelta = timedelta(0),
    ) -> None:
        stored = landing.read_state(repository)
        self.client = client
        self.landing = landing
        self.repository = repository
        self.request = request
        self.job_history = job_history
        self.was_known = bool(stored)
        self.state = RepositoryState.from_json(stored, request.since)
        self.thorough = self.state.is_thorough_due(landing.clock.now())
        self.size = PageSize(self.state.page_size)
        self.batch = GithubBatch(repository)
        self.totals: dict[str, int] = {}
        self.details: dict[str, str] = {}
        self.failures: dict[str, ExtractError] = {}
        self.ahead: dict[str, Ahead] = {}
        self.job_requests = 0
        # Begun here, because requests are sent before the repository's turn comes.
        self.log = ScopeLog(landing, lambda: client.request_count, repository)
        self._unfinished: dict[str, list[Any]] = {kind: [] for kind in _PARENTS}
        self._pages = 0

    @cached_property
    def known_workflow_runs(self) -> dict[int, Row]:
        """When each landed workflow run was last updated, and its status, as the run begins."""
        return self.landing.landed.live_rows(
            WORKFLOW_RUNS, self.repository, columns=("updated_at", "status")
        )

    @property
    def place(self) -> dict[str, str]:
        """The variables that name the repository."""
        owner, name = self.repository.split("/")
        return {"owner": owner, "name": name}

    def graphql(self, document: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send a query that cannot be made smaller."""
        return self.client.graphql(document, variables)

    def sweep_page(self, document: str, variables: Callable[[PageSize], Mapping[str, Any]]) -> Any:
        """Return the ``repository`` of an answer.

        Raises:
            NotFoundError: GitHub does not know it, or the token cannot see it.
        """
        repository = self.client.sized(document, self.size, variables).get("repository")
        if repository is None:
            raise NotFoundError(f"GitHub: no repository {self.repository}")
        raw = fields.record(repository, "repository")
        self.batch.add(REPOSITORIES, parsing.repository_row, raw)
        return raw

    def records(
        self,
        ids: Sequence[str],
        nested_count: int = queries.NESTED_COUNT,
        most: int = queries.NESTED_MAXIMUM,
    ) -> Iterator[Any]:
        """Yield the records with these identifiers, as many at a time as GitHub manages.

        Args:
            ids: Node identifiers.
            nested_count: How many reviews and commits to read with each.
            most: Never ask for more than this at once.
        """
        position = 0
        while position < len(ids):
            remaining = ids[position:]

            def variables(size: PageSize, remaining: Sequence[str] = remaining) -> dict[str, Any]:
                wanted = list(remaining[: min(size.value, most)])
                return {"ids": wanted, "nestedCount": nested_count}

            answer = self.client.sized(queries.RECORDS, self.size, variables)
            nodes = connections.items({"answer": answer}, "answer")
            if not nodes:
                raise RecordError(f"{self.repository}: GitHub answered without the records asked")
            position += len(nodes)
            yield from nodes

    def absorb(self, kind: str, raw: Any) -> None:
        """Put a record into the batch; one whose children are missing waits for the follow-up."""
        try:
            if kind in self._unfinished and not completion.is_whole(raw, kind):
                self._unfinished[kind].append(raw)
            else:
                self._add(kind, raw)
        except RecordError as error:
            self.batch.quarantine(STREAM_OF[kind], raw, error)

    def _add(self, kind: str, raw: Any) -> None:
        if kind == "PullRequest":
            self.batch.add_pull_request(raw)
        elif kind == "Deployment":
            self.batch.add_deployment(raw)
        else:
            stream, parse = _PARSERS[kind]
            self.batch.add(stream, parse, raw, self.repository)

    def page_done(self) -> None:
        """Commit when enough pages have been read."""
        self._pages += 1
        if self._pages % _COMMIT_EVERY == 0:
            self.commit()

    def commit(self) -> None:
        """Land what has been read so far together with the state that says so."""
        for kind, parents in self._unfinished.items():
            for raw in completion.completed(self, parents, kind):
                self._add(kind, raw)
            parents.clear()
        self.batch.add_vanished_children(self.landing.landed)
        self.state.page_size = self.size.as_state()
        state = {self.repository: self.state.as_json()}
        self.landing.commit(self.batch.rows, state, scope=self.repository)
        self.batch = GithubBatch(self.repository)


STREAM_OF: Mapping[str, Stream] = {
    "PullRequest": PULL_REQUESTS,
    "Deployment": DEPLOYMENTS,
    "Issue": ISSUES,
    "Release": RELEASES,
    "Commit": COMMITS,
}
"""The stream of each kind of node."""

_PARSERS: Mapping[str, tuple[Stream, Callable[..., Any]]] = {
    "Issue": (ISSUES, parsing.issue_row),
    "Release": (RELEASES, parsing.release_row),
    "Commit": (COMMITS, parsing.commit_row),
}
