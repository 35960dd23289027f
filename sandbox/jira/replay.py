"""Plays plans: numbers the issues, and turns what happens to them into their histories.

Belongs here: order, numbers, and what one save changes. Does not belong here: why it happens.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sandbox.jira.changes import changed_items
from sandbox.jira.entities import Comment, History, Issue, Sprint
from sandbox.jira.plans import Event, Plan
from sandbox.simulation.randomness import generator

_FIRST_ISSUE = 10001
_FIRST_HISTORY = 20001
_FIRST_COMMENT = 30001
_MOST_COMMENTS = 4
_COMMENTS = ("Looks good to me.", "Can you check again?", "Done on staging.", "Thanks!")


def play(
    seed: int, as_of: datetime, plans: Sequence[Plan], sprints: Mapping[int, Sprint]
) -> dict[int, Issue]:
    """The issues by id, as they are at `as_of`: what is planned for later has not happened."""
    born = sorted(
        (plan for plan in plans if _instant(seed, plan.name, plan.created_at) <= as_of),
        key=lambda plan: (plan.created_at, plan.name),
    )
    ids = {id(plan): number for number, plan in enumerate(born, start=_FIRST_ISSUE)}
    timelines = {id(plan): _timeline(seed, as_of, plan) for plan in born}
    keys = _keys(seed, born, timelines)
    issues = {}
    for plan in born:
        issue = _created(seed, plan, ids, keys[id(plan)][0])
        for event in timelines[id(plan)]:
            issue = _saved(issue, event, keys[id(plan)], sprints)
        issues[issue.issue_id] = _commented(seed, as_of, issue)
    return _numbered(issues.values())


def _instant(seed: int, name: str, at: datetime) -> datetime:
    """An instant with milliseconds that belong to it: Jira has them, the world has not."""
    milliseconds = int(generator(seed, "jira", "ms", name, at.isoformat()).integers(1000))
    return at.replace(microsecond=milliseconds * 1000)


def _timeline(seed: int, as_of: datetime, plan: Plan) -> list[Event]:
    created = _instant(seed, plan.name, plan.created_at)
    events = []
    for event in sorted(plan.events, key=lambda event: event.at):
        at = max(_instant(seed, plan.name, event.at), created + timedelta(seconds=1))
        if at <= as_of:
            events.append(Event(at, event.author, event.values))
    return events


def _keys(
    seed: int, plans: Iterable[Plan], timelines: Mapping[int, list[Event]]
) -> dict[int, list[str]]:
    """The keys each plan gets: when it is created, and with every move."""
    arrivals = []
    for plan in plans:
        arrivals.append((_instant(seed, plan.name, plan.created_at), plan.name, plan.project, plan))
        arrivals += [
            (event.at, plan.name, event.values["project"], plan)
            for event in timelines[id(plan)]
            if "project" in event.values
        ]
    counts: Counter[str] = Counter()
    keys: dict[int, list[str]] = {}
    for _, _, project, plan in sorted(arrivals, key=lambda arrival: arrival[:2]):
        counts[project.key] += 1
        keys.setdefault(id(plan), []).append(f"{project.key}-{counts[project.key]}")
    return keys


def _created(seed: int, plan: Plan, ids: Mapping[int, int], key: str) -> Issue:
    at = _instant(seed, plan.name, plan.created_at)
    return Issue(
        issue_id=ids[id(plan)],
        key=key,
        project_key=plan.project.key,
        summary=plan.summary,
        issue_type=plan.issue_type,
        status=plan.project.workflow.to_do,
        priority=plan.priority,
        created_at=at,
        updated_at=at,
        reporter=plan.reporter,
        parent_id=ids.get(id(plan.parent)),
        **plan.values,
    )


def _saved(issue: Issue, event: Event, keys: Sequence[str], sprints: Mapping[int, Sprint]) -> Issue:
    values: dict[str, Any] = dict(event.values)
    project = values.pop("project", None)
    if project is not None:
        values |= {"project_key": project.key, "key": keys[-1]}
    return saved(issue, replace(issue, **values), event, sprints)


def saved(before: Issue, after: Issue, event: Event, sprints: Mapping[int, Sprint]) -> Issue:
    """The issue after a save, with the save in its history; as before if nothing changes.

    Args:
        before: The issue as it was.
        after: The issue with its new values.
        event: When, and by whom.
        sprints: By id, for their names.
    """
    items = changed_items(before, after, sprints)
    if not items:
        return before
    resolved = after.resolved_at
    if before.resolution != after.resolution:
        resolved = event.at if after.resolution else None
    history = History(history_id=0, created_at=event.at, author=event.author, items=items)
    return replace(
        after,
        updated_at=event.at,
        resolved_at=resolved,
        histories=(*before.histories, history),
    )


def _commented(seed: int, as_of: datetime, issue: Issue) -> Issue:
    draw = generator(seed, "jira", "comments", issue.issue_id)
    author = issue.assignee or issue.reporter
    if author is None:
        return issue
    comments = tuple(
        Comment(
            comment_id=_FIRST_COMMENT + issue.issue_id * _MOST_COMMENTS + number,
            created_at=issue.created_at + timedelta(minutes=10 * (number + 1)),
            author=author,
            body=_COMMENTS[number],
        )
        for number in range(int(draw.integers(_MOST_COMMENTS)))
    )
    written = tuple(comment for comment in comments if comment.created_at <= as_of)
    updated = max([issue.updated_at, *(comment.created_at for comment in written)])
    return replace(issue, comments=written, updated_at=updated)


def _numbered(issues: Iterable[Issue]) -> dict[int, Issue]:
    """Give the saves of all issues their numbers, in order of time."""
    found = list(issues)
    saves = sorted(
        (history.created_at, issue.issue_id, place)
        for issue in found
        for place, history in enumerate(issue.histories)
    )
    numbers = {save[1:]: number for number, save in enumerate(saves, start=_FIRST_HISTORY)}
    return {
        issue.issue_id: replace(
            issue,
            histories=tuple(
                replace(history, history_id=numbers[issue.issue_id, place])
                for place, history in enumerate(issue.histories)
            ),
        )
        for issue in found
    }
