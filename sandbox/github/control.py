"""The sandbox's own endpoints under `/_sandbox`: no vendor has them.

Belongs here: counts of requests, and changes and faults on demand. Does not belong here:
anything a client under test should know about.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox import truth
from sandbox.github import records as landable
from sandbox.github.changes import DELETABLE
from sandbox.github.faults import FaultError, read_plan
from sandbox.github.gate import CONTROL, PERMISSIONS
from sandbox.github.limits import Limits, LimitsError
from sandbox.github.service import Requests, Service
from sandbox.kit.drift import read_drift
from sandbox.kit.faults import FaultError as KitFaultError
from sandbox.kit.store import ChangeError

_BAD_REQUEST = 400
DRIFTS = (
    {"field": "state", "match": "graphql"},
    {"field": "author.__typename", "match": "graphql"},
    {"field": "createdAt", "match": "graphql"},
    {"field": "created_at", "match": "/actions/runs"},
)
"""Changes of the format that concern records which every reading meets."""


def blueprint(service: Service) -> Blueprint:
    """All control endpoints."""
    routes = Blueprint("control", __name__, url_prefix=CONTROL)

    @routes.get("/requests")
    def requests() -> Response:
        with service.lock:
            seen = service.requests
            return jsonify(
                total=seen.total,
                by_operation=dict(seen.by_operation),
                by_status={str(status): count for status, count in seen.by_status.items()},
            )

    @routes.get("/requests/log")
    def log() -> Response:
        with service.lock:
            return jsonify(list(service.requests.log))

    @routes.post("/requests/reset")
    def reset() -> Response:
        with service.lock:
            service.requests = Requests()
        return jsonify(total=0)

    _add_state(routes, service)
    for name, action in _ACTIONS.items():
        routes.add_url_rule(f"/{name}", name, _view(service, action), methods=["POST"])
    return routes


def _add_state(routes: Blueprint, service: Service) -> None:
    """What there is, and what can be done to it."""

    @routes.get("/truth")
    def current_truth() -> Response:
        """The ground truth with the changes made so far."""
        with service.lock:
            return jsonify(truth.document(service.store.current()))

    @routes.get("/records")
    def records() -> Response:
        """What extraction should have landed by now."""
        with service.lock:
            return jsonify(landable.truth(service.store))

    @routes.get("/possibilities")
    def possibilities() -> Response:
        """What can be deleted, taken away or changed, for laboratories that draw from it."""
        return jsonify(deletable=DELETABLE, permissions=sorted(PERMISSIONS), drifts=DRIFTS)


Body = dict[str, Any]
Action = Callable[[Service, Body], Body]


def _view(service: Service, action: Action) -> Callable[[], tuple[Response, int]]:
    def view() -> tuple[Response, int]:
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            return jsonify(error="send a JSON object"), _BAD_REQUEST
        with service.lock:
            try:
                return jsonify(action(service, body)), 200
            except KeyError as error:
                return jsonify(error=f"{error.args[0]} is missing"), _BAD_REQUEST
            except (ChangeError, FaultError, KitFaultError, LimitsError) as error:
                return jsonify(error=str(error)), _BAD_REQUEST

    return view


def _touch(service: Service, body: Body) -> Body:
    """Touch pull requests of a repository, or with a share alone of all of them."""
    if "repository" not in body and "share" in body:
        return {"touched": service.changes.touch_everywhere(body["share"])}
    return {"touched": service.changes.touch(body["repository"], body.get("share", 0.01))}


def _faults(service: Service, body: Body) -> Body:
    """Replace the plan; with `random` also the shares of faults by chance."""
    planned = read_plan(body["plan"])
    if "random" in body:
        service.faults.shares = Limits.read({"random_faults": body["random"]}).random_faults
    service.faults.planned = planned
    return {"planned": len(planned)}


def _delete(service: Service, body: Body) -> Body:
    if "stream" in body:
        service.changes.delete_record(body["stream"], body["key"])
        return {"deleted": body["key"]}
    number, id_ = body.get("number"), body.get("id")
    service.changes.delete(body["repository"], body["kind"], number=number, id_=id_)
    return {"deleted": id_ if number is None else number}


def _drift(service: Service, body: Body) -> Body:
    """Replace what has changed for good."""
    service.drifts = [read_drift(entry) for entry in body["drifts"]]
    return {"drifts": len(service.drifts)}


def _shift(service: Service, body: Body) -> Body:
    service.changes.shift(body["every"])
    return {"every": body["every"]}


def _permissions(service: Service, body: Body) -> Body:
    """Every token loses the named permissions, until the next such call."""
    denied = body["denied"]
    if not isinstance(denied, list) or not PERMISSIONS.issuperset(denied):
        raise ChangeError(f"denied must be a list of some of {', '.join(sorted(PERMISSIONS))}")
    service.denied = frozenset(denied)
    return {"denied": sorted(denied)}


_ACTIONS: dict[str, Action] = {
    "touch": _touch,
    "faults": _faults,
    "delete": _delete,
    "drift": _drift,
    "shift": _shift,
    "permissions": _permissions,
}
