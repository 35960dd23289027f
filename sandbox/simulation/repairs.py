"""Changes made because production is broken: reverts and hotfixes.

Belongs here: their content and their fast life outside working hours. Does not belong here: when
they are needed (`sandbox.simulation.incidents`).
"""

from sandbox.entities.changes import ChangedFile
from sandbox.scenario_parts import ServiceSpec
from sandbox.simulation import content
from sandbox.simulation.drafts import (
    ChangeDraft,
    CommitDraft,
    EventDraft,
    PushDraft,
    ReviewDraft,
)
from sandbox.simulation.mainline import Landing
from sandbox.simulation.people import Person
from sandbox.simulation.randomness import chance, commit_sha, lognormal, pick
from sandbox.simulation.setting import Setting
from sandbox.simulation.working_time import MINUTE

_REVIEWED_SHARE = 0.6
_LABELLED_REVERT_SHARE = 0.3
_REVERT_BY_NUMBER_SHARE = 0.5
_HOTFIX_LINES = 8.0


def repair(
    setting: Setting,
    service: ServiceSpec,
    deployment_key: str,
    plan: tuple[str, int],
    carried: list[Landing],
) -> ChangeDraft | None:
    """A repairing change; `plan` is its kind (`revert` or `hotfix`) and when work on it starts.

    `None` if the owning team has nobody to make it.
    """
    kind, start = plan
    draw = setting.draw("repair", deployment_key)
    owner = setting.owner(service.service_id, start)
    members = setting.members(owner, start)
    if not members:
        return None
    author = pick(draw, members)
    minutes = setting.behaviour(owner, start).repair_minutes
    created = start + round(lognormal(draw, minutes * MINUTE, 0.6))
    change = ChangeDraft(
        key=f"repair/{deployment_key}",
        repository=service.repository,
        author=author.account,
        author_name=author.name,
        title=f"Hotfix: {content.title(draw, setting.scenario.quirks)}",
        body="Stops the incident; the cause follows separately.",
        created=created,
        branch=f"{kind}/{deployment_key.replace('/', '-')}",
        services=(service.service_id,),
        labels=("hotfix",),
        head_repository=service.repository,
    )
    if kind == "revert":
        change.labels = ("hotfix",) if chance(draw, _LABELLED_REVERT_SHARE) else ()
        _take_back(change, carried[-1], is_by_number=chance(draw, _REVERT_BY_NUMBER_SHARE))
    if not change.files:
        change.files = content.source_files(draw, service, _HOTFIX_LINES, 0.8)
    _hurry(setting, change, [person for person in members if person is not author])
    return change


def _take_back(change: ChangeDraft, landing: Landing, *, is_by_number: bool) -> None:
    """Turn a repair into the revert of the newest landing."""
    target = landing.change
    change.title = f'Revert "{target.title if target else "Direct commit"}"'
    if target is None or not is_by_number:
        change.body = f"This reverts commit {landing.sha}."
    else:
        change.reverts = target.key
    if target is not None:
        change.files = tuple(
            ChangedFile(path=file.path, additions=file.deletions, deletions=file.additions)
            for file in target.files
        )


def _hurry(setting: Setting, change: ChangeDraft, others: list[Person]) -> None:
    """One commit, at most one quick approval, merged at once; the wall clock counts."""
    draw = setting.draw("hurry", change.key)
    pushed = change.created - MINUTE
    sha = commit_sha(change.key, 0)
    change.commits = [
        CommitDraft(
            sha=sha,
            authored=pushed - 2 * MINUTE,
            committed=pushed - 2 * MINUTE,
            seen=pushed,
            author=change.author,
            author_name=change.author_name,
            message=change.title,
            change_key=change.key,
        )
    ]
    change.pushes = [
        PushDraft(
            f"{change.key}/0", change.branch, "", sha, pushed, "branch_creation", change.author
        )
    ]
    change.merged_by = change.author
    at = change.created + round(lognormal(draw, 6 * MINUTE, 0.5))
    if others and chance(draw, _REVIEWED_SHARE):
        reviewer = pick(draw, others).account
        asked = change.created + MINUTE
        change.events.append(
            EventDraft("ReviewRequestedEvent", asked, change.author, reviewer=reviewer)
        )
        at = asked + round(lognormal(draw, 12 * MINUTE, 0.7))
        change.reviews.append(ReviewDraft(at, reviewer, "APPROVED", "", 0, sha))
    change.merged = at + 3 * MINUTE
    change.merge_sha = commit_sha(change.key, "merge")
