"""What every request passes before and after it is answered.

Belongs here: counting, latency, tokens, limits, faults, drift. Does not belong here: any
endpoint's content.
"""

import math
import time
from dataclasses import dataclass

from flask import Flask, Response, g, request

from sandbox.kit import faults
from sandbox.kit.answers import Answer, html_answer
from sandbox.kit.connection import Broken, broken
from sandbox.kit.drift import drifted
from sandbox.kit.faults import Fault
from sandbox.kit.service import ToolService
from sandbox.kit.spoiling import spoiled

CONTROL = "/_sandbox"


class Forbidden(Exception):  # noqa: N818 - a refusal, not an error of the sandbox
    """The token may not read what an endpoint serves."""


@dataclass(frozen=True, slots=True)
class Token:
    """Who asks, and what it may not read."""

    text: str
    denied: frozenset[str]


def require(permission: str) -> None:
    """Refuse the request at hand unless its token may read `permission`.

    Raises:
        Forbidden: It may not; the gate answers in the vendor's words.
    """
    if permission in g.token.denied:
        raise Forbidden(permission)


def may_read(permission: str) -> bool:
    """Whether the token of the request at hand may read `permission`."""
    return permission not in g.token.denied


def written(answer: Answer) -> Response:
    """The answer as the web framework wants it."""
    return Response(answer.body, answer.status, dict(answer.headers))


def install(app: Flask, service: ToolService) -> None:
    """Put the gate in front of all of the app's endpoints except the control ones."""

    @app.before_request
    def enter() -> Response | None:
        request.get_data()  # a body left unread would be taken for the next request
        if request.path.startswith(CONTROL):
            return None
        time.sleep(service.hosting.latency_seconds)
        with service.lock:
            answer = _enter(service)
        if isinstance(answer, Fault):
            broken(request, answer.seconds if answer.kind == "stall" else 0.0)
        return written(answer) if isinstance(answer, Answer) else None

    @app.after_request
    def leave(response: Response) -> Response:
        if request.path.startswith(CONTROL):
            return response
        with service.lock:
            return _leave(service, response)

    @app.errorhandler(Broken)
    def gone(_: Broken) -> Response:
        return Response(status=500)

    @app.errorhandler(Forbidden)
    def forbidden(_: Forbidden) -> Response:
        return written(service.dialect.forbidden())


def _enter(service: ToolService) -> Answer | Fault | None:
    g.entry = {
        "method": request.method,
        "path": request.path,
        "query": request.args.to_dict(flat=False),
        "operation": f"{request.method} {request.url_rule or request.path}",
    }
    service.count(g.entry)
    fault = g.fault = service.faults.take(request.path)
    text = service.dialect.token(request)
    g.token = Token(text or "", _denied(service, text or ""))
    remaining, seconds_left = service.spend(g.token.text)
    limit = service.dialect.limit or 0
    g.rate_headers = service.dialect.rate_headers(limit, max(remaining, 0), seconds_left)
    if fault is not None and fault.kind in faults.BREAKING:
        return fault
    if fault is not None and fault.kind in faults.INSTEAD:
        return _instead(service, fault)
    if text is None or text == "revoked":
        return service.dialect.unauthorised()
    if service.dialect.limit is not None and remaining < 0:
        return service.dialect.limited(math.ceil(seconds_left))
    return None


def _denied(service: ToolService, token: str) -> frozenset[str]:
    if token == "no-access":  # noqa: S105 - no secret
        return service.dialect.permissions
    named = token.removeprefix("without-").split(",") if token.startswith("without-") else []
    return service.denied | frozenset(named)


def _instead(service: ToolService, fault: Fault) -> Answer:
    dialect = service.dialect
    if fault.kind == "rate_limited":
        return dialect.limited(fault.seconds)
    if fault.kind == "bad_gateway":
        return dialect.failed(502)
    if fault.kind == "server_error":
        return dialect.failed(500)
    if fault.kind == "forbidden":
        return dialect.forbidden()
    return dialect.unauthorised() if fault.kind == "unauthorized" else html_answer(200)


def _leave(service: ToolService, response: Response) -> Response:
    service.requests.by_status[response.status_code] += 1
    g.entry["status"] = response.status_code
    for name, value in g.get("rate_headers", {}).items():
        response.headers.setdefault(name, value)
    fault: Fault | None = g.get("fault")
    spoils = fault is not None and fault.kind in faults.SPOILING
    if not (spoils or service.drifts) or response.is_streamed:
        return response
    answer = Answer(response.status_code, response.get_data(), dict(response.headers.items()))
    if response.status_code < 300:  # noqa: PLR2004 - a true answer
        names = service.dialect.list_names
        kept = {k.lower(): v for k, v in answer.headers.items() if k.lower() != "content-length"}
        answer = Answer(answer.status, answer.body, kept)
        answer = drifted(answer, service.drifts, request.path, names)
        if fault is not None and spoils:
            answer = spoiled(answer, fault, names)
    # Of a body given in parts the framework does not correct the announced length.
    announced = "content-length" in {name.lower() for name in answer.headers}
    body = iter([answer.body]) if announced else answer.body
    return Response(body, answer.status, dict(answer.headers))
