"""Records as GitLab's REST API writes them: projects, people, merge requests, issues, notes.

Belongs here: JSON. Does not belong here: pipelines and what they make
(`delivery_representations`), or which records are shown (`endpoints`).
"""

from datetime import datetime
from typing import Any

from sandbox.gitlab.conversation import username
from sandbox.gitlab.entities import Issue, MergeRequest, Note, Project
from sandbox.world import Account, Commit

WEB = "https://gitlab.example.com"
_MAINTAINER, _DEVELOPER = 40, 30


def instant(moment: datetime | None) -> str | None:
    """An instant with milliseconds, as the database's are written."""
    if moment is None:
        return None
    return f"{moment.strftime('%Y-%m-%dT%H:%M:%S')}.{moment.microsecond // 1000:03d}Z"


def git_instant(moment: datetime) -> str:
    """An instant as git's are written, with an offset."""
    return f"{moment.strftime('%Y-%m-%dT%H:%M:%S')}.000+00:00"


def user(account: Account | None) -> dict[str, Any] | None:
    """A person in short."""
    if account is None:
        return None
    return {
        "id": account.database_id,
        "username": username(account),
        "name": account.name or account.login,
        "state": "active",
        "locked": False,
        "avatar_url": f"{WEB}/uploads/-/system/user/avatar/{account.database_id}/avatar.png",
        "web_url": f"{WEB}/{username(account)}",
    }


def member(account: Account, joined_at: datetime, *, is_maintainer: bool) -> dict[str, Any]:
    """A member of a group."""
    return {
        **(user(account) or {}),
        "access_level": _MAINTAINER if is_maintainer else _DEVELOPER,
        "created_at": instant(joined_at),
        "expires_at": None,
        "membership_state": "active",
    }


def project(found: Project) -> dict[str, Any]:
    """A project in full."""
    group, _, name = found.path.rpartition("/")
    parts = ("issues", "merge_requests", "repository", "builds", "environments")
    return {
        "id": found.id,
        "description": None,
        "name": name,
        "path": name,
        "path_with_namespace": found.path,
        "name_with_namespace": f"{group} / {name}",
        "created_at": instant(found.created_at),
        "default_branch": found.default_branch,
        "web_url": f"{WEB}/{found.path}",
        "last_activity_at": instant(found.last_activity_at),
        "namespace": {"id": 6001, "path": group, "full_path": group, "kind": "group"},
        "archived": found.is_archived,
        "empty_repo": not found.commits,
        "visibility": "private",
        "merge_method": "merge",
        "squash_option": "default_on",
        "topics": [],
        **({"forked_from_project": {"id": 1}} if found.is_fork else {}),
        **{f"{part}_access_level": "enabled" for part in parts},
    }


def merge_request(found: MergeRequest, owner: Project) -> dict[str, Any]:
    """A merge request as lists and single answers show it."""
    return {
        **_noteable(found, owner, "!", "merge_requests"),
        "merged_by": user(found.merged_by),
        "merge_user": user(found.merged_by),
        "merged_at": instant(found.merged_at),
        "target_branch": found.target_branch,
        "source_branch": found.source_branch,
        "reviewers": [user(reviewer) for reviewer in found.reviewers],
        "source_project_id": found.source_project_id,
        "target_project_id": owner.id,
        "draft": found.is_draft,
        "work_in_progress": found.is_draft,
        "merge_when_pipeline_succeeds": False,
        "merge_status": "can_be_merged",
        "detailed_merge_status": "mergeable" if found.state == "opened" else "not_open",
        "sha": found.head_sha,
        "merge_commit_sha": found.merge_commit_sha,
        "squash_commit_sha": found.squash_commit_sha,
        "force_remove_source_branch": True,
        "prepared_at": instant(found.created_at),
        "reference": f"!{found.iid}",
        "squash": found.squash_commit_sha is not None,
        "has_conflicts": False,
        "blocking_discussions_resolved": True,
    }


