"""The sandboxed GitHub as a web application.

Belongs here: putting endpoints, gate and refusals together. Does not belong here: the network
(`sandbox.server`).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from sandbox.github import answers, control, gate, graphql_endpoint
from sandbox.github.rest import endpoints
from sandbox.github.service import Service

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


class _GitHub(Flask):
    """Also answers where GitHub Enterprise Server does: below /api/v3 and at /api/graphql."""

    def wsgi_app(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Take the enterprise prefix off, so that links lead back to it."""
        path = environ["PATH_INFO"]
        prefix = "/api" if path == "/api/graphql" else "/api/v3"
        if path.startswith(f"{prefix}/"):
            environ["SCRIPT_NAME"] = prefix
            environ["PATH_INFO"] = path.removeprefix(prefix)
        return super().wsgi_app(environ, start_response)


def create_app(service: Service) -> Flask:
    """The application that answers for `service`."""
    app = _GitHub("sandbox.github", static_folder=None)
    gate.install(app, service)
    app.register_blueprint(graphql_endpoint.blueprint(service))
    app.register_blueprint(endpoints.blueprint(service))
    app.register_blueprint(control.blueprint(service))

    @app.errorhandler(HTTPException)
    def unknown(error: HTTPException) -> Response:
        answer = answers.not_found()
        if error.code not in {404, 405}:
            answer = answers.refusal(error.code or 500, error.name, f"{answers.DOCS}/rest")
        return Response(answer.body, answer.status, dict(answer.headers))

    return app
