"""The sandboxed PagerDuty as a web application.

Belongs here: endpoints, and how PagerDuty refuses. Does not belong here: paging (`listing`), JSON
of records (`documents`, `incident_documents`).
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import Flask, Request, Response, request
from werkzeug.exceptions import HTTPException

from sandbox.kit import control, gate
from sandbox.kit.answers import Answer, json_answer
from sandbox.kit.dialect import Dialect
from sandbox.kit.service import Hosting, ToolService
from sandbox.pagerduty import documents, incident_documents, listing
from sandbox.pagerduty.limits import Limits
from sandbox.pagerduty.listing import Parameters, Refusal
from sandbox.pagerduty.records import Incident
from sandbox.pagerduty.store import Store
from sandbox.world import World

NAME = "pagerduty"
LISTS = (
    "escalation_policies",
    "incidents",
    "log_entries",
    "oncalls",
    "schedules",
    "services",
    "teams",
)
_PERMISSION = {"log_entries": "incidents"}
_KEY = re.compile(r"Token token=(\S+)")
_ORDERS: Mapping[str, Callable[[Incident], Any]] = {
    "incident_number": lambda incident: incident.number,
    "created_at": lambda incident: incident.created_at,
    "resolved_at": lambda incident: incident.resolved_at or incident.created_at,
    "urgency": lambda incident: incident.urgency,
}


def create(world: World, hosting: Hosting, limits: Limits | None = None) -> Flask:
    """The application that serves the account of a world."""
    return create_app(new_service(world, hosting, limits or Limits()), limits or Limits())


def new_service(world: World, hosting: Hosting, limits: Limits) -> ToolService:
    """The state of a running PagerDuty."""
    dialect = Dialect(
        unauthorised=lambda: listing.error(401, 2006, "Authentication failed"),
        forbidden=lambda: listing.error(403, 2010, "Access Denied"),
        limited=_limited,
        failed=lambda status: listing.error(status, 2000, "Internal Server Error"),
        rate_headers=_rate_headers,
        token=_token,
        list_names=LISTS,
        deletable=("incidents", "services", "escalation_policies", "schedules", "teams"),
        drifting=(("status", "/incidents"), ("urgency", "/incidents"), ("type", "/log_entries")),
        permissions=frozenset(_PERMISSION.get(name, name) for name in LISTS),
        limit=limits.requests_per_minute,
    )
    return ToolService(NAME, Store(world), dialect, hosting)


def create_app(service: ToolService, limits: Limits) -> Flask:
    """The application that answers for a service."""
    app = Flask("sandbox.pagerduty", static_folder=None)
    gate.install(app, service)
    app.extensions["sandbox"] = service
    app.register_blueprint(control.blueprint(service))
    store = service.store
    if not isinstance(store, Store):
        raise TypeError("this service serves no account of PagerDuty")
    lists = _lists(store, limits)

    @app.get("/<name>")
    def records(name: str) -> Response:
        if name not in lists:
            return gate.written(_not_found())
        gate.require(_PERMISSION.get(name, name))
        with service.lock:
            return gate.written(lists[name](request.args))

    @app.get("/incidents/<incident_id>")
    def incident(incident_id: str) -> Response:
        gate.require("incidents")
        with service.lock:
            found = store.incidents.get(incident_id)
            if found is None:
                return gate.written(_not_found())
            return gate.written(json_answer({"incident": incident_documents.incident(found)}))

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Response:
        return gate.written(refusal.answer)

    @app.errorhandler(HTTPException)
    def unknown(_: HTTPException) -> Response:
        return gate.written(_not_found())

    return app


def _token(asked: Request) -> str | None:
    match = _KEY.fullmatch(asked.headers.get("authorization", ""))
    return match.group(1) if match else None


def _limited(seconds: int) -> Answer:
    answer = listing.error(429, 2020, "Rate Limit Exceeded")
    headers = {"ratelimit-remaining": "0", "ratelimit-reset": str(seconds)}
    return answer.with_headers(headers)


def _rate_headers(limit: int, remaining: int, seconds_left: float) -> Mapping[str, str]:
    """PagerDuty gives the reset in seconds to wait, not as an instant."""
    return {
        "ratelimit-limit": str(limit),
        "ratelimit-remaining": str(remaining),
        "ratelimit-reset": str(int(seconds_left)),
    }


def _not_found() -> Answer:
    return listing.error(404, 2100, "Not Found")


def _lists(store: Store, limits: Limits) -> Mapping[str, Callable[[Parameters], Answer]]:
    """What each list has for a request."""
    simple: dict[str, tuple[Callable[[], list[Any]], Callable[[Any], str], Callable[[Any], Any]]]
    simple = {
        "teams": (lambda: list(store.teams.values()), lambda team: team.id, documents.team),
        "services": (
            lambda: list(store.services.values()),
            lambda service: service.policy.team.id,
            documents.service,
        ),
        "escalation_policies": (
            lambda: list(store.policies.values()),
            lambda policy: policy.team.id,
            lambda policy: documents.escalation_policy(policy, list(store.services.values())),
        ),
        "schedules": (
            lambda: list(store.schedules.values()),
            lambda schedule: schedule.team.id,
            lambda schedule: documents.schedule(schedule, list(store.policies.values())),
        ),
    }

    def of(name: str) -> Callable[[Parameters], Answer]:
        held, team, write = simple[name]

        def answer(parameters: Parameters) -> Answer:
            wanted = [r for r in held() if listing.chosen(parameters, "team_ids", team(r))]
            wanted.sort(key=lambda record: record.name)
            return listing.page(name, wanted, write, parameters, limits)

        return answer

    return {
        **{name: of(name) for name in simple},
        "incidents": lambda parameters: _incidents(store, parameters, limits),
        "log_entries": lambda parameters: _log_entries(store, parameters, limits),
        "oncalls": lambda parameters: _on_calls(store, parameters, limits),
    }


def _incidents(store: Store, parameters: Parameters, limits: Limits) -> Answer:
    since, until = listing.incident_range(parameters, limits, store.as_of)
    wanted = [
        incident
        for incident in store.incidents.values()
        if since <= incident.created_at < until
        and listing.chosen(parameters, "statuses", incident.status)
        and listing.chosen(parameters, "urgencies", incident.urgency)
        and listing.chosen(parameters, "service_ids", incident.service.id)
        and listing.chosen(parameters, "team_ids", incident.policy.team.id)
    ]
    for part in reversed(parameters.get("sort_by", "created_at:asc").split(",")):
        field, _, direction = part.partition(":")
        if field not in _ORDERS or direction not in {"", "asc", "desc"}:
            raise Refusal(2001, "Invalid Input Provided", "sort_by is not valid.")
        wanted.sort(key=_ORDERS[field], reverse=direction == "desc")
    return listing.page("incidents", wanted, incident_documents.incident, parameters, limits)


def _log_entries(store: Store, parameters: Parameters, limits: Limits) -> Answer:
    since, until = listing.moment(parameters, "since"), listing.moment(parameters, "until")
    wanted = [
        (entry, incident)
        for entry, incident in store.entries()
        if (since is None or since <= entry.at)
        and (until is None or entry.at < until)
        and listing.chosen(parameters, "team_ids", incident.policy.team.id)
        and not (parameters.get("is_overview") == "true" and entry.kind == "notify")
    ]
    wanted.sort(key=lambda pair: (pair[0].at, pair[0].id), reverse=True)
    return listing.page(
        "log_entries", wanted, lambda pair: incident_documents.log_entry(*pair), parameters, limits
    )


def _on_calls(store: Store, parameters: Parameters, limits: Limits) -> Answer:
    since = listing.moment(parameters, "since") or store.as_of
    until = listing.moment(parameters, "until") or max(since, store.as_of)
    if until < since:
        raise Refusal(2001, "Invalid Input Provided", "until cannot be before since.")
    wanted = [
        on_call
        for on_call in store.on_calls
        if _overlaps(on_call.start, on_call.end, since, until)
        and listing.chosen(parameters, "escalation_policy_ids", on_call.policy.id)
        and listing.chosen(parameters, "user_ids", on_call.user.id)
        and listing.chosen(
            parameters, "schedule_ids", on_call.schedule.id if on_call.schedule else None
        )
    ]
    return listing.page("oncalls", wanted, documents.on_call, parameters, limits)


def _overlaps(
    start: datetime | None, end: datetime | None, since: datetime, until: datetime
) -> bool:
    return (start is None or start <= until) and (end is None or end > since)
