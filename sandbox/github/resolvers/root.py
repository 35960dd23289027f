"""The fields of the query itself.

Does not belong here: the limits that `rateLimit` reports (`sandbox.github.budget`).
"""

from typing import Any

from graphql import GraphQLResolveInfo

from sandbox.github.context import Fields, RateLimit, store_of
from sandbox.github.errors import GraphQLRefusal, not_found
from sandbox.github.resolvers.accounts import find_repository
from sandbox.github.store import VIEWER, RepositoryState
from sandbox.world import Account, Organisation

_IDS_PER_CALL = 100


def _node(_: None, info: GraphQLResolveInfo, **args: Any) -> Any:
    found = _found(info, args["id"])
    if isinstance(found, GraphQLRefusal):
        raise found
    return found


def _nodes(_: None, info: GraphQLResolveInfo, ids: list[str]) -> list[Any]:
    if len(ids) > _IDS_PER_CALL:
        message = f"You may not provide more than 100 node ids; you provided {len(ids)}."
        raise GraphQLRefusal("ARGUMENT_LIMIT", message)
    return [_found(info, node_id) for node_id in ids]


def _found(info: GraphQLResolveInfo, node_id: str) -> Any:
    """The record, or the refusal in its place: one unknown id does not spoil the others."""
    record = store_of(info).node(node_id)
    if record is None or "repository" in info.context.denied:
        return not_found("a node", f"the global id of '{node_id}'")
    return record


def _organization(_: None, info: GraphQLResolveInfo, login: str) -> Organisation:
    organisation = store_of(info).world.organisation
    if login.lower() != organisation.login.lower():
        raise not_found("an Organization", f"the login of '{login}'")
    return organisation


def _repository(
    _: None, info: GraphQLResolveInfo, owner: str, name: str, **__: Any
) -> RepositoryState:
    return find_repository(info, f"{owner}/{name}")


def _user(_: None, info: GraphQLResolveInfo, login: str) -> Account:
    account = store_of(info).accounts.get(login.lower())
    if account is None or account.kind != "User":
        raise not_found("a User", f"the login of '{login}'")
    return account


def _rate_limit(_: None, info: GraphQLResolveInfo, **__: Any) -> RateLimit:
    limit: RateLimit = info.context.rate_limit
    return limit


FIELDS: Fields = {
    "Query": {
        "id": lambda _, info: "MDU6UXVlcnk=",
        "node": _node,
        "nodes": _nodes,
        "organization": _organization,
        "rateLimit": _rate_limit,
        "repository": _repository,
        "user": _user,
        "viewer": lambda _, info: VIEWER,
    }
}
