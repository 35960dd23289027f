"""The site's fields: what they are called, and which are its own.

Belongs here: the list that `/field` gives, and the names in the changelog. Does not belong here:
values.
"""

from collections.abc import Mapping
from typing import Any

from sandbox.jira.entities import CustomFields

_SYSTEM = {
    "summary": ("Summary", "string"),
    "description": ("Description", "string"),
    "project": ("Project", "project"),
    "issuetype": ("Issue Type", "issuetype"),
    "status": ("Status", "status"),
    "priority": ("Priority", "priority"),
    "resolution": ("Resolution", "resolution"),
    "created": ("Created", "datetime"),
    "updated": ("Updated", "datetime"),
    "resolutiondate": ("Resolved", "datetime"),
    "duedate": ("Due date", "date"),
    "reporter": ("Reporter", "user"),
    "assignee": ("Assignee", "user"),
    "labels": ("Labels", "array"),
    "components": ("Components", "array"),
    "issuelinks": ("Linked Issues", "array"),
}
_GREENHOPPER = "com.pyxis.greenhopper.jira:"
_SYSTEM_TYPES = "com.atlassian.jira.plugin.system.customfieldtypes:"
_CUSTOM = {
    "sprint": ("Sprint", "array", f"{_GREENHOPPER}gh-sprint"),
    "points": ("Story Points", "number", f"{_SYSTEM_TYPES}float"),
    "estimate": ("Story point estimate", "number", f"{_GREENHOPPER}jsw-story-points"),
    "flagged": ("Flagged", "array", f"{_SYSTEM_TYPES}multicheckboxes"),
    "epic_link": ("Epic Link", "any", f"{_GREENHOPPER}gh-epic-link"),
    "rank": ("Rank", "any", f"{_GREENHOPPER}gh-lexo-rank"),
    "old_points": ("Story points (old)", "number", f"{_SYSTEM_TYPES}float"),
}
_ONLY_CLOUD = {"estimate"}
_ITEMS = {
    "status": ("status", "status"),
    "resolution": ("resolution", "resolution"),
    "assignee": ("assignee", "assignee"),
    "priority": ("priority", "priority"),
    "labels": ("labels", "labels"),
    "due_date": ("duedate", "duedate"),
    "issue_type": ("issuetype", "issuetype"),
    "key": ("Key", "issuekey"),
    "project": ("project", "project"),
}

ItemNames = Mapping[str, tuple[str, str, str]]
"""By what changed: the changelog's `field`, `fieldId` and `fieldtype`."""


def fields(custom: CustomFields, *, is_cloud: bool) -> list[dict[str, Any]]:
    """What `GET /field` answers."""
    written = [
        {
            "id": name,
            "key": name,
            "name": title,
            "custom": False,
            "orderable": True,
            "navigable": True,
            "searchable": True,
            "clauseNames": [name],
            "schema": {"type": kind, "system": name},
        }
        for name, (title, kind) in _SYSTEM.items()
    ]
    for name, (title, kind, schema) in _CUSTOM.items():
        if is_cloud or name not in _ONLY_CLOUD:
            written.append(_custom(getattr(custom, name), title, kind, schema))
    if not is_cloud:
        for field in written:
            del field["key"]
    return written


def _custom(field_id: str, title: str, kind: str, schema: str) -> dict[str, Any]:
    number = int(field_id.rpartition("_")[2])
    items = {"items": "json" if kind == "array" else ""} if kind == "array" else {}
    return {
        "id": field_id,
        "key": field_id,
        "name": title,
        "custom": True,
        "orderable": True,
        "navigable": True,
        "searchable": True,
        "clauseNames": [f"cf[{number}]", title],
        "schema": {"type": kind, **items, "custom": schema, "customId": number},
    }


def item_names(custom: CustomFields) -> ItemNames:
    """How the changelog names what changed."""
    system = {name: (field, field_id, "jira") for name, (field, field_id) in _ITEMS.items()}
    own = {
        name: (_CUSTOM[name][0], getattr(custom, name), "custom")
        for name in ("sprint", "points", "estimate", "flagged")
    }
    return system | own
