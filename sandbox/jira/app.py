"""A served Jira as a web application.

Belongs here: putting gate and endpoints together. Does not belong here: any of them.
"""

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from sandbox.jira import agile, bulk, platform, search
from sandbox.jira.context import Context, refused
from sandbox.jira.dialect import dialect
from sandbox.jira.flavour import Flavour
from sandbox.jira.store import JiraStore
from sandbox.kit import control, gate
from sandbox.kit.service import Hosting, ToolService
from sandbox.world import World


def create(world: World, hosting: Hosting, flavour: Flavour, name: str) -> Flask:
    """The application that serves the world's Jira in one flavour."""
    store = JiraStore(world, flavour)
    service = ToolService(
        name, store, dialect(flavour, store.site.projects, hosting.clock), hosting
    )
    app = Flask(f"sandbox.{name}", static_folder=None)
    app.extensions["sandbox"] = service
    gate.install(app, service)
    app.register_blueprint(control.blueprint(service))
    context = Context(store)
    searches = search.Searches(context, hosting)
    for version in flavour.versions:
        app.register_blueprint(platform.blueprint(context, version))
        app.register_blueprint(search.blueprint(searches, version))
        if flavour.is_cloud:
            app.register_blueprint(search.cloud_blueprint(searches, version))
            app.register_blueprint(bulk.blueprint(context, hosting, version))
    app.register_blueprint(agile.blueprint(context))

    @app.errorhandler(HTTPException)
    def unknown(error: HTTPException) -> Response:
        return refused(error.code or 500, f"{error.name}: no such resource.")

    return app
