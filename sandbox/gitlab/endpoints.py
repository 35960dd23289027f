"""What each address of the sandboxed GitLab answers.

Belongs here: the endpoints and whose permission they need. Does not belong here: JSON
(`representations`), paging, HTTP (`app`).
"""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any

from sandbox.gitlab import delivery_representations as delivery
from sandbox.gitlab import filters
from sandbox.gitlab import representations as representation
from sandbox.gitlab.dialect import error, message, not_found
from sandbox.gitlab.entities import Issue, MergeRequest, Project
from sandbox.gitlab.filters import Parameters
from sandbox.gitlab.paging import Listing
from sandbox.gitlab.store import GitlabStore
from sandbox.kit.answers import Answer, json_answer
from sandbox.kit.gate import may_read

Found = Listing | Answer
Endpoint = Callable[..., Found]

_PAIRED = "400 Bad request - `updated_at` filter and `updated_at` sorting must be paired"


def group(store: GitlabStore, _: Parameters, name: str) -> Found:
    """The group itself."""
    if not _is_group(store, name):
        return not_found("Group")
    content = {"id": 6001, "path": store.group, "full_path": store.group, "name": store.group}
    return json_answer(content)


def group_projects(store: GitlabStore, parameters: Parameters, name: str) -> Found:
    """The projects of the group."""
    if not _is_group(store, name):
        return not_found("Group")
    records = filters.ordered(store.projects.values(), parameters, filters.PROJECTS)
    return Listing(records, _visible)


def all_projects(store: GitlabStore, parameters: Parameters) -> Found:
    """Every project there is."""
    records = filters.ordered(store.projects.values(), parameters, filters.PROJECTS)
    return Listing(records, _visible, "Project")


def group_members(store: GitlabStore, _: Parameters, name: str) -> Found:
    """The members of the group."""
    if not _is_group(store, name):
        return not_found("Group")
    return _members(store)


def _members(store: GitlabStore) -> Listing:
    joined_at = store.world.organisation.created_at
    return Listing(
        store.members,
        lambda entry: representation.member(entry[0], joined_at, is_maintainer=entry[1]),
    )


def _is_group(store: GitlabStore, name: str) -> bool:
    return name in {store.group, "6001"}


def project(_: GitlabStore, __: Parameters, owner: Project) -> Found:
    """One project."""
    return json_answer(_visible(owner))


def _visible(owner: Project) -> dict[str, Any]:
    """A project as its token sees it: who may not read the code sees no branch either."""
    written = representation.project(owner)
    if not may_read("repository"):
        del written["default_branch"], written["empty_repo"]
    return written


def project_members(store: GitlabStore, _: Parameters, __: Project) -> Found:
    """The members of a project, which are those of its group."""
    return _members(store)


def merge_requests(_: GitlabStore, parameters: Parameters, owner: Project) -> Found:
    """The merge requests of a project."""
    records = filters.noteables(owner.merge_requests.values(), parameters)
    records = filters.ordered(records, parameters, filters.NOTEABLES)
    return Listing(records, lambda found: representation.merge_request(found, owner))


def issues(_: GitlabStore, parameters: Parameters, owner: Project) -> Found:
    """The issues of a project."""
    records = filters.noteables(owner.issues.values(), parameters)
    records = filters.ordered(records, parameters, filters.NOTEABLES)
    return Listing(records, lambda found: representation.issue(found, owner))


def merge_request(_: GitlabStore, __: Parameters, owner: Project, found: MergeRequest) -> Found:
    """One merge request."""
    return json_answer(representation.merge_request(found, owner))


def issue(_: GitlabStore, __: Parameters, owner: Project, found: Issue) -> Found:
    """One issue."""
    return json_answer(representation.issue(found, owner))


def notes(
    _: GitlabStore, parameters: Parameters, __: Project, noteable: MergeRequest | Issue
) -> Found:
    """The notes below a merge request or issue."""
    records = filters.ordered(noteable.notes, parameters, filters.NOTES)
    return Listing(records, lambda found: representation.note(found, noteable))


def discussions(
    _: GitlabStore, __: Parameters, ___: Project, noteable: MergeRequest | Issue
) -> Found:
    """The notes as threads; here every note is a thread of its own."""
    return Listing(
        sorted(noteable.notes, key=lambda note: note.id),
        lambda found: {
            "id": f"{found.id:040x}",
            "individual_note": found.kind is None,
            "notes": [representation.note(found, noteable)],
        },
    )


