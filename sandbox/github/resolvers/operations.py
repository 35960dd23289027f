"""Issues, releases and deployments.

Does not belong here: workflow runs, which only REST has (`sandbox.github.rest`).
"""

from typing import Any

from graphql import GraphQLResolveInfo

from sandbox.github.connections import Page, offset_page
from sandbox.github.context import Fields, store_of
from sandbox.github.resolvers.repositories import Branch, label_page
from sandbox.github.store import GHOST, RepositoryState
from sandbox.github.text import WEB
from sandbox.world import Account, Commit, Deployment, DeploymentStatus, Issue, Release


def _home(record: Any, info: GraphQLResolveInfo) -> RepositoryState:
    return store_of(info).home(record)


def _issue_path(issue: Issue, info: GraphQLResolveInfo) -> str:
    return f"/{_home(issue, info).full_name}/issues/{issue.number}"


def _issue_labels(issue: Issue, info: GraphQLResolveInfo, **args: Any) -> Page:
    return label_page(_home(issue, info), issue.labels, args)


def _release_path(release: Release, info: GraphQLResolveInfo) -> str:
    return f"/{_home(release, info).full_name}/releases/tag/{release.tag_name}"


def _tag_commit(release: Release, info: GraphQLResolveInfo) -> Commit | None:
    return _home(release, info).commit(release.tag_commit_sha)


def _is_latest(release: Release, info: GraphQLResolveInfo) -> bool:
    ordered = _home(release, info).releases.ordered("CREATED_AT").records
    full = [record for record in ordered if not record.is_draft and not record.is_prerelease]
    return bool(full) and full[-1].node_id == release.node_id


def _release_author(release: Release, info: GraphQLResolveInfo) -> Account | None:
    """GitHub types the author as a user, so a bot's release shows none."""
    return release.author if release.author and release.author.kind == "User" else None


def _latest_status(deployment: Deployment, info: GraphQLResolveInfo) -> DeploymentStatus | None:
    return deployment.statuses[-1] if deployment.statuses else None


def _deployment_state(deployment: Deployment, info: GraphQLResolveInfo) -> str:
    """The deployment's own word for its latest status: a success is `ACTIVE`."""
    status = _latest_status(deployment, info)
    if status is None:
        return "PENDING"
    return {"SUCCESS": "ACTIVE"}.get(status.state, status.state)


def _statuses(deployment: Deployment, info: GraphQLResolveInfo, **args: Any) -> Page:
    """Newest first, as GitHub lists them."""
    newest_first = list(reversed(deployment.statuses))
    return offset_page(newest_first, args)


def _deployment_ref(deployment: Deployment, info: GraphQLResolveInfo) -> Branch | None:
    return None if deployment.ref is None else Branch(_home(deployment, info), deployment.ref)


FIELDS: Fields = {
    "Issue": {
        "closed": lambda issue, info: issue.state == "CLOSED",
        "stateReason": lambda issue, info, **_: issue.state_reason,
        "publishedAt": lambda issue, info: issue.created_at,
        "labels": _issue_labels,
        "repository": _home,
        "resourcePath": _issue_path,
        "url": lambda issue, info: WEB + _issue_path(issue, info),
    },
    "Release": {
        "author": _release_author,
        "tagCommit": _tag_commit,
        "isLatest": _is_latest,
        "repository": _home,
        "resourcePath": _release_path,
        "url": lambda release, info: WEB + _release_path(release, info),
    },
    "Deployment": {
        "originalEnvironment": lambda record, info: record.environment,
        "latestEnvironment": lambda record, info: record.environment,
        "commit": lambda record, info: _home(record, info).commit(record.commit_sha),
        "commitOid": lambda record, info: record.commit_sha,
        "ref": _deployment_ref,
        "state": _deployment_state,
        "creator": lambda record, info: record.creator or GHOST,
        "latestStatus": _latest_status,
        "statuses": _statuses,
        "repository": _home,
    },
    "DeploymentStatus": {
        "creator": lambda status, info: status.creator or GHOST,
        "deployment": lambda status, info: store_of(info).parent(status),
        "environment": lambda status, info: store_of(info).parent(status).environment,
        "updatedAt": lambda status, info: status.created_at,
    },
}
