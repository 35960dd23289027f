"""`POST /changelog/bulkfetch`: the saves of many issues at once.

Belongs here: this one endpoint of Cloud. Does not belong here: how a save is written.
"""

from datetime import datetime
from typing import Any
from zlib import crc32

from flask import Blueprint, Response

from sandbox.jira.context import Context, ok, refused, values
from sandbox.jira.paging import PageError, number, position, token
from sandbox.kit.service import Hosting

_MOST_ISSUES = 1000
_MOST_FIELDS = 10
_DEFAULT_SAVES = 1000
_MOST_SAVES = 10_000


def blueprint(context: Context, hosting: Hosting, version: str) -> Blueprint:
    """The endpoint in one version of the platform API."""
    routes = Blueprint(f"bulk{version}", __name__, url_prefix=f"/rest/api/{version}")

    @routes.post("/changelog/bulkfetch")
    def bulkfetch() -> Response:
        try:
            return ok(_page(context, hosting.clock()))
        except PageError as error:
            return refused(400, str(error))

    return routes


def _page(context: Context, now: float) -> dict[str, Any]:
    asked = values()
    wanted, fields = asked.get("issueIdsOrKeys"), asked.get("fieldIds") or []
    if not isinstance(wanted, list) or not 1 <= len(wanted) <= _MOST_ISSUES:
        raise PageError(f"issueIdsOrKeys must name 1 to {_MOST_ISSUES} issues.")
    if not isinstance(fields, list) or len(set(fields)) > _MOST_FIELDS:
        raise PageError(f"fieldIds must name at most {_MOST_FIELDS} fields.")
    size = number(asked, "maxResults", _DEFAULT_SAVES, _MOST_SAVES) or _MOST_SAVES
    writer, site = context.writer(), context.site
    issues = [site.issues[key] for key in _ids(context, wanted)]
    saves = sorted(
        (
            (issue.issue_id, save)
            for issue in issues
            for save in writer.histories(issue, frozenset(fields))
        ),
        key=lambda entry: int(entry[1]["id"]),
    )
    query = [sorted(map(str, wanted)), sorted(fields)]
    page = asked.get("nextPageToken")
    start = position(str(page), _digest(query), now) if page else 0
    by_issue: dict[int, list[Any]] = {}
    for issue_id, save in saves[start : start + size]:
        written = {**save, "created": _milliseconds(save["created"])}
        by_issue.setdefault(issue_id, []).append(written)
    answer: dict[str, Any] = {
        "issueChangeLogs": [
            {"issueId": str(issue_id), "changeHistories": histories}
            for issue_id, histories in by_issue.items()
        ]
    }
    if start + size < len(saves):
        answer["nextPageToken"] = token(_digest(query), start + size, now)
    return answer


def _milliseconds(text: str) -> int:
    """An instant as this endpoint gives it: not as text, unlike every other."""
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def _digest(query: list[list[str]]) -> str:
    return f"{crc32(str(query).encode()):x}"


def _ids(context: Context, wanted: list[Any]) -> list[int]:
    """The ids of those of the named issues that exist and may be seen."""
    hidden = context.hidden()
    names = {str(name) for name in wanted}
    return [
        issue.issue_id
        for issue in context.site.issues.values()
        if (str(issue.issue_id) in names or issue.key in names) and issue.project_key not in hidden
    ]
