"""Searches, as Cloud and Data Center each have them.

Belongs here: pages of issues, of ids, and histories. Does not belong here: which issues to search
for (``queries.py``), or what is in one (``parsing/``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from extract.core import fields
from extract.core.errors import RecordError, RejectedError, TooHeavyError
from extract.sources.jira.client import JiraClient
from extract.sources.jira.parsing.values import identifier
from extract.sources.jira.site_fields import SiteFields

_CLOUD_ISSUES = 100
_CLOUD_IDS = 5000
_DATA_CENTER_ISSUES = 500
_DATA_CENTER_IDS = 1000
_LEAST = 25
_HISTORY_ISSUES = 1000
_HISTORY_FIELDS = 10
_HISTORIES = 10_000

Histories = dict[int, list[Any]]
"""Raw histories by the issue's id."""


@dataclass(frozen=True)
class Page:
    """One page of a search.

    Attributes:
        issues: Raw issues, none twice.
        cursor: What the next page is asked for with; None after the last.
    """

    issues: list[Any]
    cursor: str | None


class Search(Protocol):
    """How one kind of Jira is searched."""

    def issues(self, jql: str, cursor: str | None) -> Page:
        """Return a page of issues with all fields that are read."""

    def ids(self, jql: str, cursor: str | None) -> Page:
        """Return a page of issues with nothing but their ids."""

    def histories(self, issues: Mapping[int, Any]) -> Histories:
        """Return the histories of issues that were found, by their ids."""


def distinct(issues: Any) -> list[Any]:
    """Return the issues of a page, each once: a page may hold one twice.

    Raises:
        RecordError: There is no list of issues.
    """
    if not isinstance(issues, list):
        raise RecordError(f"issues: expected a list, found {fields.found(issues)}")
    by_id = {
        issue["id"] if isinstance(issue, Mapping) and "id" in issue else f"place {place}": issue
        for place, issue in enumerate(issues)
    }
    return list(by_id.values())


class _Sized:
    """Asks for less when Jira gives up on a page."""

    def __init__(self, client: JiraClient) -> None:
        self._client = client
        self._sizes: dict[int, int] = {}

    def _ask(self, path: str, body: Mapping[str, Any], most: int) -> Mapping[str, Any]:
        while True:
            size = self._sizes.get(most, most)
            try:
                payload = self._client.post(
                    path, {**body, "maxResults": size}, shrinkable=size > _LEAST
                )
            except TooHeavyError:
                self._sizes[most] = max(size // 2, _LEAST)
            else:
                return fields.record(payload, path)


class CloudSearch(_Sized):
    """Cloud: pages by token, histories in bulk.

    Args:
        client: Asks Jira.
        site: Which fields are read.
    """

    def __init__(self, client: JiraClient, site: SiteFields) -> None:
        super().__init__(client)
        self._site = site
        self._filter = site.tracked

    def issues(self, jql: str, cursor: str | None) -> Page:
        """See ``Search``; a hundred is the most that Jira gives with fields."""
        return self._page(jql, cursor, self._site.read, _CLOUD_ISSUES)

    def ids(self, jql: str, cursor: str | None) -> Page:
        """See ``Search``."""
        return self._page(jql, cursor, ["id"], _CLOUD_IDS)

    def _page(self, jql: str, cursor: str | None, names: list[str], most: int) -> Page:
        body: dict[str, Any] = {"jql": jql, "fields": names}
        if cursor is not None:
            body["nextPageToken"] = cursor
        answer = self._ask("/search/jql", body, most)
        following = fields.optional_text(answer, "nextPageToken")
        if fields.optional_boolean(answer, "isLast") or following == cursor:
            following = None
        return Page(distinct(answer.get("issues")), following)

    def histories(self, issues: Mapping[int, Any]) -> Histories:
        """See ``Search``; one history may come in parts, for Jira filters by few fields at once."""
        ids = sorted(issues)
        parts: dict[tuple[int, Any], dict[str, Any]] = {}
        for chunk in _chunks(ids, _HISTORY_ISSUES):
            for names in _chunks(self._filter, _HISTORY_FIELDS) or [[]]:
                for issue_id, history in self._bulk(chunk, names):
                    _merge(parts, issue_id, history)
        found: Histories = {issue_id: [] for issue_id in ids}
        for (issue_id, _), history in parts.items():
            found.setdefault(issue_id, []).append(history)
        return found

    def _bulk(self, ids: Sequence[int], names: Sequence[str]) -> Iterable[tuple[int, Any]]:
        body: dict[str, Any] = {"issueIdsOrKeys": [str(number) for number in ids]}
        if names:
            body["fieldIds"] = list(names)
        found: list[tuple[int, Any]] = []
        while True:
            answer = self._bulk_page(body)
            for log in fields.listed(answer, "issueChangeLogs"):
                raw = fields.record(log, "issueChangeLogs")
                issue_id = identifier(raw, "issueId")
                found += [(issue_id, each) for each in fields.listed(raw, "changeHistories")]
            token = fields.optional_text(answer, "nextPageToken")
            if token is None or token == body.get("nextPageToken"):
                return found
            body["nextPageToken"] = token

    def _bulk_page(self, body: dict[str, Any]) -> Mapping[str, Any]:
        path = "/changelog/bulkfetch"
        try:
            return self._ask(path, body, _HISTORIES)
        except RejectedError:
            # A site may not know one of the fields; without a filter there is none to know.
            if "fieldIds" not in body:
                raise
            self._filter = []
            del body["fieldIds"]
            body.pop("nextPageToken", None)
            return self._ask(path, body, _HISTORIES)


class DataCenterSearch(_Sized):
    """Data Center: pages by offset, histories with the issues.

    Args:
        client: Asks Jira.
        site: Which fields are read.
    """

    def __init__(self, client: JiraClient, site: SiteFields) -> None:
        super().__init__(client)
        self._site = site

    def issues(self, jql: str, cursor: str | None) -> Page:
        """See ``Search``; histories come with them."""
        body = {"jql": jql, "fields": self._site.read, "expand": ["changelog"]}
        return self._page(body, cursor, _DATA_CENTER_ISSUES)

    def ids(self, jql: str, cursor: str | None) -> Page:
        """See ``Search``."""
        return self._page({"jql": jql, "fields": ["id"]}, cursor, _DATA_CENTER_IDS)

    def _page(self, body: Mapping[str, Any], cursor: str | None, most: int) -> Page:
        start = int(cursor or 0)
        answer = self._ask("/search", {**body, "startAt": start}, most)
        issues = distinct(answer.get("issues"))
        end = start + len(issues)
        is_last = not issues or end >= fields.integer(answer, "total")
        return Page(issues, None if is_last else str(end))

    def histories(self, issues: Mapping[int, Any]) -> Histories:
        """See ``Search``."""
        return {issue_id: _inline(issue) for issue_id, issue in issues.items()}


def _inline(issue: Any) -> list[Any]:
    changelog = fields.child(fields.record(issue, "issue"), "changelog")
    return fields.listed(changelog, "histories") if changelog is not None else []


def _chunks(members: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [members[start : start + size] for start in range(0, len(members), size)]


def _merge(parts: dict[tuple[int, Any], dict[str, Any]], issue_id: int, history: Any) -> None:
    """Put the parts of one history together; one that comes twice stays one."""
    raw = dict(fields.record(history, "changeHistories"))
    known = parts.setdefault((issue_id, raw.get("id")), {**raw, "items": []})
    for item in fields.listed(raw, "items"):
        if item not in known["items"]:
            known["items"].append(item)
