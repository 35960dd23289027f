"""Which of a site's fields mean what: custom fields have other ids on every site.

Belongs here: finding them. Does not belong here: reading their values (``parsing/``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from extract.core import fields as reading
from extract.core.errors import RecordError

SPRINT = "sprint"
STORY_POINTS = "story_points"
FLAGGED = "flagged"
EPIC_LINK = "epic_link"

_BY_TYPE = {
    "com.pyxis.greenhopper.jira:gh-sprint": SPRINT,
    "com.pyxis.greenhopper.jira:jsw-story-points": STORY_POINTS,
    "com.pyxis.greenhopper.jira:gh-epic-link": EPIC_LINK,
}
_SYSTEM_TYPES = "com.atlassian.jira.plugin.system.customfieldtypes"
_BY_TYPE_AND_NAME = {
    (f"{_SYSTEM_TYPES}:float", "story points"): STORY_POINTS,
    (f"{_SYSTEM_TYPES}:float", "story point estimate"): STORY_POINTS,
    (f"{_SYSTEM_TYPES}:multicheckboxes", "flagged"): FLAGGED,
}

TRACKED = {
    "status": "status",
    "resolution": "resolution",
    "assignee": "assignee",
    "priority": "priority",
    "issuetype": "issue_type",
    "labels": "labels",
    "duedate": "due_date",
    "project": "project",
    "issuekey": "issue_key",
}
"""System fields whose changes are landed, with the name they get."""

_READ = (
    "project",
    "issuetype",
    "status",
    "priority",
    "resolution",
    "created",
    "updated",
    "resolutiondate",
    "duedate",
    "reporter",
    "assignee",
    "parent",
    "labels",
    "components",
    "summary",
    "issuelinks",
)

_NAMED_KEY = {"key": "issue_key"}
"""Changes of the key carry no field id anywhere; their field is called Key."""


@dataclass(frozen=True)
class SiteFields:
    """The custom fields that are read.

    Attributes:
        kinds: What each means (``sprint``, ``story_points``, ...), by field id.
        names: What each is called, by field id.
        custom_types: The type each is declared with, by field id.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    custom_types: dict[str, str] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[str]:
        """Return the ids of the fields of a kind, in Jira's order."""
        return [field_id for field_id, found in self.kinds.items() if found == kind]

    @property
    def read(self) -> list[str]:
        """Every field that an issue is asked for."""
        return [*_READ, *self.kinds]

    @property
    def tracked(self) -> list[str]:
        """Every field whose changes are asked for."""
        return [*TRACKED, *(name for name, kind in self.kinds.items() if kind != EPIC_LINK)]

    def changed_kind(self, field_id: str | None, name: str) -> str | None:
        """Return what a changelog item is about, or None if it is not landed.

        Args:
            field_id: The item's field id; Data Center gives none.
            name: What the item calls the field.
        """
        kind = self.kinds.get(field_id or "") or TRACKED.get(field_id or "")
        if kind is None and field_id is None:
            by_name = {called.lower(): self.kinds[known] for known, called in self.names.items()}
            kind = by_name.get(name.lower()) or TRACKED.get(name.lower())
        kind = kind or _NAMED_KEY.get(name.lower())
        return None if kind == EPIC_LINK else kind


def identify(listed: Iterable[Any]) -> SiteFields:
    """Find the fields that are read among all the site has.

    Args:
        listed: The answer of ``GET /field``.

    Raises:
        RecordError: An entry is not shaped as documented.
    """
    found = SiteFields()
    for entry in listed:
        raw = reading.record(entry, "field")
        schema = reading.child(raw, "schema")
        custom_type = reading.optional_text(schema, "custom") if schema is not None else None
        if custom_type is None:
            continue
        name = reading.text(raw, "name")
        kind = _BY_TYPE.get(custom_type) or _BY_TYPE_AND_NAME.get((custom_type, name.lower()))
        if kind is not None:
            field_id = reading.text(raw, "id")
            found.kinds[field_id] = kind
            found.names[field_id] = name
            found.custom_types[field_id] = custom_type
    return found


def listed_fields(payload: Any) -> list[Any]:
    """Return the entries of ``GET /field``.

    Raises:
        RecordError: The answer is no list.
    """
    if not isinstance(payload, list):
        raise RecordError(f"field: expected a list, found {reading.found(payload)}")
    return payload
