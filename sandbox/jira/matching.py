"""Which issues a query names, and in which order.

Belongs here: the fields JQL knows here, and how their values compare. Does not belong here:
reading a query (`sandbox.jira.jql`).

Dates are written in minutes and in the time zone of the account that asks; they stand for the
first instant of the minute. A plain number is milliseconds since 1970.
"""

import operator
import re
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.jira.entities import Issue, Site
from sandbox.jira.jql import Condition, JqlError, Query

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_MOMENTS: dict[str, Callable[[Issue], datetime | None]] = {
    "created": lambda issue: issue.created_at,
    "updated": lambda issue: issue.updated_at,
    "resolved": lambda issue: issue.resolved_at,
    "resolutiondate": lambda issue: issue.resolved_at,
}
_NAMES: dict[str, Callable[[Issue], Iterable[str]]] = {
    "project": lambda issue: (issue.project_key,),
    "id": lambda issue: (str(issue.issue_id), issue.key),
    "key": lambda issue: (str(issue.issue_id), issue.key),
    "issue": lambda issue: (str(issue.issue_id), issue.key),
    "issuekey": lambda issue: (str(issue.issue_id), issue.key),
    "status": lambda issue: (issue.status.name, str(issue.status.status_id)),
    "statuscategory": lambda issue: (issue.status.category,),
    "issuetype": lambda issue: (issue.issue_type.name, str(issue.issue_type.issue_type_id)),
    "type": lambda issue: (issue.issue_type.name, str(issue.issue_type.issue_type_id)),
    "sprint": lambda issue: map(str, issue.sprint_ids),
}
_FORMATS = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")
_RELATIVE = re.compile(r"(-?\d+)([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)

Test = Callable[[Issue], bool]


def matching(site: Site, query: Query, hidden: Collection[str] = ()) -> list[Issue]:
    """The issues a query names, in its order; without an order, the newest first.

    Args:
        site: What is searched.
        query: What for.
        hidden: Projects the asker may not browse: to it, they do not exist.

    Raises:
        JqlError: The query names a field, a project or a value that there is not.
    """
    tests = [_test(site, condition, hidden) for condition in query.conditions]
    found = [
        issue
        for issue in site.issues.values()
        if issue.project_key not in hidden and all(test(issue) for test in tests)
    ]
    found.sort(key=lambda issue: issue.issue_id, reverse=True)
    for field, descends in reversed(query.order or (("created", True),)):
        found.sort(key=_order(field), reverse=descends)
    return found


def _order(field: str) -> Callable[[Issue], Any]:
    if field in _MOMENTS:
        return lambda issue: _MOMENTS[field](issue) or _EARLIEST
    if field in {"id", "key", "issuekey", "issue"}:
        return lambda issue: (issue.project_key, int(issue.key.rpartition("-")[2]))
    if field == "project":
        return lambda issue: issue.project_key
    raise JqlError(f"Not able to sort using field '{field}'.")


def _test(site: Site, condition: Condition, hidden: Collection[str]) -> Test:
    if condition.field in _MOMENTS:
        return _moment_test(site, condition)
    if condition.field not in _NAMES:
        raise JqlError(
            f"Field '{condition.field}' does not exist or you do not have permission to view it."
        )
    wanted = {value.lower() for value in condition.values}
    if condition.field == "project":
        wanted = _projects(site, condition, hidden)
    has = partial(_has, _NAMES[condition.field], wanted)
    if condition.operator in {"=", "in"}:
        return has
    if condition.operator in {"!=", "not in"}:
        return lambda issue: not has(issue)
    raise JqlError(
        f"The operator '{condition.operator}' is not supported by the '{condition.field}' field."
    )


def _has(names: Callable[[Issue], Iterable[str]], wanted: set[str], issue: Issue) -> bool:
    return any(name.lower() in wanted for name in names(issue))


def _projects(site: Site, condition: Condition, hidden: Collection[str]) -> set[str]:
    """The keys, in small letters, of projects named by key, name or id."""
    known = {
        name.lower(): project.key.lower()
        for project in site.projects.values()
        if project.key not in hidden
        for name in (project.key, project.name, str(project.project_id))
    }
    for value in condition.values:
        if value.lower() not in known:
            raise JqlError(f"The value '{value}' does not exist for the field 'project'.")
    return {known[value.lower()] for value in condition.values}


def _moment_test(site: Site, condition: Condition) -> Test:
    moment = _MOMENTS[condition.field]
    if condition.operator in {"is", "is not"}:
        empty = condition.operator == "is"
        return lambda issue: (moment(issue) is None) == empty
    if condition.operator not in _COMPARE:
        raise JqlError(
            f"The operator '{condition.operator}' is not supported by the '{condition.field}' "
            "field."
        )
    compare, at = _COMPARE[condition.operator], _moment(site, condition)

    def test(issue: Issue) -> bool:
        value = moment(issue)
        return value is not None and compare(value, at)

    return test


def _moment(site: Site, condition: Condition) -> datetime:
    text, zone = condition.values[0], ZoneInfo(site.time_zone)
    if text.lstrip("-").isdecimal():
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    relative = _RELATIVE.fullmatch(text)
    if relative:
        return site.as_of + timedelta(**{_UNITS[relative[2]]: int(relative[1])})
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
    raise JqlError(
        f"Date value '{text}' for field '{condition.field}' is invalid. Valid formats include: "
        "'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format "
        "e.g. '-5d', '4w 2d'."
    )
