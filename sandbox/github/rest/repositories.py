"""Repositories as REST writes them.

Does not belong here: what is in them (`activity`, `actions`).
"""

from typing import Any

from sandbox.github.rest.accounts import user
from sandbox.github.store import RepositoryState, Store
from sandbox.github.text import WEB, timestamp

_ADDRESSES = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}


def minimal(state: RepositoryState, store: Store, api: str) -> dict[str, Any]:
    """A `minimal-repository`, as it stands inside other records."""
    repository = state.repository
    address = f"{api}/repos/{repository.full_name}"
    return {
        "id": repository.database_id,
        "node_id": repository.node_id,
        "name": repository.name,
        "full_name": repository.full_name,
        "private": True,
        "owner": user(store.owner(repository.full_name), api),
        "html_url": f"{WEB}/{repository.full_name}",
        "description": None,
        "fork": repository.is_fork,
        "url": address,
        **{name: address + suffix for name, suffix in _ADDRESSES.items()},
    }


def full(state: RepositoryState, store: Store, api: str) -> dict[str, Any]:
    """A `full-repository`, as `GET /repos/{owner}/{repo}` answers."""
    repository = state.repository
    open_records = [
        record
        for shelf in (state.issues, state.pull_requests)
        for record in shelf.records.values()
        if record.state == "OPEN"
    ]
    return {
        **minimal(state, store, api),
        **_settings(),
        "git_url": f"git://github.com/{repository.full_name}.git",
        "ssh_url": f"git@github.com:{repository.full_name}.git",
        "clone_url": f"{WEB}/{repository.full_name}.git",
        "svn_url": f"{WEB}/{repository.full_name}",
        "created_at": timestamp(repository.created_at),
        "updated_at": timestamp(repository.updated_at),
        "pushed_at": timestamp(repository.pushed_at),
        "archived": repository.is_archived,
        "default_branch": repository.default_branch,
        "open_issues": len(open_records),
        "open_issues_count": len(open_records),
        "organization": user(store.world.organisation, api),
    }


def _settings() -> dict[str, Any]:
    """What is the same for every repository of the sandbox."""
    counts = ("forks", "forks_count", "network_count", "size", "stargazers_count")
    watched = ("subscribers_count", "watchers", "watchers_count")
    return {
        **dict.fromkeys((*counts, *watched), 0),
        "homepage": None,
        "language": None,
        "license": None,
        "mirror_url": None,
        "disabled": False,
        "visibility": "private",
        "has_issues": True,
        "has_projects": True,
        "has_wiki": False,
        "has_pages": False,
        "has_downloads": True,
        "has_discussions": False,
        "topics": [],
        "is_template": False,
        "allow_forking": True,
        "web_commit_signoff_required": False,
        "permissions": {
            "admin": False,
            "maintain": False,
            "push": False,
            "triage": False,
            "pull": True,
        },
    }
