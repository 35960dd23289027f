"""`POST /graphql`.

Belongs here: from the HTTP request to the answer, with limits in between. Does not belong here:
running the call (`sandbox.github.execution`).
"""

from datetime import UTC, datetime

from flask import Blueprint, Response, g

from sandbox.github import answers
from sandbox.github.context import Context, RateLimit
from sandbox.github.execution import Call, run
from sandbox.github.gate import graphql_payload, written
from sandbox.github.pages import drifted
from sandbox.github.service import Service
from sandbox.kit.answers import Answer, json_answer


def blueprint(service: Service) -> Blueprint:
    """The endpoint."""
    routes = Blueprint("graphql", __name__)

    @routes.post("/graphql")
    def graphql() -> Response:
        with service.lock:
            return written(_answer(service))

    return routes


def _answer(service: Service) -> Answer:
    payload = graphql_payload()
    if payload is None:
        return answers.refusal(400, "Problems parsing JSON", f"{answers.DOCS}/graphql")
    query, variables = payload.get("query"), payload.get("variables") or {}
    if not isinstance(query, str) or not isinstance(variables, dict):
        message = "A query attribute must be specified and must be a string."
        return json_answer({"errors": [{"message": message}]})
    budget = service.budgets.of(g.token.text, "graphql")
    if budget.exhausted:
        return answers.graphql_limit_reached(budget.headers("graphql"))
    prepared = service.documents.prepare(query, payload.get("operationName"), variables)
    if isinstance(prepared, list):
        return json_answer({"errors": prepared}, headers=budget.headers("graphql"))
    budget.spend(prepared.weight.points)
    heaviest = service.limits.page_weight_limit
    if heaviest is not None and prepared.weight.nodes > heaviest:
        return answers.bad_gateway(html=True)
    content = run(prepared, _context(service, prepared))
    service.changes.page_served()
    answer = json_answer(content, headers=budget.headers("graphql"))
    return drifted(answer, service.drifts, g.entry["path"], g.entry["operation"])


def _context(service: Service, call: Call) -> Context:
    budget = service.budgets.of(g.token.text, "graphql")
    rate_limit = RateLimit(
        limit=budget.limit,
        cost=call.weight.points,
        remaining=budget.remaining,
        used=budget.used,
        reset_at=datetime.fromtimestamp(budget.reset, UTC),
        node_count=call.weight.nodes,
    )
    denied: frozenset[str] = g.token.denied
    return Context(service.store, rate_limit, denied)
