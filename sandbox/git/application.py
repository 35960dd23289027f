"""The sandboxed git server as a web application.

Belongs here: the repositories' addresses and how such a server refuses. Does not belong here: what
is in the repositories (`sandbox.git.store`).
"""

from typing import Any

from flask import Flask, Request, Response, jsonify, request

from sandbox.git import backend
from sandbox.git.store import GitStore
from sandbox.kit import control, gate
from sandbox.kit.answers import Answer
from sandbox.kit.dialect import Dialect
from sandbox.kit.service import Hosting, ToolService
from sandbox.kit.store import ChangeError
from sandbox.world import World

_CHALLENGE = {"www-authenticate": 'Basic realm="sandbox"'}


def create(world: World, hosting: Hosting) -> Flask:
    """The application that serves the world's repositories."""
    store = GitStore(world)
    service = ToolService("git", store, DIALECT, hosting)
    app = Flask("sandbox.git", static_folder=None)
    app.extensions["sandbox"] = service
    gate.install(app, service)
    app.register_blueprint(control.blueprint(service))

    @app.route("/<owner>/<name>.git/<path:rest>", methods=["GET", "POST"])
    def repository(owner: str, name: str, rest: str) -> Response:
        gate.require("contents")
        with service.lock:
            root = store.folder_of(f"{owner}/{name}")
        if root is None:
            return gate.written(_text(404, "Repository not found."))
        return gate.written(backend.answer(request, root, f"{owner}/{name}.git/{rest}"))

    @app.post(f"{gate.CONTROL}/force_push")
    def force_push() -> tuple[Response, int]:
        """Put another commit in the place of a branch's newest one."""
        body: Any = request.get_json(silent=True) or {}
        try:
            with service.lock:
                before, after = store.force_push(
                    str(body.get("repository")), str(body.get("branch", "main"))
                )
        except ChangeError as error:
            return jsonify(error=str(error)), 400
        return jsonify(before=before, after=after), 200

    return app


def _token(asked: Request) -> str | None:
    """The password of basic authentication, which is how git sends a token."""
    given = asked.authorization
    return given.password or None if given is not None and given.type == "basic" else None


def _text(status: int, body: str, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status, body.encode(), {"content-type": "text/plain", **(headers or {})})


DIALECT = Dialect(
    unauthorised=lambda: _text(401, "Authentication required.", _CHALLENGE),
    forbidden=lambda: _text(403, "Write access to repository not granted."),
    limited=lambda seconds: _text(429, "Too many requests.", {"retry-after": str(seconds)}),
    failed=lambda status: _text(status, "The server failed."),
    token=_token,
    permissions=frozenset({"contents"}),
)
