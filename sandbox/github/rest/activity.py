"""`GET /repos/{owner}/{repo}/activity`: pushes as the server saw them.

Does not belong here: other lists of a repository.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sandbox.github.answers import DOCS, validation_failure
from sandbox.github.connections import Key, Ordered, decode, encode, keyed_page
from sandbox.github.errors import GraphQLRefusal
from sandbox.github.rest.accounts import user
from sandbox.github.rest.paging import link_header, page_size
from sandbox.github.store import RepositoryState
from sandbox.github.text import timestamp
from sandbox.kit.answers import Answer, json_answer
from sandbox.world import Push

DOCUMENTATION = f"{DOCS}/rest/repos/repos#list-repository-activities"
_TYPES = (
    "push",
    "force_push",
    "branch_creation",
    "branch_deletion",
    "pr_merge",
    "merge_queue_merge",
)
_PERIODS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "direction": ("asc", "desc"),
    "activity_type": _TYPES,
    "time_period": tuple(_PERIODS),
}


def answer(
    state: RepositoryState, parameters: Mapping[str, str], address: str, api: str, now: datetime
) -> Answer:
    """A page of activities; the cursors `after` and `before` are in the Link header."""
    errors = [
        f"{name} must be one of {', '.join(choices)}"
        for name, choices in _CHOICES.items()
        if name in parameters and parameters[name] not in choices
    ]
    errors += [
        f"{name} is not a cursor"
        for name in ("after", "before")
        if not _is_cursor(parameters, name)
    ]
    if errors:
        return validation_failure(errors, DOCUMENTATION)
    pushes = [push for push in state.repository.pushes if _is_wanted(push, parameters, now)]
    descending = parameters.get("direction", "desc") == "desc"
    size = page_size(parameters)
    boundary = "last" if "before" in parameters else "first"
    cursors = {name: parameters[name] for name in ("after", "before") if name in parameters}
    ordered = Ordered.of(pushes, _key)
    page = keyed_page(ordered, {boundary: size, **cursors}, descending=descending)
    kept = {name: text for name, text in parameters.items() if name not in {"after", "before"}}
    links = {}
    if page.nodes and page.has_next_page:
        links["next"] = {**kept, "after": encode(_key(page.nodes[-1]))}
    if page.nodes and page.has_previous_page:
        links["prev"] = {**kept, "before": encode(_key(page.nodes[0]))}
    return json_answer(
        [_written(push, api) for push in page.nodes], headers=link_header(address, links)
    )


def _is_cursor(parameters: Mapping[str, str], name: str) -> bool:
    if name not in parameters:
        return True
    try:
        value, number = decode(parameters[name], 2)
    except GraphQLRefusal:
        return False
    return isinstance(value, str) and isinstance(number, int)


def _key(push: Push) -> Key:
    return timestamp(push.pushed_at), push.database_id


def _is_wanted(push: Push, parameters: Mapping[str, str], now: datetime) -> bool:
    ref, actor = parameters.get("ref"), parameters.get("actor")
    if ref and ref not in {push.ref, push.ref.removeprefix("refs/heads/")}:
        return False
    if actor and (push.actor is None or push.actor.login != actor):
        return False
    period = parameters.get("time_period")
    if period and push.pushed_at < now - timedelta(days=_PERIODS[period]):
        return False
    return parameters.get("activity_type") in {None, push.activity_type}


def _written(push: Push, api: str) -> dict[str, Any]:
    return {
        "id": push.database_id,
        "node_id": push.node_id,
        "before": push.before_sha,
        "after": push.after_sha,
        "ref": push.ref,
        "timestamp": timestamp(push.pushed_at),
        "activity_type": push.activity_type,
        "actor": user(push.actor, api),
    }
