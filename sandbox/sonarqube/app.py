"""The sandboxed SonarQube as a web application.

Belongs here: routes. Does not belong here: what they answer (`endpoints`).
"""

from collections.abc import Callable

from flask import Flask, Response, request

from sandbox.kit import control, gate
from sandbox.kit.answers import json_answer
from sandbox.kit.service import Hosting, ToolService
from sandbox.sonarqube import endpoints
from sandbox.sonarqube.dialect import DIALECT, Refusal, refused
from sandbox.sonarqube.store import SonarqubeStore
from sandbox.world import World

_ROUTES: dict[str, Callable[[SonarqubeStore, endpoints.Parameters], endpoints.Body]] = {
    "/api/components/search_projects": endpoints.search_projects,
    "/api/components/show": endpoints.show,
    "/api/measures/component_tree": endpoints.component_tree,
    "/api/measures/search_history": endpoints.history,
    "/api/metrics/search": endpoints.metrics,
    "/api/project_analyses/search": endpoints.analyses,
}


def create(world: World, hosting: Hosting) -> Flask:
    """The application that answers for a world."""
    store = SonarqubeStore(world)
    service = ToolService("sonarqube", store, DIALECT, hosting)
    app = Flask("sandbox.sonarqube", static_folder=None)
    app.extensions["sandbox"] = service
    gate.install(app, service)
    app.register_blueprint(control.blueprint(service))
    for path, endpoint in _ROUTES.items():
        app.add_url_rule(path, path.replace("/", "_"), _view(service, store, endpoint))

    @app.errorhandler(Refusal)
    def refusal(error: Refusal) -> Response:
        return gate.written(refused(error.status, str(error)))

    @app.errorhandler(404)
    def unknown(_: Exception) -> Response:
        return gate.written(refused(404, f"Unknown url : {request.path}"))

    return app


def _view(
    service: ToolService,
    store: SonarqubeStore,
    endpoint: Callable[[SonarqubeStore, endpoints.Parameters], endpoints.Body],
) -> Callable[[], Response]:
    def view() -> Response:
        with service.lock:
            return gate.written(json_answer(endpoint(store, request.args)))

    return view
