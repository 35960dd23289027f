"""The history of issues: one row for each field that one save changed.

Belongs here: taking a history apart, keeping only what may be landed. Does not belong here:
reading histories from Jira.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from extract.core import fields
from extract.core.fields import Raw
from extract.core.source import Row
from extract.sources.jira.parsing.values import account, identifier
from extract.sources.jira.site_fields import SPRINT, SiteFields

_ONLY_IDS = frozenset({SPRINT, "assignee"})
"""The texts of these are names of sprints, which people make up, and of people."""

_SECONDS_END = 100_000_000_000
"""Numbers below this are seconds: as milliseconds they would be earlier than any Jira."""


def items(raw: Any, site: SiteFields) -> Iterator[Any]:
    """Yield the items of a history that are landed, each with what the history says of all.

    A history that is not shaped as documented comes as it is, without its texts.
    """
    if not isinstance(raw, Mapping) or not isinstance(raw.get("items"), list):
        yield {"history": fields.found(raw)}
        return
    author = _account_or_found(raw)
    places: Counter[str] = Counter()
    for item in raw["items"]:
        if not isinstance(item, Mapping):
            yield {"id": raw.get("id"), "item": fields.found(item)}
            continue
        field_id, name = item.get("fieldId"), str(item.get("field"))
        kind = site.changed_kind(field_id if isinstance(field_id, str) else None, name)
        if kind is not None:
            yield {
                "id": raw.get("id"),
                "created": raw.get("created"),
                "author": author,
                "kind": kind,
                "place": places[kind],
                **_sides(item, kind),
            }
            places[kind] += 1


def _account_or_found(raw: Raw) -> Any:
    author = raw.get("author")
    return (
        account(raw, "author") if isinstance(author, Mapping) else author and fields.found(author)
    )


def _sides(item: Raw, kind: str) -> dict[str, Any]:
    names = ("from", "to") if kind in _ONLY_IDS else ("from", "to", "fromString", "toString")
    return {name: item.get(name) for name in names}


def change_row(raw: Raw, issue_id: int, project_key: str) -> Row:
    """Return one row of ``issue_changes`` from an item of ``items``.

    Args:
        raw: The item.
        issue_id: Whose history it is.
        project_key: The project the issue is in now.
    """
    kind, history_id = fields.text(raw, "kind"), identifier(raw, "id")
    place = fields.integer(raw, "place")
    return {
        "issue_change_id": f"{history_id}|{kind}" + (f"|{place}" if place else ""),
        "issue_id": issue_id,
        "project_key": project_key,
        "history_id": history_id,
        "field": kind,
        "from_id": _id(raw, "from", kind),
        "from_value": _value(raw, "fromString"),
        "to_id": _id(raw, "to", kind),
        "to_value": _value(raw, "toString"),
        "changed_at": _instant(raw),
        "author_account": fields.optional_text(raw, "author"),
        "raw_json": fields.raw_json(raw),
    }


def _id(raw: Raw, name: str, kind: str) -> str | None:
    """Return an id; the ids of several sprints are sorted and joined by commas."""
    text = fields.optional_text(raw, name) or None
    if text is None or kind != SPRINT:
        return text
    return ",".join(sorted(re.findall(r"\d+", text), key=int))


def _value(raw: Raw, name: str) -> str | None:
    return fields.optional_text(raw, name) or None


def _instant(raw: Raw) -> datetime:
    """Return when the save was made: text, or milliseconds since 1970 as bulkfetch gives them."""
    value = raw.get("created")
    if isinstance(value, int) and not isinstance(value, bool):
        read = fields.optional_seconds if value < _SECONDS_END else fields.optional_milliseconds
        moment = read(raw, "created")
        if moment is not None:
            return moment
    return fields.instant(raw, "created")
