"""Issues and their links.

Belongs here: one raw record to one row, and taking out of a record what is never landed.
Does not belong here: the history of an issue (``changes.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extract.core import fields
from extract.core.fields import Raw
from extract.core.source import Row
from extract.sources.jira.parsing.values import (
    SPRINT_ID,
    account,
    identifier,
    lean,
    name_of,
    sprint_ids,
)
from extract.sources.jira.site_fields import EPIC_LINK, FLAGGED, SPRINT, STORY_POINTS, SiteFields

_ACCOUNTS = ("reporter", "assignee")
_KEPT_OF_ACCOUNTS = ("accountId", "key", "name")
_KEPT_OF_ISSUES = ("id", "key")
_ENDS = {"outward": "outwardIssue", "inward": "inwardIssue"}


def cleaned(raw: Any, site: SiteFields) -> Any:
    """Return an issue without names of people, of sprints, and texts of other issues.

    What is not shaped as documented is replaced by the name of its type, so that parsing fails on
    it with a reason and nothing of it is kept.
    """
    if not isinstance(raw, Mapping):
        return fields.found(raw)
    head = {"id": raw.get("id"), "key": raw.get("key")}
    if not isinstance(raw.get("fields"), Mapping):
        return {**head, "fields": fields.found(raw.get("fields"))}
    values = lean(raw["fields"])
    for name in _ACCOUNTS:
        values[name] = _only(values.get(name), _KEPT_OF_ACCOUNTS)
    values["parent"] = _only(values.get("parent"), _KEPT_OF_ISSUES)
    values["issuelinks"] = _each(values.get("issuelinks"), _cleaned_link)
    for name in site.of_kind(SPRINT):
        values[name] = _each(values.get(name), _cleaned_sprint)
    return {**head, "fields": values}


def _only(value: Any, names: tuple[str, ...]) -> Any:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        return fields.found(value)
    return {name: value[name] for name in names if name in value}


def _each(value: Any, clean: Any) -> Any:
    return [clean(member) for member in value] if isinstance(value, list) else value


def _cleaned_link(link: Any) -> Any:
    if not isinstance(link, Mapping):
        return fields.found(link)
    ends = {name: _only(link[name], _KEPT_OF_ISSUES) for name in _ENDS.values() if name in link}
    return {"id": link.get("id"), "type": _only(link.get("type"), ("name",)), **ends}


def _cleaned_sprint(member: Any) -> Any:
    if isinstance(member, str):
        # Data Center's text holds the sprint's name and goal beside its number.
        match = SPRINT_ID.search(member)
        return match.group() if match else "text"
    return _only(member, ("id",))


def issue_row(raw: Raw, site: SiteFields) -> Row:
    """Return one row of ``issues`` from a cleaned issue."""
    values = fields.record(raw.get("fields"), "fields")
    status = fields.record(values.get("status"), "status")
    category = fields.record(status.get("statusCategory"), "statusCategory")
    project = fields.record(values.get("project"), "project")
    parent = fields.child(values, "parent")
    ids = sprint_ids(values, site.of_kind(SPRINT))
    fields.listed(values, "issuelinks")  # they are rows of their own, but must be readable
    return {
        "issue_id": identifier(raw, "id"),
        "issue_key": fields.text(raw, "key"),
        "project_key": fields.text(project, "key"),
        "issue_type": name_of(values, "issuetype"),
        "status_id": identifier(status, "id"),
        "status": fields.text(status, "name"),
        "status_category": fields.text(category, "key"),
        "priority": name_of(values, "priority"),
        "resolution": name_of(values, "resolution"),
        "created_at": fields.instant(values, "created"),
        "updated_at": fields.instant(values, "updated"),
        "resolved_at": fields.optional_instant(values, "resolutiondate"),
        "due_date": fields.optional_day(values, "duedate"),
        "reporter_account": account(values, "reporter"),
        "assignee_account": account(values, "assignee"),
        "parent_id": None if parent is None else identifier(parent, "id"),
        "parent_key": _parent_key(values, parent, site),
        "story_points": _story_points(values, site),
        "sprint_ids": ",".join(map(str, ids)),
        "labels": fields.joined(_texts(values, "labels")),
        "components": fields.joined(_names(values, "components")),
        "summary_length": fields.length(values, "summary"),
        "is_flagged": any(fields.listed(values, name) for name in site.of_kind(FLAGGED)),
        "raw_json": _raw_json(raw, values),
    }


def link_row(raw: Raw, issue_id: int, project_key: str) -> Row:
    """Return one row of ``issue_links``: a link as one of its two ends shows it."""
    direction = "outward" if raw.get("outwardIssue") is not None else "inward"
    other = fields.record(raw.get(_ENDS[direction]), _ENDS[direction])
    return {
        "issue_link_id": f"{identifier(raw, 'id')}|{direction}",
        "issue_id": issue_id,
        "project_key": project_key,
        "link_type": name_of(raw, "type"),
        "direction": direction,
        "other_issue_id": identifier(other, "id"),
        "raw_json": fields.raw_json(raw),
    }


def _names(values: Raw, name: str) -> list[str]:
    return [fields.text(fields.record(each, name), "name") for each in fields.listed(values, name)]


def _texts(values: Raw, name: str) -> list[str]:
    return [fields.text({name: member}, name) for member in fields.listed(values, name)]


def _parent_key(values: Raw, parent: Raw | None, site: SiteFields) -> str | None:
    """Return the parent's key; Data Center names the epic of an issue by its key alone."""
    if parent is not None:
        return fields.optional_text(parent, "key")
    links = (fields.optional_text(values, name) for name in site.of_kind(EPIC_LINK))
    return next((key for key in links if key), None)


def _story_points(values: Raw, site: SiteFields) -> float | None:
    found = (fields.optional_number(values, name) for name in site.of_kind(STORY_POINTS))
    return next((points for points in found if points is not None), None)


def _raw_json(raw: Raw, values: Raw) -> str:
    kept = {name: value for name, value in values.items() if name != "issuelinks"}
    return fields.raw_json({"id": raw.get("id"), "key": raw.get("key"), "fields": kept})
