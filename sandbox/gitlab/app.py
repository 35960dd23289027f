"""The sandboxed GitLab as a web application.

Belongs here: addresses, gate, entity tags. Does not belong here: what is answered (`endpoints`).
"""

import hashlib
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from sandbox.gitlab import endpoints, paging
from sandbox.gitlab.dialect import dialect, message, not_found
from sandbox.gitlab.endpoints import Endpoint, Found
from sandbox.gitlab.filters import BadParameter
from sandbox.gitlab.limits import GitlabLimits
from sandbox.gitlab.store import GitlabStore
from sandbox.kit import control, gate
from sandbox.kit.answers import Answer, json_answer
from sandbox.kit.service import Hosting, ToolService
from sandbox.world import World

_API = "/api/v4"
_GROUPS: tuple[tuple[str, str, Endpoint], ...] = (
    ("", "projects", endpoints.group),
    ("/projects", "projects", endpoints.group_projects),
    ("/members", "members", endpoints.group_members),
    ("/members/all", "members", endpoints.group_members),
)
_PROJECTS: tuple[tuple[str, str, Endpoint], ...] = (
    ("", "projects", endpoints.project),
    ("/members/all", "members", endpoints.project_members),
    ("/merge_requests", "merge_requests", endpoints.merge_requests),
    ("/issues", "issues", endpoints.issues),
    ("/repository/commits", "repository", endpoints.commits),
    ("/pipelines", "builds", endpoints.pipelines),
    ("/pipelines/<int:number>/jobs", "builds", endpoints.pipeline_jobs),
    ("/jobs", "builds", endpoints.jobs),
    ("/environments", "environments", endpoints.environments),
    ("/deployments", "deployments", endpoints.deployments),
)
_MERGE_REQUESTS: tuple[tuple[str, Endpoint], ...] = (
    ("", endpoints.merge_request),
    ("/notes", endpoints.notes),
    ("/discussions", endpoints.discussions),
    ("/approvals", endpoints.approvals),
    ("/commits", endpoints.merge_request_commits),
    ("/versions", endpoints.versions),
    ("/versions/<int:number>", endpoints.version),
    ("/award_emoji", endpoints.nothing),
    ("/notes/<int:number>/award_emoji", endpoints.nothing),
)
_ISSUES: tuple[tuple[str, Endpoint], ...] = (
    ("", endpoints.issue),
    ("/notes", endpoints.notes),
    ("/discussions", endpoints.discussions),
    ("/award_emoji", endpoints.nothing),
    ("/notes/<int:number>/award_emoji", endpoints.nothing),
)


def create(world: World, hosting: Hosting, limits: GitlabLimits | None = None) -> Flask:
    """The application that serves a world.

    Args:
        world: What GitLab holds.
        hosting: How it is run.
        limits: What it allows; a self-managed server's usual limits by default.
    """
    limits = limits or GitlabLimits()
    store = GitlabStore(world)
    service = ToolService("gitlab", store, dialect(limits, hosting.clock), hosting)
    app = Flask("sandbox.gitlab", static_folder=None)
    gate.install(app, service)
    app.register_blueprint(control.blueprint(service))
    _Routes(app, service, store, limits).add()
    app.extensions["sandbox"] = service

    @app.errorhandler(HTTPException)
    def unknown(refusal: HTTPException) -> Response:
        return gate.written(message(refusal.code or 500, f"{refusal.code} {refusal.name}"))

    return app


class _Routes:
    """Ties addresses to endpoints."""

    def __init__(
        self, app: Flask, service: ToolService, store: GitlabStore, limits: GitlabLimits
    ) -> None:
        self._app = app
        self._service = service
        self._store = store
        self._limits = limits

    def add(self) -> None:
        """Add every address."""
        self._rule("/version", "projects", lambda *_: json_answer({"version": "18.2.0-ee"}))
        self._rule("/projects", "projects", endpoints.all_projects)
        for rest, permission, endpoint in _GROUPS:
            self._rule(f"/groups/<path:name>{rest}", permission, endpoint)
        for rest, permission, endpoint in _PROJECTS:
            self._rule(f"/projects/<path:project>{rest}", permission, endpoint)
        for name, entries in (("merge_requests", _MERGE_REQUESTS), ("issues", _ISSUES)):
            for rest, endpoint in entries:
                self._rule(f"/projects/<path:project>/{name}/<int:iid>{rest}", name, endpoint)

    def _rule(self, rest: str, permission: str, endpoint: Endpoint) -> None:
        def view(**where: Any) -> Response:
            gate.require(permission)
            with self._service.lock:
                return gate.written(self._answer(endpoint, permission, where))

        self._app.add_url_rule(f"{_API}{rest}", rest, view)

    def _answer(self, endpoint: Endpoint, permission: str, where: dict[str, Any]) -> Answer:
        try:
            found = self._found(endpoint, permission, where)
        except BadParameter as refusal:
            return endpoints.refused(refusal)
        if not isinstance(found, Answer):
            address = f"{request.url_root.rstrip('/')}{request.path}"
            found = paging.answer(found, _parameters(), address, self._limits)
        return _tagged(found)

    def _found(self, endpoint: Endpoint, permission: str, where: dict[str, Any]) -> Found:
        store, parameters = self._store, _parameters()
        if "project" not in where:
            return endpoint(store, parameters, *where.values())
        project = store.project(where["project"])
        if project is None:
            return not_found("Project")
        number = [where["number"]] if "number" in where else []
        if "iid" not in where:
            return endpoint(store, parameters, project, *number)
        noteables: dict[int, Any] = getattr(project, permission)
        if where["iid"] not in noteables:
            return not_found()
        return endpoint(store, parameters, project, noteables[where["iid"]], *number)


def _parameters() -> dict[str, Any]:
    """The query's parameters; those named with brackets are lists."""
    given = request.args.to_dict(flat=False)
    return {name: values if name.endswith("[]") else values[-1] for name, values in given.items()}


def _tagged(answer: Answer) -> Answer:
    """The answer with its entity tag, or the news that there is none."""
    if answer.status != 200:  # noqa: PLR2004 - only true answers have tags
        return answer
    tag = f'W/"{hashlib.md5(answer.body, usedforsecurity=False).hexdigest()}"'
    headers = {"etag": tag, "cache-control": "max-age=0, private, must-revalidate"}
    if request.headers.get("if-none-match") == tag:
        return Answer(304, b"", headers)
    return answer.with_headers(headers)
