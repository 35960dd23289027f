"""The executable schema: `schema.graphql` with resolvers bound to every field.

Belongs here: binding, scalars and the naming of types. Does not belong here: what a field
answers (`sandbox.github.resolvers`) and what a query may ask for (`sandbox.github.cost`).
"""

import re
from datetime import datetime
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
)

from sandbox.github.context import Resolver
from sandbox.github.resolvers import FIELDS
from sandbox.github.store import RepositoryState
from sandbox.github.text import parse_timestamp, timestamp
from sandbox.world import (
    Account,
    Organisation,
    Review,
    TimelineEvent,
)

SCHEMA_FILE = Path(__file__).with_name("schema.graphql")

# Attributes whose names do not follow from the field's name.
_ATTRIBUTES = {"id": "node_id", "databaseId": "database_id", "fullDatabaseId": "database_id"}
_TYPE_NAMES = {RepositoryState: "Repository", Organisation: "Organization"} | {
    Review: "PullRequestReview"
}


@cache
def executable_schema() -> GraphQLSchema:
    """The schema, built once per process."""
    schema = build_schema(SCHEMA_FILE.read_text(encoding="utf-8"))
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            _bind_fields(type_)
        elif isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
            type_.resolve_type = _type_name
        elif isinstance(type_, GraphQLScalarType) and type_.name in _SCALARS:
            # An instance's own functions are how graphql-core takes a scalar's behaviour.
            serialize, parse_value = _SCALARS[type_.name]
            type_.serialize = serialize  # type: ignore[method-assign]
            type_.parse_value = parse_value  # type: ignore[method-assign]
    return schema


def _bind_fields(type_: GraphQLObjectType) -> None:
    own = FIELDS.get(type_.name, {})
    for name, field in type_.fields.items():
        field.resolve = own.get(name) or _attribute(name)


def _attribute(field: str) -> Resolver:
    """The resolver that reads the attribute of the same name, in snake case."""
    read = attrgetter(_ATTRIBUTES.get(field) or re.sub(r"(?<!^)([A-Z])", r"_\1", field).lower())
    return lambda source, info, **args: read(source)


def _type_name(value: Any, *_: Any) -> str:
    """GitHub's name of a record's type."""
    if isinstance(value, Account):
        return value.kind
    if isinstance(value, TimelineEvent):
        return value.event_type
    return _TYPE_NAMES.get(type(value)) or type(value).__name__


def _instant(value: Any) -> str:
    return timestamp(value) if isinstance(value, datetime) else str(value)


def _parse_instant(value: Any) -> datetime:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not an ISO-8601 text.")
    return parse_timestamp(value)


_SCALARS: dict[str, tuple[Any, Any]] = {
    "DateTime": (_instant, _parse_instant),
    "GitTimestamp": (_instant, _parse_instant),
    "GitObjectID": (str, str),
    "URI": (str, str),
    # As text: the numbers are too large for a GraphQL Int.
    "BigInt": (str, int),
}
