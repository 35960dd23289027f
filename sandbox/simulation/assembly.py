"""From drafts to the world: numbers, ids and the cut at `as_of`.

Belongs here: records of repositories and of the organisation on GitHub. Does not belong here:
pull requests (`sandbox.simulation.cut`) and workflow runs (`sandbox.simulation.workflows`).
"""

from collections.abc import Iterable

from sandbox.entities.accounts import Account, Organisation, Team, TeamMember
from sandbox.entities.operations import Deployment, DeploymentStatus, Issue, Push, Release
from sandbox.simulation.cut import Frame, commit, link_branch, pull_request
from sandbox.simulation.drafts import (
    DeploymentDraft,
    IssueDraft,
    PushDraft,
    ReleaseDraft,
    RepositoryDraft,
)
from sandbox.simulation.randomness import node_id
from sandbox.simulation.setting import Setting
from sandbox.simulation.workflows import workflow_runs
from sandbox.simulation.working_time import DAY, epoch, instant_of
from sandbox.world import Repository

_NO_SHA = "0" * 40
_ORGANISATION_AGE_DAYS = 900


def repository(setting: Setting, draft: RepositoryDraft) -> Repository:
    """Everything of one repository that can be seen at `as_of`."""
    as_of = epoch(setting.scenario.as_of)
    draft.commits = [item for item in draft.commits if item.seen <= as_of]
    draft.changes = [change for change in draft.changes if change.created <= as_of]
    draft.issues = [issue for issue in draft.issues if issue.created <= as_of]
    frame = _frame(setting, draft, as_of)
    for change in draft.changes:
        link_branch(frame, change)
    pushes = _pushes(draft, frame)
    requests = [pull_request(frame, change) for change in draft.changes]
    issues = [_issue(frame, issue) for issue in draft.issues]
    named = {label for request in requests for label in request.labels}
    named |= {label for issue in issues for label in issue.labels}
    node = node_id("R", draft.full_name)
    return Repository(
        node_id=node,
        database_id=setting.ids.of(node),
        full_name=draft.full_name,
        created_at=instant_of(draft.created),
        updated_at=pushes[-1].pushed_at,
        pushed_at=pushes[-1].pushed_at,
        labels=tuple(sorted(named)),
        pull_requests=tuple(sorted(requests, key=lambda item: item.number)),
        commits=tuple(
            commit(item, frame.numbers.get(item.change_key or "")) for item in draft.commits
        ),
        pushes=tuple(pushes),
        issues=tuple(sorted(issues, key=lambda item: item.number)),
        releases=tuple(_release(setting, frame, release) for release in draft.releases),
        deployments=tuple(_deployments(setting, frame, draft.deployments)),
        workflow_runs=workflow_runs(setting, draft, frame),
    )


def organisation(setting: Setting) -> Organisation:
    """The organisation account with its teams as they are at `as_of`."""
    scenario = setting.scenario
    login = scenario.github_organisation
    as_of = epoch(scenario.as_of)
    slugs = {scenario.parent_team_id: (scenario.parent_team_name, None)} | {
        team.team_id: (team.team_name, scenario.parent_team_id) for team in scenario.teams
    }
    teams = []
    for slug, (name, parent) in slugs.items():
        node = node_id("T", login, slug)
        accounts = [person.account for person in setting.members(slug, as_of)]
        teams.append(
            Team(
                node_id=node,
                database_id=setting.ids.of(node),
                slug=slug,
                name=name,
                parent_slug=parent,
                members=tuple(_members(accounts)),
            )
        )
    node = node_id("O", login)
    return Organisation(
        login=login,
        name=scenario.organisation_name,
        node_id=node,
        database_id=setting.ids.of(node),
        created_at=instant_of(setting.start - _ORGANISATION_AGE_DAYS * DAY),
        teams=tuple(teams),
    )


def _members(accounts: Iterable[Account]) -> Iterable[TeamMember]:
    """The first member keeps the team; the others are plain members."""
    for position, account in enumerate(accounts):
        yield TeamMember(account=account, role="MEMBER" if position else "MAINTAINER")


