"""The platform API but for issues: who asks, the server, fields, projects, lists.

Belongs here: `/rest/api/{version}/...` without search. Does not belong here: searches
(`sandbox.jira.search`).
"""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, request

from sandbox.jira import custom
from sandbox.jira.context import Context, ok, refused
from sandbox.jira.paging import PageError, number, offset_page

_MOST_PROJECTS = 100
_READER = "5d53f3cbc6b9320d9ea5bdc2"


def blueprint(context: Context, version: str) -> Blueprint:
    """The endpoints of one version."""
    routes = Blueprint(f"platform{version}", __name__, url_prefix=f"/rest/api/{version}")
    lists = {
        "/field": lambda: custom.fields(
            context.site.custom_fields, is_cloud=context.flavour.is_cloud
        ),
        "/status": lambda: [context.writer().status(s) for s in context.site.statuses],
        "/issuetype": lambda: [context.writer().issue_type(t) for t in context.site.issue_types],
        "/priority": lambda: [context.writer().priority(p) for p in context.site.priorities],
        "/resolution": lambda: [
            context.writer().named("resolution", r) for r in context.site.resolutions
        ],
        "/project": lambda: [context.writer().project(p) for p in context.projects()],
        "/serverInfo": lambda: _server_info(context),
        "/myself": lambda: _myself(context),
    }
    for path, content in lists.items():
        routes.add_url_rule(path, path.strip("/"), _view(content))

    if context.flavour.is_cloud:

        @routes.get("/project/search")
        def project_search() -> Response:
            try:
                start = number(request.args, "startAt", 0)
                size = number(request.args, "maxResults", 50, _MOST_PROJECTS)
            except PageError as error:
                return refused(400, str(error))
            wanted = set(request.args.getlist("keys"))
            found = [p for p in context.projects() if not wanted or p.key in wanted]
            page = offset_page(found, start, size)
            writer = context.writer()
            page["values"] = [writer.project(project) for project in page["values"]]
            return ok({"self": request.base_url, **page})

    return routes


def _view(content: Any) -> Any:
    def view() -> Response:
        return ok(content())

    return view


def _server_info(context: Context) -> dict[str, Any]:
    is_cloud = context.flavour.is_cloud
    version = [1001, 0, 0] if is_cloud else [9, 12, 8]
    shown = "1001.0.0-SNAPSHOT" if is_cloud else "9.12.8"
    writer = context.writer()
    return {
        "baseUrl": request.url_root.rstrip("/"),
        "version": shown,
        "versionNumbers": version,
        "deploymentType": "Cloud" if is_cloud else "Server",
        "buildNumber": 100280 if is_cloud else 9120008,
        "buildDate": writer.instant(datetime(2026, 1, 5, tzinfo=UTC)),
        "serverTime": writer.instant(context.site.as_of),
        "scmInfo": "0",
        "serverTitle": "Harbour",
    }


def _myself(context: Context) -> dict[str, Any]:
    url = request.url_root.rstrip("/")
    common = {
        "displayName": "Sandbox reader",
        "active": True,
        "timeZone": context.site.time_zone,
        "locale": "en_US",
        "avatarUrls": {"48x48": f"{url}/avatar/48"},
        "groups": {"size": 1, "items": []},
        "applicationRoles": {"size": 1, "items": []},
        "expand": "groups,applicationRoles",
    }
    if context.flavour.is_cloud:
        user = f"{url}/rest/api/3/user?accountId={_READER}"
        return {"self": user, "accountId": _READER, "accountType": "atlassian", **common}
    return {
        "self": f"{url}/rest/api/2/user?username=reader",
        "key": "JIRAUSER10000",
        "name": "reader",
        "emailAddress": "reader@harbour.example",
        **common,
    }
