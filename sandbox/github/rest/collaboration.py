"""Issues and pull requests over REST, which clients other than our own extraction read.

Belongs here: the lists, their order and filters. Does not belong here: how a record is written
(`collaboration_representations`).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from flask import request

from sandbox.github import answers
from sandbox.github.rest import collaboration_representations as written
from sandbox.github.rest.paging import numbered_page
from sandbox.github.store import RepositoryState
from sandbox.github.text import parse_timestamp
from sandbox.kit.answers import Answer, json_answer
from sandbox.world import Issue, PullRequest

DOCUMENTATION = f"{answers.DOCS}/rest/issues/issues#list-repository-issues"

Writer = Callable[[Any, RepositoryState, str], dict[str, Any]]
Routes = tuple[tuple[str, str, Callable[..., Answer]], ...]


def _issues(state: RepositoryState) -> Answer:
    """Issues and pull requests together, as GitHub counts both as issues."""
    records: list[Issue | PullRequest] = [
        *state.issues.records.values(),
        *state.pull_requests.records.values(),
    ]
    return _page(state, _chosen(records, "created"), written.issue)


def _pull_requests(state: RepositoryState) -> Answer:
    return _page(
        state, _chosen(state.pull_requests.records.values(), "created"), written.pull_request
    )


def _issue(state: RepositoryState, number: int) -> Answer:
    record = state.issues.records.get(number) or state.pull_requests.records.get(number)
    return _one(state, record, written.issue)


def _pull_request(state: RepositoryState, number: int) -> Answer:
    return _one(state, state.pull_requests.records.get(number), written.whole_pull_request)


def _reviews(state: RepositoryState, number: int) -> Answer:
    record = state.pull_requests.records.get(number)
    if record is None:
        return answers.not_found(DOCUMENTATION)

    def review(entry: Any, home: RepositoryState, api: str) -> dict[str, Any]:
        return written.review(entry, record, home, api)

    return _page(state, record.reviews, review)


def _commits(state: RepositoryState, number: int) -> Answer:
    record = state.pull_requests.records.get(number)
    if record is None:
        return answers.not_found(DOCUMENTATION)
    return _page(state, record.commits, written.commit)


def _nothing(state: RepositoryState, number: int) -> Answer:
    """The simulated people write no comments of their own outside of reviews."""
    return json_answer([])


def _requested(state: RepositoryState, number: int) -> Answer:
    return json_answer({"users": [], "teams": []})


ROUTES: Routes = (
    ("/issues", "issues", _issues),
    ("/issues/<int:number>", "issues", _issue),
    ("/issues/<int:number>/comments", "issues", _nothing),
    ("/pulls", "pull_requests", _pull_requests),
    ("/pulls/<int:number>", "pull_requests", _pull_request),
    ("/pulls/<int:number>/comments", "pull_requests", _nothing),
    ("/pulls/<int:number>/commits", "pull_requests", _commits),
    ("/pulls/<int:number>/requested_reviewers", "pull_requests", _requested),
    ("/pulls/<int:number>/reviews", "pull_requests", _reviews),
)
"""Path below the repository, the permission it takes, and the endpoint."""


def _chosen(records: Iterable[Any], default_sort: str) -> list[Any]:
    """The records in the order and of the state that the request asks for."""
    wanted = request.args.get("state", "open")
    since = request.args.get("since")
    earliest = parse_timestamp(since) if since else None
    sort = request.args.get("sort", default_sort)

    def value(record: Any) -> tuple[datetime, int]:
        instant = record.updated_at if sort == "updated" else record.created_at
        return instant, record.database_id

    chosen = [
        record
        for record in records
        if wanted in {"all", "open" if record.closed_at is None else "closed"}
        and (earliest is None or record.updated_at >= earliest)
    ]
    return sorted(chosen, key=value, reverse=request.args.get("direction", "desc") == "desc")


def _page(state: RepositoryState, records: Sequence[Any], write: Writer) -> Answer:
    api = request.url_root.rstrip("/")
    page, headers = numbered_page(records, request.args.to_dict(), request.base_url, len(records))
    return json_answer([write(record, state, api) for record in page], headers=headers)


def _one(state: RepositoryState, record: Any, write: Writer) -> Answer:
    if record is None:
        return answers.not_found(DOCUMENTATION)
    return json_answer(write(record, state, request.url_root.rstrip("/")))
