"""Which items the changelog shows for one save.

Belongs here: comparing an issue before and after. Does not belong here: the words of the API
(`sandbox.jira.representations`).
"""

from collections.abc import Mapping
from typing import Any

from sandbox.jira.entities import ChangeItem, Issue, Sprint

FLAG_ID = "[10019]"
FLAG = "Impediment"

Side = tuple[str | None, str | None]
"""Id and text of one side of an item."""


def changed_items(
    before: Issue, after: Issue, sprints: Mapping[int, Sprint]
) -> tuple[ChangeItem, ...]:
    """The items of a save; of a move to another project, the keys stand for both projects.

    Args:
        before: The issue as it was.
        after: The issue as it is then.
        sprints: By id, for their names.
    """
    sides = {
        "status": (_status(before), _status(after)),
        "resolution": (_named(before.resolution), _named(after.resolution)),
        "assignee": (_account(before), _account(after)),
        "priority": (_named(before.priority), _named(after.priority)),
        "points": (_number(before.points), _number(after.points)),
        "sprint": (_sprints(before, sprints), _sprints(after, sprints)),
        "labels": ((None, " ".join(before.labels)), (None, " ".join(after.labels))),
        "flagged": (_flag(before), _flag(after)),
        "due_date": (_day(before), _day(after)),
        "issue_type": (_type(before), _type(after)),
        "key": ((None, before.key), (None, after.key)),
        "project": ((None, before.project_key), (None, after.project_key)),
    }
    return tuple(
        ChangeItem(field=name, from_id=old[0], from_text=old[1], to_id=new[0], to_text=new[1])
        for name, (old, new) in sides.items()
        if old != new
    )


def _status(issue: Issue) -> Side:
    return str(issue.status.status_id), issue.status.name


def _type(issue: Issue) -> Side:
    return str(issue.issue_type.issue_type_id), issue.issue_type.name


def _named(item: Any) -> Side:
    return (None, None) if item is None else (str(item.item_id), item.name)


def _account(issue: Issue) -> Side:
    user = issue.assignee
    return (None, None) if user is None else (user.account_id, user.display_name)


def _number(value: float | None) -> Side:
    return None, None if value is None else f"{value:g}"


def _sprints(issue: Issue, sprints: Mapping[int, Sprint]) -> Side:
    ids = issue.sprint_ids
    return ", ".join(map(str, ids)), ", ".join(sprints[number].name for number in ids)


def _flag(issue: Issue) -> Side:
    return (FLAG_ID, FLAG) if issue.is_flagged else (None, "")


def _day(issue: Issue) -> Side:
    day = issue.due_date
    return (None, None) if day is None else (day.isoformat(), f"{day.isoformat()} 00:00:00.0")