def _frame(setting: Setting, draft: RepositoryDraft, as_of: int) -> Frame:
    """Numbers in order of creation, and the default branch's heads by time."""
    items = [(change.created, change.key) for change in draft.changes]
    items += [(issue.created, issue.key) for issue in draft.issues]
    numbers = {key: number for number, (_, key) in enumerate(sorted(items), start=1)}
    heads = [(push.at, push.after) for push in draft.pushes if push.at <= as_of]
    return Frame(
        as_of=as_of,
        repository=draft.full_name,
        ids=setting.ids,
        numbers=numbers,
        main_times=[at for at, _ in heads],
        main_shas=[sha for _, sha in heads],
    )


def _pushes(draft: RepositoryDraft, frame: Frame) -> list[Push]:
    """The repository's activity; pushes to forks are not part of it."""
    own = [push for change in draft.changes if not change.is_from_fork for push in change.pushes]
    seen = [push for push in (*draft.pushes, *own) if push.at <= frame.as_of]
    return [_push(frame, push) for push in sorted(seen, key=lambda push: (push.at, push.key))]


def _push(frame: Frame, draft: PushDraft) -> Push:
    node = node_id("PSH", frame.repository, draft.key)
    return Push(
        database_id=frame.ids.of(node),
        node_id=node,
        ref=f"refs/heads/{draft.branch}",
        before_sha=draft.before or _NO_SHA,
        after_sha=draft.after or _NO_SHA,
        pushed_at=instant_of(draft.at),
        activity_type=draft.activity_type,
        actor=draft.actor,
    )


def _issue(frame: Frame, draft: IssueDraft) -> Issue:
    node = node_id("I", frame.repository, draft.key)
    is_closed = draft.closed is not None and draft.closed <= frame.as_of
    closed = draft.closed if is_closed and not draft.is_forgotten else None
    instants = [draft.created, closed or 0]
    if draft.edited is not None and draft.edited <= frame.as_of:
        instants.append(draft.edited)
    labels = set(draft.labels)
    if draft.deployment is not None:
        labels.add(f"deployment:{node_id('DE', draft.deployment)}")
    return Issue(
        node_id=node,
        database_id=frame.ids.of(node),
        number=frame.numbers[draft.key],
        title=draft.title,
        author=draft.author,
        created_at=instant_of(draft.created),
        updated_at=instant_of(max(instants)),
        body=draft.body,
        closed_at=instant_of(closed) if closed is not None else None,
        state_reason=draft.state_reason if closed is not None else None,
        labels=tuple(sorted(labels)),
    )


def _release(setting: Setting, frame: Frame, draft: ReleaseDraft) -> Release:
    node = node_id("RE", draft.key)
    published = draft.published if (draft.published or 0) <= frame.as_of else None
    return Release(
        node_id=node,
        database_id=frame.ids.of(node),
        tag_name=draft.tag,
        name=draft.tag,
        created_at=instant_of(draft.created),
        updated_at=instant_of(published or draft.created),
        author=setting.actors.deployer,
        tag_commit_sha=draft.sha,
        is_draft=published is None,
        is_prerelease=draft.is_prerelease,
        published_at=instant_of(published) if published is not None else None,
    )


def _deployments(
    setting: Setting, frame: Frame, drafts: list[DeploymentDraft]
) -> Iterable[Deployment]:
    visible = [item for item in drafts if item.is_recorded and item.created <= frame.as_of]
    for draft in sorted(visible, key=lambda item: (item.created, item.key)):
        yield _deployment(setting, frame, draft)


def _deployment(setting: Setting, frame: Frame, draft: DeploymentDraft) -> Deployment:
    node = node_id("DE", draft.key)
    statuses = [status for status in draft.statuses if status.at <= frame.as_of]
    last = max([draft.created, *(status.at for status in statuses)])
    return Deployment(
        node_id=node,
        database_id=frame.ids.of(node),
        environment=draft.environment,
        commit_sha=draft.sha,
        created_at=instant_of(draft.created),
        updated_at=instant_of(last),
        task=draft.task,
        creator=setting.actors.deployer,
        statuses=tuple(
            DeploymentStatus(
                node_id=node_id("DES", node, position),
                state=status.state,
                created_at=instant_of(status.at),
                creator=setting.actors.deployer,
            )
            for position, status in enumerate(statuses)
        ),
    )
