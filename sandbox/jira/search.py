"""Searches for issues, and what belongs to single ones.

Belongs here: search in both flavours, changelogs, comments. Does not belong here: JQL itself
(`sandbox.jira.jql`, `sandbox.jira.matching`).
"""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response

from sandbox.jira import jql, matching
from sandbox.jira.context import Context, names, ok, refused, values
from sandbox.jira.entities import Issue
from sandbox.jira.paging import PageError, number, position, token
from sandbox.kit.service import Hosting

_GONE = (
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full "
    "migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046"
)
_MOST_CHANGELOGS = 20
_MOST_COMMENTS = 5000
_KEPT_RESULTS = 64


class Searches:
    """Finds issues, and remembers what it found until a record changes.

    Args:
        context: What is searched.
        hosting: Gives the time, for tokens.
    """

    def __init__(self, context: Context, hosting: Hosting) -> None:
        self.context = context
        self.now = hosting.clock
        self._results: dict[Any, list[Issue]] = {}

    def found(self, text: str) -> list[Issue]:
        """The issues a query names.

        Raises:
            jql.JqlError: Jira refuses the query.
        """
        key = (self.context.store.version, text, self.context.hidden())
        if key not in self._results:
            if len(self._results) >= _KEPT_RESULTS:
                self._results.clear()
            query = jql.read(text)
            self._results[key] = matching.matching(self.context.site, query, key[2])
        return self._results[key]

    def by_token(self) -> dict[str, Any]:
        """A page of Cloud's search.

        Raises:
            jql.JqlError: Jira refuses the query.
            PageError: Jira refuses the token or the size.
        """
        asked = values()
        text, wanted = str(asked.get("jql") or ""), names("fields") or ["id"]
        if not jql.read(text).conditions:
            raise jql.JqlError(jql.UNBOUNDED)
        flavour = self.context.flavour
        most = flavour.most_issues if set(wanted) - {"id", "key"} else flavour.most_ids
        size = number(asked, "maxResults", 50, most) or most
        found, page = self.found(text), asked.get("nextPageToken")
        start = position(str(page), text, self.now()) if page else 0
        end = start + size
        expand = str(asked.get("expand") or "")
        answer = {"issues": self._written(found[start:end], wanted, expand)}
        if end < len(found):
            return {**answer, "nextPageToken": token(text, end, self.now()), "isLast": False}
        return {**answer, "isLast": True}

    def by_offset(self) -> dict[str, Any]:
        """A page of Data Center's search.

        Raises:
            jql.JqlError: Jira refuses the query.
            PageError: Jira refuses the offset or the size.
        """
        asked = values()
        found = self.found(str(asked.get("jql") or ""))
        start = number(asked, "startAt", 0)
        size = number(asked, "maxResults", 50, self.context.flavour.most_issues)
        wanted, expand = names("fields") or ["*navigable"], ",".join(names("expand"))
        page = {"expand": "schema,names", "startAt": start, "maxResults": size}
        issues = self._written(found[start : start + size], wanted, expand)
        return {**page, "total": len(found), "issues": issues}

    def _written(
        self, issues: Sequence[Issue], wanted: Sequence[str], expand: str
    ) -> list[dict[str, Any]]:
        writer, with_changelog = self.context.writer(), "changelog" in expand
        written = [writer.issue(i, wanted, with_changelog=with_changelog) for i in issues]
        if with_changelog and self.context.flavour.is_cloud:
            for issue in written:
                changelog = issue["changelog"]
                changelog["histories"] = changelog["histories"][::-1][:_MOST_CHANGELOGS]
                changelog["maxResults"] = len(changelog["histories"])
        return written


def blueprint(searches: Searches, version: str) -> Blueprint:
    """The endpoints of one version of the platform API."""
    routes = Blueprint(f"search{version}", __name__, url_prefix=f"/rest/api/{version}")
    context = searches.context

    @routes.route("/search", methods=["GET", "POST"])
    def search() -> Response:
        return refused(410, _GONE) if context.flavour.is_cloud else _answered(searches.by_offset)

    @routes.get("/issue/<name>")
    def issue(name: str) -> Response:
        found = context.issue(name)
        if found is None:
            return _no_issue()
        expand, wanted = ",".join(names("expand")), names("fields") or ["*all"]
        return ok(context.writer().issue(found, wanted, with_changelog="changelog" in expand))

    @routes.get("/issue/<name>/comment")
    def comments(name: str) -> Response:
        found = context.issue(name)
        return _no_issue() if found is None else _answered(lambda: _comments(context, found))

    return routes


def cloud_blueprint(searches: Searches, version: str) -> Blueprint:
    """The endpoints that only Cloud has."""
    routes = Blueprint(f"cloud{version}", __name__, url_prefix=f"/rest/api/{version}")

    @routes.route("/search/jql", methods=["GET", "POST"])
    def search_jql() -> Response:
        return _answered(searches.by_token)

    @routes.post("/search/approximate-count")
    def approximate_count() -> Response:
        return _answered(lambda: {"count": len(searches.found(str(values().get("jql") or "")))})

    @routes.get("/issue/<name>/changelog")
    def changelog(name: str) -> Response:
        found = searches.context.issue(name)
        if found is None:
            return _no_issue()
        return _answered(lambda: _changelog(searches.context, found))

    return routes


def _answered(content: Any) -> Response:
    try:
        return ok(content())
    except (jql.JqlError, PageError) as error:
        return refused(400, str(error))


def _no_issue() -> Response:
    return refused(404, "Issue does not exist or you do not have permission to see it.")


def _comments(context: Context, issue: Issue) -> dict[str, Any]:
    start = number(values(), "startAt", 0)
    size = number(values(), "maxResults", _MOST_COMMENTS, _MOST_COMMENTS)
    writer, total = context.writer(), len(issue.comments)
    shown = [writer.comment(comment) for comment in issue.comments[start : start + size]]
    return {"startAt": start, "maxResults": size, "total": total, "comments": shown}


def _changelog(context: Context, issue: Issue) -> dict[str, Any]:
    start = number(values(), "startAt", 0)
    size = number(values(), "maxResults", 100, 100)
    histories = context.writer().histories(issue)
    shown = histories[start : start + size]
    page = {"startAt": start, "maxResults": size, "total": len(histories), "values": shown}
    return {**page, "isLast": start + size >= len(histories)}
