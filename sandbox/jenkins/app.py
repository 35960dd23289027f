"""The sandboxed Jenkins as a web application.

Belongs here: from the address to the answer. Does not belong here: what is in it.

Without Overall/Read everything is refused; without Job/Read items are simply not there.
"""

from flask import Flask, Response, request

from sandbox.jenkins import tree
from sandbox.jenkins.dialect import DIALECT, JOBS, OVERALL, OWN, not_found, page
from sandbox.jenkins.records import Item
from sandbox.jenkins.representation import build_record, item_record, plain_item_record
from sandbox.jenkins.store import JenkinsStore
from sandbox.kit import control, gate
from sandbox.kit.answers import Answer, json_answer
from sandbox.kit.service import Hosting, ToolService
from sandbox.world import World


def create(world: World, hosting: Hosting) -> Flask:
    """The application that answers for a world."""
    store = JenkinsStore(world)
    service = ToolService("jenkins", store, DIALECT, hosting)
    app = Flask("sandbox.jenkins", static_folder=None)
    app.extensions["sandbox"] = service
    gate.install(app, service)
    app.register_blueprint(control.blueprint(service))

    @app.get("/login")
    def login() -> Response:
        return gate.written(page(200, "Sign in - Jenkins"))

    @app.get("/api/json")
    def controller() -> Response:
        with service.lock:
            gate.require(OVERALL)
            return gate.written(_item(store.root))

    @app.get("/<path:steps>/api/json")
    def inside(steps: str) -> Response:
        with service.lock:
            gate.require(OVERALL)
            return gate.written(_found(store, steps.split("/")))

    @app.errorhandler(404)
    def unknown(_: Exception) -> Response:
        return gate.written(not_found())

    return app


def _found(store: JenkinsStore, steps: list[str]) -> Answer:
    """The item or build at `job/<name>/job/<name>/<number>`."""
    number = steps.pop() if len(steps) % 2 else None
    if set(steps[::2]) != {"job"} or not gate.may_read(JOBS):
        return not_found()
    item = store.item("/".join(steps[1::2]))
    if item is None:
        return not_found()
    if "allBuilds" in request.args.get("tree", "") or number is not None:
        store.note_shown(item)
    return _item(item) if number is None else _build(item, number)


def _item(item: Item) -> Answer:
    def is_visible(_: Item) -> bool:
        return gate.may_read(JOBS)

    if "tree" not in request.args:
        return json_answer(plain_item_record(item, is_visible), headers=OWN)
    return _selected(item_record(item, is_visible))


def _build(item: Item, number: str) -> Answer:
    build = next((build for build in item.builds if str(build.number) == number), None)
    if build is None:
        return not_found()
    record = build_record(item, build)
    return _selected(record) if "tree" in request.args else json_answer(record, headers=OWN)


def _selected(record: dict[str, object]) -> Answer:
    try:
        node = tree.parse(request.args["tree"])
    except tree.TreeError as error:
        return page(400, f"Failed to parse tree: {error}")
    return json_answer(tree.select(record, node), headers=OWN)
