"""Which endpoint an exchange belongs to, and what the extractor does with that endpoint.

Here: the table. Not here: parsing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from extract.core.source import Row, Stream
from extract.sources.github import pull_request_streams, streams
from extract.sources.github.parsing import pull_requests, repository_records, rest_records
from tests.conformance import as_graphql
from tests.conformance.recordings import Exchange

USED = "read by REST: replayed as it is"
RECORD = "the same record as of an endpoint read by REST: replayed as it is"
TRANSLATED = "read by GraphQL: each record rewritten to GraphQL's names, then replayed"
INCOMPLETE = "read by GraphQL: the REST list lacks fields that GraphQL gives"
UNUSED = "nothing in it is used"


@dataclass(frozen=True, eq=False)
class Endpoint:
    """A REST endpoint.

    Attributes:
        name: the path as GitHub documents it.
        use: what the extractor does with it.
        stream: where its records go, if they are replayed.
        records: the records of an answer's body.
        rewrite: a REST record to the names of GraphQL, where we read it by GraphQL.
        row: one record to one row, given the repository.
    """

    name: str
    use: str
    stream: Stream | None = None
    records: Callable[[Any], list[Any]] = list
    row: Callable[[Any, str], Row] | None = None
    rewrite: Callable[[Any], Any] | None = None

    def matches(self, exchange: Exchange) -> bool:
        """Whether an exchange is of this endpoint."""
        numbered = re.sub(r"\{(number|\w+_id)\}", r"\\d+", self.name)
        pattern = re.sub(r"\{\w+\}", "[^/]+", numbered)
        path = re.sub(r"^/repositories/\d+", "/repos/o/n", exchange.path)
        return exchange.method == "GET" and re.fullmatch(pattern, path) is not None


def one(body: Any) -> list[Any]:
    """The record of an answer that is one record."""
    return [body]


def issues_only(body: Any) -> list[Any]:
    """The issues of REST's list of issues; pull requests stand in it too."""
    return [record for record in body if "pull_request" not in record]


def issue_only(body: Any) -> list[Any]:
    """The issue of REST's single issue, unless it is a pull request."""
    return issues_only([body])


def timeline_events(body: Any) -> list[Any]:
    """The events of the kinds we read; closed and reopened events of issues look the same."""
    return [record for record in body if record.get("event") in as_graphql.EVENTS]


def timeline_row(node: Any, repository: str) -> Row:
    """An event of a pull request whose GraphQL identifier REST does not tell."""
    return pull_requests.timeline_row(node, "unknown", repository)


def review_row(node: Any, repository: str) -> Row:
    """A review of a pull request whose GraphQL identifier REST does not tell."""
    return pull_requests.review_row(node, "unknown", repository)


def status_row(node: Any, repository: str) -> Row:
    """A status of a deployment whose GraphQL identifier REST does not tell."""
    return repository_records.deployment_status_row(node, "unknown", repository)


def read_by_rest(name: str, use: str, stream: Stream, records: Any, row: Any) -> Endpoint:
    """An endpoint whose records have a parser as they are."""
    return Endpoint(f"{REPOSITORY}{name}", use, stream, records, row)


def read_by_graphql(name: str, stream: Stream, records: Any, rewrite: Any, row: Any) -> Endpoint:
    """An endpoint whose records are parsed after they were rewritten."""
    return Endpoint(name, TRANSLATED, stream, records, row, rewrite)


REPOSITORY = "/repos/{owner}/{repo}"
RUNS, JOBS = streams.WORKFLOW_RUNS, streams.WORKFLOW_JOBS
RUN_ROW, JOB_ROW = rest_records.workflow_run_row, rest_records.workflow_job_row
PULLS, REVIEWS = pull_request_streams.PULL_REQUESTS, pull_request_streams.PULL_REQUEST_REVIEWS
PULL_ROW, TIMELINE = pull_requests.pull_request_row, pull_request_streams.PULL_REQUEST_TIMELINE
REST = (
    ("/activity", USED, streams.PUSHES, rest_records.activity_records, rest_records.push_row),
    ("/actions/runs", USED, RUNS, rest_records.workflow_run_records, RUN_ROW),
    ("/actions/runs/{run_id}/jobs", USED, JOBS, rest_records.workflow_job_records, JOB_ROW),
    ("/actions/runs/{run_id}", RECORD, RUNS, one, RUN_ROW),
    ("/actions/jobs/{job_id}", RECORD, JOBS, one, JOB_ROW),
)
ISSUES, ISSUE_ROW = streams.ISSUES, repository_records.issue_row
DEPLOYMENTS, DEPLOYMENT_ROW = streams.DEPLOYMENTS, repository_records.deployment_row
STATUSES = streams.DEPLOYMENT_STATUSES
GRAPHQL = (
    ("/pulls/{number}", PULLS, one, as_graphql.pull_request, PULL_ROW),
    ("/pulls/{number}/reviews", REVIEWS, list, as_graphql.review, review_row),
    ("/issues", ISSUES, issues_only, as_graphql.issue, ISSUE_ROW),
    ("/issues/{number}", ISSUES, issue_only, as_graphql.issue, ISSUE_ROW),
    ("/commits/{ref}", streams.COMMITS, one, as_graphql.commit, repository_records.commit_row),
    ("/releases", streams.RELEASES, list, as_graphql.release, repository_records.release_row),
    ("/deployments", DEPLOYMENTS, list, as_graphql.deployment, DEPLOYMENT_ROW),
    ("/deployments/{deployment_id}", DEPLOYMENTS, one, as_graphql.deployment, DEPLOYMENT_ROW),
    ("/deployments/{deployment_id}/statuses", STATUSES, list, as_graphql.deployment_status,
     status_row),
    ("/issues/events", TIMELINE, timeline_events, as_graphql.timeline_event, timeline_row),
    ("/issues/{number}/events", TIMELINE, timeline_events, as_graphql.timeline_event,
     timeline_row),
)  # fmt: skip
TEAMS = (streams.TEAMS, list, as_graphql.team, repository_records.team_row)
TEAM_LISTS = ("/orgs/{org}/teams", "/organizations/{org_id}/teams", f"{REPOSITORY}/teams")
ENDPOINTS = (
    *(read_by_rest(*entry) for entry in REST),
    *(read_by_graphql(f"{REPOSITORY}{name}", *rest) for name, *rest in GRAPHQL),
    *(read_by_graphql(name, *TEAMS) for name in TEAM_LISTS),
    Endpoint(f"{REPOSITORY}/pulls", INCOMPLETE),
    Endpoint(f"{REPOSITORY}/commits", INCOMPLETE),
    Endpoint("/organizations/{org_id}/team/{team_id}/members", INCOMPLETE),
)


def endpoint_of(exchange: Exchange) -> Endpoint | None:
    """The endpoint of an exchange; None where nothing of it is used."""
    return next((endpoint for endpoint in ENDPOINTS if endpoint.matches(exchange)), None)