def nothing(*_: Any, **__: Any) -> Found:
    """A list that is always empty here, as that of reactions."""
    return Listing((), dict)


def approvals(_: GitlabStore, __: Parameters, ___: Project, found: MergeRequest) -> Found:
    """The approvals that stand."""
    given = [
        {
            "user": representation.user(approval.user),
            "approved_at": representation.instant(approval.approved_at),
        }
        for approval in found.approvals
    ]
    content = {"user_has_approved": False, "user_can_approve": False, "approved": bool(given)}
    return json_answer({**content, "approved_by": given})


def merge_request_commits(
    _: GitlabStore, __: Parameters, ___: Project, found: MergeRequest
) -> Found:
    """The commits of a merge request, newest first."""
    return Listing(tuple(reversed(found.commits)), representation.commit)


def versions(_: GitlabStore, __: Parameters, ___: Project, found: MergeRequest) -> Found:
    """What each push to a merge request left, newest first."""
    return Listing(list(reversed(_versions(found))), dict)


def version(
    _: GitlabStore, __: Parameters, ___: Project, found: MergeRequest, number: int
) -> Found:
    """One version with its commits; here without its diffs."""
    known = {entry["id"]: entry for entry in _versions(found)}
    if number not in known:
        return not_found()
    commits = [representation.commit(commit) for commit in reversed(found.commits)]
    return json_answer({**known[number], "commits": commits, "diffs": []})


def _versions(found: MergeRequest) -> list[dict[str, Any]]:
    pushed = sorted(found.commits, key=lambda commit: commit.first_seen_at)
    made: list[dict[str, Any]] = []
    so_far = 0
    for _, commits in groupby(pushed, key=lambda commit: commit.first_seen_at):
        so_far += len(list(commits))
        made.append(representation.version(found, tuple(pushed[:so_far]), len(made) + 1))
    return made


def commits(_: GitlabStore, parameters: Parameters, owner: Project) -> Found:
    """The commits of the default branch, newest first; GitLab does not count them."""
    if parameters.get("ref_name", owner.default_branch) != owner.default_branch:
        return not_found("Repository")
    low, high = filters.moment(parameters, "since"), filters.moment(parameters, "until")
    found = [
        commit
        for commit in reversed(owner.commits.values())
        if (low is None or commit.committed_at >= low)
        and (high is None or commit.committed_at <= high)
    ]
    with_stats = parameters.get("with_stats") == "true"
    return Listing(found, partial(representation.commit, with_stats=with_stats), is_counted=False)


def pipelines(_: GitlabStore, parameters: Parameters, owner: Project) -> Found:
    """The pipelines of a project."""
    records = filters.within(owner.pipelines.values(), parameters)
    records = filters.ordered(records, parameters, filters.PIPELINES)
    return Listing(records, lambda found: delivery.pipeline(found, owner))


def pipeline_jobs(_: GitlabStore, parameters: Parameters, owner: Project, number: int) -> Found:
    """The jobs of one pipeline; those that were retried only if asked for."""
    if number not in owner.pipelines:
        return not_found()
    everything = parameters.get("include_retried") == "true"
    records = [
        job
        for job in sorted(owner.jobs.values(), key=lambda job: job.id, reverse=True)
        if job.pipeline.id == number and (everything or not job.is_retried)
    ]
    return Listing(records, lambda found: delivery.job(found, owner))


def jobs(_: GitlabStore, __: Parameters, owner: Project) -> Found:
    """The jobs of a project, retried ones included, newest first; GitLab does not count them."""
    records = sorted(owner.jobs.values(), key=lambda job: job.id, reverse=True)
    return Listing(records, lambda found: delivery.job(found, owner), "Ci::Build", is_counted=False)


def environments(_: GitlabStore, __: Parameters, owner: Project) -> Found:
    """The environments of a project."""
    return Listing(
        list(owner.environments.values()), lambda found: delivery.environment(found, owner)
    )


def deployments(_: GitlabStore, parameters: Parameters, owner: Project) -> Found:
    """The deployments of a project; a bound on updates must go with that order."""
    is_bound = any(parameters.get(name) for name in ("updated_after", "updated_before"))
    if is_bound != (parameters.get("order_by") == "updated_at"):
        return message(400, _PAIRED)
    records = filters.within(owner.deployments.values(), parameters)
    records = filters.ordered(records, parameters, filters.DEPLOYMENTS)
    return Listing(records, lambda found: delivery.deployment(found, owner))


def refused(refusal: filters.BadParameter) -> Answer:
    """The answer to a parameter that cannot be."""
    return error(400, str(refusal))
