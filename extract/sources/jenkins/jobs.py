"""Lands the listing of jobs, and tells jobs that are gone from jobs that cannot be seen.

Belongs here: the stream ``jobs`` and which projects there are. Does not belong here: the walk
(``listing.py``), builds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from extract.core.batch import Batch
from extract.core.errors import ExtractError, NotFoundError, SettingsError, VisibilityError
from extract.core.landing import Landing
from extract.core.scope_log import PARTIAL, ScopeLog
from extract.core.scopes import STOPPING
from extract.core.source import Row, RunRequest
from extract.core.vanished import vanished
from extract.sources.jenkins.listing import Item, Listing
from extract.sources.jenkins.parsing import BRANCH, FOLDER, MULTIBRANCH, job_row
from extract.sources.jenkins.settings import JenkinsSettings
from extract.sources.jenkins.streams import CONTROLLER_SCOPE, JOBS

_CONTAINERS = (FOLDER, MULTIBRANCH)


@dataclass
class Jobs:
    """What there is to read.

    Attributes:
        by_project: The jobs that have builds, by project.
        broken: How many items could not be read, by what they are in.
        unseen: Projects whose jobs are landed but were not listed, though not believed gone.
        error: Why they were not listed.
        problems: For people.
    """

    by_project: dict[str, list[Item]] = field(default_factory=dict)
    broken: Counter[str] = field(default_factory=Counter)
    unseen: tuple[str, ...] = ()
    error: ExtractError | None = None
    problems: list[str] = field(default_factory=list)


def read_jobs(
    listing: Listing,
    landing: Landing,
    settings: JenkinsSettings,
    request: RunRequest,
    log: ScopeLog,
) -> Jobs:
    """List and land the jobs.

    Raises:
        ExtractError: Nothing could be listed.
    """
    jobs = Jobs()
    items = _listed(listing, settings, jobs)
    batch = Batch(CONTROLLER_SCOPE)
    seen: set[str] = set()
    for item in items:
        if item.defect is not None:
            batch.quarantine(JOBS, item.raw, item.defect)
            jobs.broken[item.project] += 1
            continue
        row = batch.add(JOBS, job_row, item.raw, item.name, item.project, item.kind)
        if row is not None:
            seen.add(item.name)
        if row is not None and item.kind not in _CONTAINERS:
            jobs.by_project.setdefault(item.project, []).append(item)
    landed = landing.landed.live_rows(JOBS, columns=("project", "kind"))
    known = _below(landed, settings.folders)
    if jobs.error is None and not jobs.broken:
        _bury(batch, known, seen, request, jobs)
    gone = {row["job_id"] for row in batch.rows[JOBS.name] if row.get("is_deleted")}
    landing.commit(batch.take(), scope=CONTROLLER_SCOPE)
    jobs.unseen = tuple(sorted(_projects(known, known.keys() - seen - gone) - set(jobs.by_project)))
    if jobs.error is not None:
        log.failed((JOBS,), jobs.error)
    elif jobs.broken:
        log.read(JOBS, detail=f"{jobs.broken.total()} items could not be read", status=PARTIAL)
    else:
        log.read(JOBS)
    return jobs


def _listed(listing: Listing, settings: JenkinsSettings, jobs: Jobs) -> list[Item]:
    """Walk everything asked for; a folder that cannot be read does not stop the others."""
    found: dict[str, Item] = {}
    roots = settings.folders or ("",)
    for root in roots:
        try:
            for item in listing.below(root):
                # What cannot be read has no name; a question mark is in none of Jenkins'.
                name = item.name if item.defect is None else f"{item.name}?{len(found)}"
                found[name] = item
        except STOPPING:
            raise
        except ExtractError as error:
            jobs.error = _explained(root, error)
            jobs.problems.append(str(jobs.error))
    if jobs.error is not None and not found:
        raise jobs.error
    return list(found.values())


def _explained(root: str, error: ExtractError) -> ExtractError:
    if root and isinstance(error, NotFoundError):
        return NotFoundError(
            f"JENKINS_FOLDERS names {root}, which Jenkins does not know or the user cannot see; "
            "correct the name or the user's permissions."
        )
    if isinstance(error, NotFoundError):
        return SettingsError("JENKINS_URL: no Jenkins answers there; add its context path if any.")
    return error


def _bury(
    batch: Batch, known: dict[Any, Row], seen: set[str], request: RunRequest, jobs: Jobs
) -> None:
    """Add tombstones for jobs that are gone, unless they may only be out of sight.

    Branches come and go by the dozen. While their project still shows others, none is hidden:
    Jenkins gives permissions to folders and projects, not to branches.
    """
    alive = {item.project for items in jobs.by_project.values() for item in items}
    ordinary = {
        name
        for name, row in known.items()
        if name not in seen and row["kind"] == BRANCH and row["project"] in alive
    }
    try:
        gone = _gone(known.keys() - ordinary, seen, request)
    except VisibilityError as error:
        jobs.error = error
        jobs.problems.append(f"Jobs: {error}")
        return
    batch.add_tombstones(JOBS, gone | ordinary)


def _gone(known: set[str], seen: set[str], request: RunRequest) -> set[str]:
    """Return the jobs that were deleted; that all of them were is not believed of any number."""
    if known and not seen and not request.accept_deletions:
        raise VisibilityError(
            f"None of {len(known)} landed jobs is listed any more; that looks like a lost "
            "permission, so they are kept. If they were deleted, run the source once with "
            "--accept-deletions."
        )
    return vanished(known, seen, request)


def _below(known: dict[Any, Row], folders: tuple[str, ...]) -> dict[Any, Row]:
    """Return the known jobs that this run was meant to list."""
    if not folders:
        return known
    return {
        name: row
        for name, row in known.items()
        if any(f"{name}/".startswith(f"{folder}/") for folder in folders)
    }


def known_projects(landing: Landing) -> list[str]:
    """Return the projects that earlier runs read."""
    known = landing.landed.live_rows(JOBS, columns=("project", "kind"))
    return sorted(_projects(known, known))


def _projects(known: dict[Any, Row], names: Iterable[str]) -> set[str]:
    rows = [known[name] for name in names]
    return {row["project"] for row in rows if row["kind"] not in _CONTAINERS}
