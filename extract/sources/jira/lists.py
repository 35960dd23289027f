"""Lists of the site: read to their ends, page by page or whole.

Belongs here: paging by offset. Does not belong here: searches (``search.py``), or rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from extract.core import fields
from extract.core.errors import NotFoundError, RejectedError
from extract.sources.jira.client import JiraClient
from extract.sources.jira.parsing.site_records import members

_PROJECTS = 100
_BOARDS = 50

Ask = Callable[[Mapping[str, Any]], Any]


def projects(client: JiraClient, keys: tuple[str, ...]) -> list[Any]:
    """Return the projects that the account may browse; with keys, only these of them."""
    if not client.is_cloud:
        listed = members(client.platform("/project"), "project")
        return [raw for raw in listed if not keys or _key(raw) in keys]
    wanted = {"keys": list(keys)} if keys else {}
    try:
        return _pages(
            lambda place: client.platform("/project/search", {**place, **wanted}), _PROJECTS
        )
    except NotFoundError:
        # This is how Jira says that no project matches.
        return []


def boards(client: JiraClient) -> list[Any]:
    """Return every board that the account may see."""
    return _pages(lambda place: client.agile("/board", place), _BOARDS)


def sprints(client: JiraClient, board_id: int) -> list[Any]:
    """Return every sprint of a board; a board without sprints has none."""
    try:
        return _pages(lambda place: client.agile(f"/board/{board_id}/sprint", place), _BOARDS)
    except RejectedError:
        # Jira refuses where the board is of a kind that has none.
        return []


def _key(raw: Any) -> Any:
    return raw.get("key") if isinstance(raw, Mapping) else None


def _pages(ask: Ask, size: int) -> list[Any]:
    """Read every page; once more if fewer records were met than Jira counts.

    A record that is removed meanwhile moves all that follow, so that one of them may slip to a
    page that was read before.
    """
    found, total = _read(ask, size)
    if total is not None and len(found) < total:
        found |= _read(ask, size)[0]
    return list(found.values())


def _read(ask: Ask, size: int) -> tuple[dict[Any, Any], int | None]:
    """Return the records of all pages, none twice, and how many Jira counted at the end."""
    found: dict[Any, Any] = {}
    start = 0
    while True:
        page = fields.record(ask({"startAt": start, "maxResults": size}), "page")
        records = {_id(raw, place): raw for place, raw in enumerate(members(page, "page"), start)}
        found |= records
        start += len(records)
        total = fields.optional_integer(page, "total")
        ended = fields.optional_boolean(page, "isLast")
        if not records or ended or (ended is None and total is not None and start >= total):
            return found, total


def _id(raw: Any, place: int) -> Any:
    return raw["id"] if isinstance(raw, Mapping) and "id" in raw else f"place {place}"
