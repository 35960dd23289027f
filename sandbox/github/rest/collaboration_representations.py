"""Issues, pull requests, reviews and commits as REST writes them.

Does not belong here: which of them are shown (`collaboration`).
"""

from datetime import datetime
from typing import Any

from sandbox.github.rest.accounts import user
from sandbox.github.store import RepositoryState
from sandbox.github.text import WEB, timestamp
from sandbox.world import Commit, Issue, PullRequest, Review


def _instant(value: datetime | None) -> str | None:
    return None if value is None else timestamp(value)


def _labels(names: tuple[str, ...], repository: str) -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "node_id": f"LA_{number}",
            "url": f"{repository}/labels/{name}",
            "name": name,
            "color": "ededed",
            "default": False,
            "description": None,
        }
        for number, name in enumerate(names, 1)
    ]


def issue(record: Issue | PullRequest, state: RepositoryState, api: str) -> dict[str, Any]:
    """An `issue`; a pull request is one too, and says so."""
    repository = f"{api}/repos/{state.full_name}"
    address = f"{repository}/issues/{record.number}"
    kind = "pull" if isinstance(record, PullRequest) else "issues"
    content: dict[str, Any] = {
        "url": address,
        "repository_url": repository,
        "labels_url": f"{address}/labels{{/name}}",
        "comments_url": f"{address}/comments",
        "events_url": f"{address}/events",
        "html_url": f"{WEB}/{state.full_name}/{kind}/{record.number}",
        "id": record.database_id,
        "node_id": record.node_id,
        "number": record.number,
        "title": record.title,
        "user": user(record.author, api),
        "labels": _labels(record.labels, repository),
        "state": "open" if record.closed_at is None else "closed",
        "locked": False,
        "assignee": None,
        "assignees": [],
        "milestone": None,
        "comments": 0,
        "created_at": timestamp(record.created_at),
        "updated_at": timestamp(record.updated_at),
        "closed_at": _instant(record.closed_at),
        "author_association": "MEMBER",
        "body": record.body,
        "reactions": _no_reactions(address),
        "state_reason": getattr(record, "state_reason", None),
    }
    if isinstance(record, PullRequest):
        content["pull_request"] = {
            "url": f"{repository}/pulls/{record.number}",
            "html_url": f"{WEB}/{state.full_name}/pull/{record.number}",
            "diff_url": f"{WEB}/{state.full_name}/pull/{record.number}.diff",
            "patch_url": f"{WEB}/{state.full_name}/pull/{record.number}.patch",
            "merged_at": _instant(record.merged_at),
        }
    return content


def _no_reactions(address: str) -> dict[str, Any]:
    kinds = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")
    return {"url": f"{address}/reactions", "total_count": 0, **dict.fromkeys(kinds, 0)}


def pull_request(record: PullRequest, state: RepositoryState, api: str) -> dict[str, Any]:
    """A `pull-request-simple`, as it stands in lists."""
    repository = f"{api}/repos/{state.full_name}"
    address = f"{repository}/pulls/{record.number}"
    return {
        "url": address,
        "id": record.database_id,
        "node_id": record.node_id,
        "html_url": f"{WEB}/{state.full_name}/pull/{record.number}",
        "issue_url": f"{repository}/issues/{record.number}",
        "commits_url": f"{address}/commits",
        "review_comments_url": f"{address}/comments",
        "comments_url": f"{repository}/issues/{record.number}/comments",
        "statuses_url": f"{repository}/statuses/{record.head_sha}",
        "number": record.number,
        "state": "open" if record.closed_at is None else "closed",
        "locked": False,
        "title": record.title,
        "user": user(record.author, api),
        "body": record.body,
        "labels": _labels(record.labels, repository),
        "created_at": timestamp(record.created_at),
        "updated_at": timestamp(record.updated_at),
        "closed_at": _instant(record.closed_at),
        "merged_at": _instant(record.merged_at),
        "merge_commit_sha": record.merge_commit_sha,
        "assignee": None,
        "assignees": [],
        "requested_reviewers": [],
        "requested_teams": [],
        "head": {"label": None, "ref": record.head_branch, "sha": record.head_sha, "repo": None},
        "base": {"label": None, "ref": record.base_branch, "sha": record.head_sha, "repo": None},
        "author_association": "MEMBER",
        "draft": record.is_draft,
    }


def whole_pull_request(record: PullRequest, state: RepositoryState, api: str) -> dict[str, Any]:
    """A `pull-request`, as it is given by itself."""
    return {
        **pull_request(record, state, api),
        "merged": record.merged_at is not None,
        "mergeable": None,
        "merged_by": user(record.merged_by, api),
        "comments": 0,
        "review_comments": sum(review.comment_count for review in record.reviews),
        "commits": len(record.commits),
        "additions": record.additions,
        "deletions": record.deletions,
        "changed_files": len(record.files),
    }


def review(record: Review, pull: PullRequest, state: RepositoryState, api: str) -> dict[str, Any]:
    """A `pull-request-review`."""
    address = f"{api}/repos/{state.full_name}/pulls/{pull.number}"
    return {
        "id": record.database_id,
        "node_id": record.node_id,
        "user": user(record.author, api),
        "body": record.body,
        "state": record.state,
        "html_url": f"{WEB}/{state.full_name}/pull/{pull.number}",
        "pull_request_url": address,
        "submitted_at": timestamp(record.submitted_at),
        "commit_id": record.commit_sha,
        "author_association": "MEMBER",
    }


def commit(record: Commit, state: RepositoryState, api: str) -> dict[str, Any]:
    """A `commit`."""
    login = record.author.login if record.author else "unknown"
    address = f"{api}/repos/{state.full_name}/commits/{record.sha}"

    def person(at: datetime) -> dict[str, str]:
        email = f"{login}@users.noreply.github.com"
        return {"name": record.author_name, "email": email, "date": timestamp(at)}

    return {
        "sha": record.sha,
        "node_id": f"C_{record.sha}",
        "url": address,
        "html_url": f"{WEB}/{state.full_name}/commit/{record.sha}",
        "comments_url": f"{address}/comments",
        "commit": {
            "author": person(record.authored_at),
            "committer": person(record.committed_at),
            "message": record.message,
            "comment_count": 0,
        },
        "author": user(record.author, api),
        "committer": user(record.author, api),
        "parents": [{"sha": sha, "url": f"{address[:-40]}{sha}"} for sha in record.parents],
    }
