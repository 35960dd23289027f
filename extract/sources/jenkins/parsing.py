"""Jobs and builds: one raw record to one row.

Belongs here: Jenkins' own nesting and wording. Does not belong here: requests.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.fields import Raw
from extract.core.source import Row

FOLDER = "folder"
MULTIBRANCH = "multibranch"
BRANCH = "branch"

_KINDS = (
    ("MultiBranchProject", MULTIBRANCH),
    ("Folder", FOLDER),
    ("WorkflowJob", "pipeline"),
    ("FreeStyleProject", "freestyle"),
    ("MatrixProject", "matrix"),
    ("MavenModuleSet", "maven"),
)
"""What a class's name ends in, and what we call it."""

_DISABLED = "disabled"


def kind_of(raw: Raw, *, in_multibranch: bool) -> str:
    """Return what an item is, by its class; a job of a multibranch project is a branch."""
    if in_multibranch:
        return BRANCH
    name = fields.text(raw, "_class")
    found = next((kind for ending, kind in _KINDS if name.endswith(ending)), None)
    return found or (FOLDER if "jobs" in raw else "other")


def job_row(raw: Raw, job_id: str, project: str, kind: str) -> Row:
    """Return one row of ``jobs`` from an item of the listing."""
    color = fields.optional_text(raw, "color")
    return {
        "job_id": job_id,
        "project": project,
        "kind": kind,
        "job_class": fields.text(raw, "_class"),
        "branch": branch_of(job_id) if kind == BRANCH else None,
        "is_buildable": fields.optional_boolean(raw, "buildable"),
        "is_disabled": None if color is None else color.startswith(_DISABLED),
        "raw_json": fields.raw_json({name: raw.get(name) for name in ("_class", "name")}),
    }


def branch_of(job_id: str) -> str:
    """Return the branch that a job of a multibranch project builds, as git calls it."""
    return unquote(job_id.rpartition("/")[2])


def without_addresses(raw: Any) -> Any:
    """Return a build in which addresses of repositories are only their paths.

    An address may hold a user and a password; neither may reach a row, nor the quarantine.
    Actions that say nothing are left out: most plugins' do.
    """
    if not isinstance(raw, Mapping) or not isinstance(raw.get("actions"), list):
        return raw
    return {**raw, "actions": [_kept(action) for action in raw["actions"] if action]}


def _kept(action: Any) -> Any:
    if not isinstance(action, Mapping) or "remoteUrls" not in action:
        return action
    remotes = action["remoteUrls"] if isinstance(action["remoteUrls"], list) else []
    paths = [repository_of(remote) for remote in remotes if isinstance(remote, str)]
    return {name: value for name, value in action.items() if name != "remoteUrls"} | {
        "repositories": paths
    }


def repository_of(remote: str) -> str | None:
    """Return the path of a repository from its address: ``owner/name`` on most hosts."""
    if "://" in remote:
        try:
            path = urlsplit(remote).path
        except ValueError:
            return None
    else:
        path = remote.partition(":")[2] or remote
    return path.strip("/").removesuffix(".git") or None


def build_row(raw: Raw, job_id: str, project: str, branch: str | None) -> Row:
    """Return one row of ``builds`` from a build.

    A branch that is deleted and made again begins again at 1, so the time belongs to the key.
    What a build that still runs says of its result and its length is not final: it is left out.

    Args:
        raw: Of ``without_addresses``.
        job_id: The job's full name.
        project: The scope.
        branch: The branch the job builds; None if it is not of a multibranch project.
    """
    number = fields.integer(raw, "number")
    milliseconds = fields.integer(raw, "timestamp")
    is_building = fields.boolean(raw, "building")
    duration = None if is_building else fields.integer(raw, "duration")
    actions = [fields.record(action, "actions") for action in fields.listed(raw, "actions")]
    queue = _first_integer(actions, "queuingDurationMillis")
    return {
        "build_id": f"{job_id}#{number}@{milliseconds}",
        "project": project,
        "job_id": job_id,
        "number": number,
        "is_building": is_building,
        "result": None if is_building else _result(raw),
        "enqueued_at": _moment(milliseconds, queue, -1),
        "started_at": _moment(milliseconds, 0),
        "completed_at": _moment(milliseconds, duration),
        "duration_milliseconds": duration,
        "queue_milliseconds": queue,
        "total_queue_milliseconds": _first_integer(actions, "queuingTimeMillis"),
        **_revision(actions, job_id, branch),
        **_causes(actions),
        "test_count": _sum(actions, "totalCount"),
        "failed_test_count": _sum(actions, "failCount"),
        "skipped_test_count": _sum(actions, "skipCount"),
        "raw_json": fields.raw_json(raw),
    }