def issue(found: Issue, owner: Project) -> dict[str, Any]:
    """An issue as lists and single answers show it."""
    return {
        **_noteable(found, owner, "#", "issues"),
        "type": found.issue_type.upper(),
        "issue_type": found.issue_type,
        "severity": found.severity,
        "merge_requests_count": 0,
        "due_date": None,
        "confidential": False,
    }


def _noteable(
    found: MergeRequest | Issue, owner: Project, sign: str, folder: str
) -> dict[str, Any]:
    """What merge requests and issues have in common."""
    short = f"{sign}{found.iid}"
    return {
        "id": found.id,
        "iid": found.iid,
        "project_id": owner.id,
        "title": found.title,
        "description": found.description,
        "state": found.state,
        "created_at": instant(found.created_at),
        "updated_at": instant(found.updated_at),
        "closed_at": instant(found.closed_at),
        "closed_by": user(found.closed_by),
        "labels": list(found.labels),
        "milestone": None,
        "author": user(found.author),
        "assignees": [],
        "assignee": None,
        "user_notes_count": sum(not note.is_system for note in found.notes),
        "upvotes": 0,
        "downvotes": 0,
        "discussion_locked": None,
        "references": {"short": short, "relative": short, "full": f"{owner.path}{short}"},
        "web_url": f"{WEB}/{owner.path}/-/{folder}/{found.iid}",
    }


def note(found: Note, noteable: MergeRequest | Issue) -> dict[str, Any]:
    """A note below a merge request or issue."""
    is_resolvable = found.kind == "DiffNote"
    written: dict[str, Any] = {
        "id": found.id,
        "type": found.kind,
        "body": found.body,
        "attachment": None,
        "author": user(found.author),
        "created_at": instant(found.created_at),
        "updated_at": instant(found.updated_at or found.created_at),
        "system": found.is_system,
        "noteable_id": noteable.id,
        "noteable_type": type(noteable).__name__,
        "resolvable": is_resolvable,
        "confidential": False,
        "internal": False,
        "noteable_iid": noteable.iid,
        "commands_changes": {},
    }
    if is_resolvable:
        written |= {
            "position": {"old_path": found.path, "new_path": found.path, "position_type": "text"},
            "resolved": found.resolved_at is not None,
            "resolved_by": user(found.resolved_by),
            "resolved_at": instant(found.resolved_at),
        }
    return written


def commit(found: Commit, *, with_stats: bool = False) -> dict[str, Any]:
    """A commit of a branch."""
    login = found.author.login if found.author else "unknown"
    address = f"{login}@users.noreply.gitlab.example.com"
    written: dict[str, Any] = {
        "id": found.sha,
        "short_id": found.sha[:8],
        "created_at": git_instant(found.committed_at),
        "parent_ids": list(found.parents),
        "title": found.message.partition("\n")[0],
        "message": found.message,
        "author_name": found.author_name,
        "author_email": address,
        "authored_date": git_instant(found.authored_at),
        "committer_name": found.author_name,
        "committer_email": address,
        "committed_date": git_instant(found.committed_at),
        "trailers": {},
        "extended_trailers": {},
        "web_url": f"{WEB}/-/commit/{found.sha}",
    }
    if with_stats:
        total = found.additions + found.deletions
        stats = {"additions": found.additions, "deletions": found.deletions, "total": total}
        written["stats"] = stats
    return written


def version(found: MergeRequest, commits: tuple[Commit, ...], number: int) -> dict[str, Any]:
    """A version of a merge request: what a push left."""
    base = commits[0].parents[0] if commits[0].parents else None
    return {
        "id": found.id * 100 + number,
        "head_commit_sha": commits[-1].sha,
        "base_commit_sha": base,
        "start_commit_sha": base,
        "created_at": instant(commits[-1].first_seen_at),
        "merge_request_id": found.id,
        "state": "collected",
        "real_size": str(len(found.files)),
        "patch_id_sha": None,
    }
