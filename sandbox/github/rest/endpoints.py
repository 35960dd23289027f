"""The REST routes.

Belongs here: from the HTTP request to the answer, with limits and validators in between. Does
not belong here: the answers' content (the neighbouring modules).
"""

from collections.abc import Callable

from flask import Blueprint, Response, g, request

from sandbox.github import answers
from sandbox.github.gate import written
from sandbox.github.pages import drifted
from sandbox.github.rest import actions, activity, collaboration, repositories
from sandbox.github.rest.accounts import user
from sandbox.github.service import Service
from sandbox.github.store import RepositoryState
from sandbox.kit.answers import Answer, json_answer

_NAMED = "/repos/<owner>/<repo>"
# GitHub's Link headers name repositories by number, so these addresses work as well.
_NUMBERED = "/repositories/<int:repository_id>"
_REPOSITORY_DOCS = f"{answers.DOCS}/rest/repos/repos#get-a-repository"

Endpoint = Callable[..., Answer]


def blueprint(service: Service) -> Blueprint:
    """All REST endpoints."""
    routes = Blueprint("rest", __name__)

    def add(suffix: str, permission: str, documentation: str, endpoint: Endpoint) -> None:
        def view(**where: str | int) -> Response:
            with service.lock:
                answer = _guarded(service, where, permission, documentation, endpoint)
                return written(answer)

        for prefix in (_NAMED, _NUMBERED):
            name = f"{permission}{suffix}{prefix}".replace(".", "_")
            routes.add_url_rule(prefix + suffix, name, view)

    for route in _routes(service):
        add(*route)
    for suffix, permission, endpoint in collaboration.ROUTES:
        add(suffix, permission, collaboration.DOCUMENTATION, endpoint)

    _add_accounts(routes, service)
    return routes


def _routes(service: Service) -> tuple[tuple[str, str, str, Endpoint], ...]:
    """What there is below a repository: suffix, permission, documentation and answer."""
    run = "/actions/runs/<int:run_id>"
    attempt = f"{run}/attempts/<int:attempt_number>"
    return (
        ("", "metadata", _REPOSITORY_DOCS, lambda state, **_: _repository(service, state)),
        ("/activity", "contents", activity.DOCUMENTATION, lambda s, **_: _activity(service, s)),
        (
            "/actions/runs",
            "actions",
            actions.RUNS_DOCUMENTATION,
            lambda state, **_: actions.runs(
                state, service.store, request.args.to_dict(), _link_base(state), _api()
            ),
        ),
        (f"{run}/jobs", "actions", actions.JOBS_DOCUMENTATION, _jobs),
        (
            attempt,
            "actions",
            actions.ATTEMPT_DOCUMENTATION,
            lambda state, run_id, attempt_number: actions.attempt(
                state, service.store, run_id, attempt_number, _api()
            ),
        ),
        (f"{attempt}/jobs", "actions", actions.JOBS_DOCUMENTATION, _attempt_jobs),
    )


def _add_accounts(routes: Blueprint, service: Service) -> None:
    """Accounts, and what is left of a token's budget."""

    @routes.get("/users/<login>")
    def account(login: str) -> Response:
        with service.lock:
            known = service.store.accounts.get(login.lower().removesuffix("[bot]"))
            return written(json_answer(user(known, _api())) if known else answers.not_found())

    @routes.get("/users/<login>/orgs")
    def organisations(login: str) -> Response:
        return written(json_answer([]))

    @routes.get("/rate_limit")
    def rate_limit() -> Response:
        with service.lock:
            return written(_rate_limit(service))


def _guarded(
    service: Service,
    where: dict[str, str | int],
    permission: str,
    documentation: str,
    endpoint: Endpoint,
) -> Answer:
    """The endpoint's answer after the budget, the permission and the validator have spoken."""
    budget = service.budgets.of(g.token.text, "core")
    if budget.exhausted:
        return answers.primary_limit_reached(403, budget.headers("core"))
    answer = _permitted(service, where, permission, documentation, endpoint)
    if answer.status == answers.OK:
        answer = drifted(answer, service.drifts, g.entry["path"], g.entry["operation"])
        tag = answers.entity_tag(answer.body)
        if request.headers.get("if-none-match") == tag:
            return Answer(304, b"", {"etag": tag}).with_headers(budget.headers("core"))
        answer = answer.with_headers({"etag": tag})
    budget.spend(1)
    return answer.with_headers(budget.headers("core"))


def _permitted(
    service: Service,
    where: dict[str, str | int],
    permission: str,
    documentation: str,
    endpoint: Endpoint,
) -> Answer:
    if not g.token.denied.isdisjoint({"repository", permission}):
        return answers.no_permission(documentation)
    state = _state(service, where)
    if state is None:
        return answers.not_found(documentation)
    answer = endpoint(state, **where)
    service.changes.page_served()
    return answer


def _state(service: Service, where: dict[str, str | int]) -> RepositoryState | None:
    number = where.pop("repository_id", None)
    if number is None:
        return service.store.repository(f"{where.pop('owner')}/{where.pop('repo')}")
    states = service.store.repositories.values()
    return next((s for s in states if s.repository.database_id == number), None)


def _api() -> str:
    """The address the client knows this server by."""
    return request.url_root.rstrip("/")


def _link_base(state: RepositoryState) -> str:
    """The requested address, with the repository's number in the place of its name."""
    steps = request.path.split("/")
    inside = steps[4:] if steps[1] == "repos" else steps[3:]
    return "/".join([_api(), "repositories", str(state.repository.database_id), *inside])


def _repository(service: Service, state: RepositoryState) -> Answer:
    return json_answer(repositories.full(state, service.store, _api()))


def _activity(service: Service, state: RepositoryState) -> Answer:
    parameters = request.args.to_dict()
    now = service.store.world.as_of
    return activity.answer(state, parameters, _link_base(state), _api(), now)


def _jobs(state: RepositoryState, run_id: int) -> Answer:
    return actions.jobs(state, run_id, request.args.to_dict(), _link_base(state), _api())


def _attempt_jobs(state: RepositoryState, run_id: int, attempt_number: int) -> Answer:
    parameters = request.args.to_dict()
    return actions.attempt_jobs(
        state, run_id, attempt_number, parameters, _link_base(state), _api()
    )


def _rate_limit(service: Service) -> Answer:
    """The budgets; asking for them is free."""
    core = service.budgets.of(g.token.text, "core").as_rest()
    graphql = service.budgets.of(g.token.text, "graphql").as_rest()
    content = {"resources": {"core": core, "graphql": graphql, "search": core}, "rate": core}
    return json_answer(content)
