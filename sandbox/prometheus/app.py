"""The sandboxed Prometheus as a web application.

Belongs here: the endpoints of the HTTP API that are needed, and how Prometheus refuses. Does not
belong here: PromQL (`promql`), values (`store`).
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, request
from werkzeug.exceptions import HTTPException

from sandbox.kit import control, gate
from sandbox.kit.answers import Answer, html_answer, json_answer
from sandbox.kit.dialect import Dialect, bearer
from sandbox.kit.service import Hosting, ToolService
from sandbox.prometheus.promql import Increase, QueryError, parse
from sandbox.prometheus.store import Store
from sandbox.world import World

NAME = "prometheus"
MOST_POINTS = 11_000
BAD_GATEWAY = 502
_ANYBODY = "anybody"


class Refusal(Exception):  # noqa: N818 - an answer, not an error of the sandbox
    """A request that Prometheus refuses."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.answer = error(status, kind, message)


def create(world: World, hosting: Hosting) -> Flask:
    """The application that serves the counters of a world."""
    return create_app(new_service(world, hosting))


def new_service(world: World, hosting: Hosting) -> ToolService:
    """The state of a running Prometheus."""
    dialect = Dialect(
        unauthorised=lambda: Answer(401, b"Unauthorized\n", {"content-type": "text/plain"}),
        forbidden=lambda: Answer(403, b"Forbidden\n", {"content-type": "text/plain"}),
        limited=_limited,
        failed=_failed,
        token=_token,
        list_names=(),
        permissions=frozenset({"query"}),
    )
    return ToolService(NAME, Store(world), dialect, hosting)


def create_app(service: ToolService) -> Flask:
    """The application that answers for a service."""
    app = Flask("sandbox.prometheus", static_folder=None)
    gate.install(app, service)
    app.extensions["sandbox"] = service
    app.register_blueprint(control.blueprint(service))
    store = service.store
    if not isinstance(store, Store):
        raise TypeError("this service serves no counters of Prometheus")

    @app.route("/api/v1/query_range", methods=["GET", "POST"])
    def query_range() -> Response:
        gate.require("query")
        with service.lock:
            return gate.written(_range(store, request.values))

    @app.route("/api/v1/query", methods=["GET", "POST"])
    def query() -> Response:
        gate.require("query")
        with service.lock:
            return gate.written(_instant(store, request.values))

    @app.get("/api/v1/status/buildinfo")
    def buildinfo() -> Response:
        return gate.written(_success({"version": "3.5.0", "revision": "sandbox"}))

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Response:
        return gate.written(refusal.answer)

    @app.errorhandler(HTTPException)
    def unknown(_: HTTPException) -> Response:
        return gate.written(Answer(404, b"404 page not found\n", {"content-type": "text/plain"}))

    return app


def error(status: int, kind: str, message: str) -> Answer:
    """A refusal in Prometheus' envelope."""
    return json_answer({"status": "error", "errorType": kind, "error": message}, status)


def _success(data: Any) -> Answer:
    return json_answer({"status": "success", "data": data})


def _failed(status: int) -> Answer:
    """A proxy in front cannot reach it, or its own query engine fails."""
    if status == BAD_GATEWAY:
        return html_answer(status, b"<html><body>Bad Gateway</body></html>")
    return error(status, "internal", "the query engine failed")


def _limited(seconds: int) -> Answer:
    """A proxy in front limits the rate; Prometheus itself does not."""
    answer = Answer(429, b"Too Many Requests\n", {"content-type": "text/plain"})
    return answer.with_headers({"retry-after": str(seconds)})


def _token(asked: Request) -> str | None:
    """Whoever asks: without a proxy in front anybody may."""
    if asked.authorization is not None and asked.authorization.type == "basic":
        return asked.authorization.username
    return bearer(asked) or _ANYBODY


def _range(store: Store, parameters: Mapping[str, str]) -> Answer:
    start, end = _moment(parameters, "start"), _moment(parameters, "end")
    step = _step(parameters)
    if end < start:
        raise _bad("end", "end timestamp must not be before start time")
    if (end - start) / step > MOST_POINTS:
        raise Refusal(
            400,
            "bad_data",
            "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query "
            "resolution (?step=XX)",
        )
    wanted = _query(parameters)
    count = int((end - start) / step)
    moments = [start + number * step for number in range(count + 1)]
    found = [(moment, store.value(wanted, moment)) for moment in moments]
    values = [_pair(moment, value) for moment, value in found if value is not None]
    result = [{"metric": {}, "values": values}] if values else []
    return _success({"resultType": "matrix", "result": result})


def _instant(store: Store, parameters: Mapping[str, str]) -> Answer:
    wanted = _query(parameters)
    moment = _moment(parameters, "time") if "time" in parameters else store.as_of
    value = store.value(wanted, moment)
    result = [] if value is None else [{"metric": {}, "value": _pair(moment, value)}]
    return _success({"resultType": "vector", "result": result})


def _query(parameters: Mapping[str, str]) -> Increase:
    try:
        return parse(parameters.get("query", ""))
    except QueryError as refused:
        raise _bad("query", str(refused)) from refused


def _moment(parameters: Mapping[str, str], name: str) -> datetime:
    text = parameters.get(name, "")
    try:
        seconds = float(text)
        if math.isfinite(seconds):
            return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise _bad(name, f'cannot parse "{text}" to a valid timestamp') from None


def _step(parameters: Mapping[str, str]) -> timedelta:
    text = parameters.get("step", "")
    try:
        step = timedelta(seconds=float(text))
    except (ValueError, OverflowError):
        raise _bad("step", f'cannot parse "{text}" to a valid duration') from None
    if step <= timedelta(0):
        raise _bad("step", "zero or negative query resolution step widths are not accepted")
    return step


def _bad(name: str, message: str) -> Refusal:
    return Refusal(400, "bad_data", f'invalid parameter "{name}": {message}')


def _pair(moment: datetime, value: float) -> list[Any]:
    return [int(moment.timestamp()), repr(value)]
