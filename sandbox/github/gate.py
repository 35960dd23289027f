"""What every request passes before and after it is answered.

Belongs here: counting, latency, faults, tokens. Does not belong here: any endpoint's content.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, request

from sandbox.github import answers
from sandbox.github.faults import SPOILING_KINDS, Fault
from sandbox.github.service import Service
from sandbox.github.spoiling import spoiled
from sandbox.kit.answers import Answer, html_answer, json_answer
from sandbox.kit.connection import Broken, broken
from sandbox.kit.faults import BREAKING

CONTROL = "/_sandbox"
PERMISSIONS = frozenset(
    {
        "actions",
        "contents",
        "deployments",
        "issues",
        "members",
        "pull_requests",
        "releases",
        "repository",
    }
)
_GRAPHQL_DOCS = f"{answers.DOCS}/graphql/guides/forming-calls-with-graphql"


@dataclass(frozen=True, slots=True)
class Token:
    """Who asks, and what it may not read."""

    text: str
    denied: frozenset[str]


def install(app: Flask, service: Service) -> None:
    """Put the gate in front of all of the app's endpoints except the control ones."""

    @app.before_request
    def enter() -> Response | None:
        request.get_data()  # a body left unread would be taken for the next request
        if request.path.startswith(CONTROL):
            return None
        if service.latency_seconds:
            time.sleep(service.latency_seconds)
        with service.lock:
            response = _enter(service)
        if g.fault is not None and g.fault.kind in BREAKING:
            broken(request, g.fault.seconds if g.fault.kind == "stall" else 0.0)
        return response

    @app.after_request
    def leave(response: Response) -> Response:
        if not request.path.startswith(CONTROL):
            with service.lock:
                service.requests.by_status[response.status_code] += 1
                g.entry["status"] = response.status_code
            response.headers["x-github-request-id"] = f"5A4D:{service.requests.total:08X}"
            response.headers["x-github-media-type"] = "github.v3; format=json"
        return response

    @app.errorhandler(Broken)
    def gone(_: Broken) -> Response:
        return Response(status=500)


def _enter(service: Service) -> Response | None:
    operation = _operation()
    requests = service.requests
    service.served += 1
    requests.total += 1
    requests.by_operation[operation] += 1
    g.entry = {
        "method": request.method,
        "path": request.path,
        "query": request.args.to_dict(),
        "operation": operation,
    }
    requests.log.append(g.entry)
    g.fault = service.faults.take(request.path, operation, service.served)
    token = _token()
    g.token = token or Token("", frozenset())
    if g.fault is not None and g.fault.kind in BREAKING:
        return None
    if g.fault is not None and g.fault.kind not in SPOILING_KINDS:
        return written(_fault_answer(service, g.fault))
    if token is None:
        return written(_unauthorised())
    g.token = Token(token.text, token.denied | service.denied)
    return None


def _operation() -> str:
    """A GraphQL operation's name, or a REST request's method and route."""
    if request.path.endswith("/graphql"):
        payload = graphql_payload()
        name = payload.get("operationName") if payload else None
        return str(name) if name else "anonymous"
    route = request.url_rule.rule if request.url_rule else request.path
    route = route.replace("<int:", "{").replace("<", "{").replace(">", "}")
    route = route.replace("/repositories/{repository_id}", "/repos/{owner}/{repo}")
    return f"{request.method} {route}"


def graphql_payload() -> dict[str, Any] | None:
    """The request's JSON body; `None` if it is not an object."""
    try:
        payload = json.loads(request.get_data())
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None


def _token() -> Token | None:
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() not in {"bearer", "token"} or text in {"", "revoked"}:
        return None
    if text == "no-access":
        return Token(text, PERMISSIONS)
    denied = text.removeprefix("without-").split(",") if text.startswith("without-") else []
    return Token(text, frozenset(denied))


def _unauthorised() -> Answer:
    if request.headers.get("authorization") is None and request.path.endswith("/graphql"):
        message = "This endpoint requires you to be authenticated."
        return answers.refusal(401, message, f"{_GRAPHQL_DOCS}#authenticating-with-graphql")
    return answers.bad_credentials()


def resource() -> str:
    """Which budget the request counts against."""
    return "graphql" if request.path.endswith("/graphql") else "core"


def _fault_answer(service: Service, fault: Fault) -> Answer:
    budget = service.budgets.of(g.token.text, resource()).headers(resource())
    makers: dict[str, Callable[[], Answer]] = {
        "bad_gateway": lambda: answers.bad_gateway(html=False),
        "bad_gateway_html": lambda: answers.bad_gateway(html=True),
        "forbidden": lambda: forbidden_answer().with_headers(budget),
        "gateway_timeout": answers.timed_out,
        "graphql_errors": lambda: json_answer(answers.TIMED_OUT, headers=budget),
        "html": lambda: html_answer(200),
        "primary_200": lambda: answers.graphql_limit_reached(budget),
        "primary_403": lambda: answers.primary_limit_reached(403, budget),
        "primary_429": lambda: answers.primary_limit_reached(429, budget),
        "secondary_200": lambda: answers.secondary_limit_reached(200, fault.retry_after, budget),
        "secondary_403": lambda: answers.secondary_limit_reached(403, fault.retry_after, budget),
        "secondary_429": lambda: answers.secondary_limit_reached(429, fault.retry_after, budget),
        "server_error": lambda: answers.refusal(500, "Server Error", f"{answers.DOCS}/rest"),
        "unauthorized": answers.bad_credentials,
    }
    return makers[fault.kind]()


def forbidden_answer() -> Answer:
    """A missing permission, in the words of the API that was asked."""
    if request.path.endswith("/graphql"):
        error = {"type": "FORBIDDEN", "message": "Resource not accessible by personal access token"}
        return json_answer({"data": None, "errors": [error]})
    return answers.no_permission(f"{answers.DOCS}/rest")


def written(answer: Answer) -> Response:
    """The answer as the web framework wants it, spoiled if that is this request's fault."""
    fault: Fault | None = g.fault
    if fault is not None and fault.kind in SPOILING_KINDS:
        answer = spoiled(answer, fault)
    # Of a body given in parts the framework does not correct the announced length.
    announced = "content-length" in answer.headers
    body = iter([answer.body]) if announced else answer.body
    return Response(body, answer.status, dict(answer.headers))