def _result(raw: Raw) -> str | None:
    """Return the verdict; null after a crash, but a field that is absent is no verdict."""
    if "result" not in raw:
        raise RecordError("result: expected a verdict or null, found no such field")
    return fields.optional_text(raw, "result")


def _moment(milliseconds: int, distance: int | None, direction: int = 1) -> datetime | None:
    """Return the instant so many milliseconds after (or before) another."""
    if distance is None:
        return None
    return fields.optional_milliseconds(
        {"timestamp": milliseconds + direction * distance}, "timestamp"
    )


def _first_integer(actions: list[Raw], name: str) -> int | None:
    values = (fields.optional_integer(action, name) for action in actions)
    return next((value for value in values if value is not None), None)


def _sum(actions: list[Raw], name: str) -> int | None:
    """Add what several publishers of test results counted; None if there is none."""
    values = [fields.optional_integer(action, name) for action in actions]
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _revision(actions: list[Raw], job_id: str, branch: str | None) -> Row:
    """Return which commit was built.

    A build may check out several repositories, a shared library for one. Taken is the only one
    there is; else the only one of the job's own branch; else the only one of those that is called
    like the job or its project. Of several others none is taken for it.
    """
    found = [revision for action in actions for revision in _revisions(action)]
    names = job_id.split("/")[-2:]
    own = [revision for revision in found if _is_of(revision["branch"], branch)]
    named = [revision for revision in own or found if _last(revision["repository"]) in names]
    chosen = next((some[0] for some in (found, own, named) if len(_commits(some)) == 1), None)
    name = chosen["branch"] if chosen else None
    return {
        "branch": branch or (None if name is None else _short(name)),
        "repository": chosen["repository"] if chosen else None,
        "commit_sha": chosen["commit_sha"] if chosen else None,
        "revision_count": len(found),
    }


def _commits(revisions: list[Row]) -> set[str | None]:
    return {revision["commit_sha"] for revision in revisions}


def _last(repository: str | None) -> str | None:
    return None if repository is None else repository.rpartition("/")[2]


def _revisions(action: Raw) -> list[Row]:
    revision = fields.child(action, "lastBuiltRevision")
    if revision is None:
        return []
    branches = fields.listed(revision, "branch")
    repositories = fields.listed(action, "repositories")
    first = fields.record(branches[0], "branch") if branches else {}
    return [
        {
            "commit_sha": fields.optional_text(revision, "SHA1"),
            "branch": fields.optional_text(first, "name"),
            "repository": repositories[0] if repositories else None,
        }
    ]


def _is_of(name: str | None, branch: str | None) -> bool:
    return branch is not None and name is not None and f"/{name}".endswith(f"/{branch}")


def _short(name: str) -> str:
    for prefix in ("refs/heads/", "refs/remotes/origin/", "origin/"):
        name = name.removeprefix(prefix)
    return name


def _causes(actions: list[Raw]) -> Row:
    causes = [
        fields.record(cause, "causes")
        for action in actions
        for cause in fields.listed(action, "causes")
    ]
    upstream = next((cause for cause in causes if cause.get("upstreamProject") is not None), {})
    classes = {fields.optional_text(cause, "_class") for cause in causes}
    return {
        "cause_classes": fields.joined([name for name in classes if name]) or None,
        "upstream_job_id": fields.optional_text(upstream, "upstreamProject"),
        "upstream_build_number": fields.optional_integer(upstream, "upstreamBuild"),
    }
