"""The sandbox's own endpoints of a tool, under `/<tool>/_sandbox`: no vendor has them.

Belongs here: counts of requests, the truth, and changes and faults on demand. Does not belong
here: anything a client under test should know about.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox.kit.drift import read_drift
from sandbox.kit.faults import FaultError, read_plan
from sandbox.kit.gate import CONTROL
from sandbox.kit.service import Requests, ToolService
from sandbox.kit.store import ChangeError

_BAD_REQUEST = 400

Body = dict[str, Any]
Action = Callable[[ToolService, Body], Body]


def blueprint(service: ToolService) -> Blueprint:
    """All control endpoints of a tool."""
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

    @routes.get("/records")
    def records() -> Response:
        """What extraction should have landed by now."""
        with service.lock:
            return jsonify(service.store.truth())

    @routes.get("/possibilities")
    def possibilities() -> Response:
        """What can be deleted, taken away or changed, for laboratories that draw from it."""
        dialect = service.dialect
        return jsonify(
            deletable=dialect.deletable,
            permissions=sorted(dialect.permissions),
            drifts=[{"field": field, "match": match} for field, match in dialect.drifting],
        )

    for name, action in _ACTIONS.items():
        routes.add_url_rule(f"/{name}", name, _view(service, action), methods=["POST"])
    return routes


def _view(service: ToolService, action: Action) -> Callable[[], tuple[Response, int]]:
    def view() -> tuple[Response, int]:
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            return jsonify(error="send a JSON object"), _BAD_REQUEST
        with service.lock:
            try:
                return jsonify(action(service, body)), 200
            except KeyError as error:
                return jsonify(error=f"{error.args[0]} is missing"), _BAD_REQUEST
            except (ChangeError, FaultError) as error:
                return jsonify(error=str(error)), _BAD_REQUEST

    return view


def _reset(service: ToolService, _: Body) -> Body:
    service.requests = Requests()
    return {"total": 0}


def _faults(service: ToolService, body: Body) -> Body:
    """Replace the plan."""
    service.faults.planned = read_plan(body["plan"])
    return {"planned": len(service.faults.planned)}


def _drift(service: ToolService, body: Body) -> Body:
    """Replace what has changed for good."""
    service.drifts = [read_drift(entry) for entry in body["drifts"]]
    return {"drifts": len(service.drifts)}


def _touch(service: ToolService, body: Body) -> Body:
    return {"touched": service.store.touch(float(body.get("share", 0.01)))}


def _delete(service: ToolService, body: Body) -> Body:
    service.store.delete(body["stream"], body["key"])
    return {"deleted": body["key"]}


def _shift(service: ToolService, body: Body) -> Body:
    """Touch one record between every `every` requests; null ends that."""
    every = body["every"]
    if every is not None and (isinstance(every, bool) or not isinstance(every, int) or every < 1):
        raise ChangeError("every must be a whole number of at least 1, or null")
    service.shift_every = every
    return {"every": every}


def _permissions(service: ToolService, body: Body) -> Body:
    """Every token loses the named permissions, until the next such call."""
    known = service.dialect.permissions
    denied = body["denied"]
    if not isinstance(denied, list) or not known.issuperset(denied):
        raise ChangeError(f"denied must be a list of some of {', '.join(sorted(known))}")
    service.denied = frozenset(denied)
    return {"denied": sorted(denied)}


_ACTIONS: dict[str, Action] = {
    "requests/reset": _reset,
    "faults": _faults,
    "drift": _drift,
    "touch": _touch,
    "delete": _delete,
    "shift": _shift,
    "permissions": _permissions,
}
