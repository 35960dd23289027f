"""What a GraphQL resolver may use besides its source record.

Belongs here: the request's context and the types of resolvers. Does not belong here: the
server's own state (`sandbox.github.service`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphql import GraphQLResolveInfo

from sandbox.github.errors import forbidden
from sandbox.github.store import Store

Resolver = Callable[..., Any]
Fields = Mapping[str, Mapping[str, Resolver]]


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What `rateLimit` answers; costs in points."""

    limit: int
    cost: int
    remaining: int
    used: int
    reset_at: datetime
    node_count: int


@dataclass(frozen=True, slots=True)
class Context:
    """The state that is read, what the token may not read, and what the request costs."""

    store: Store
    rate_limit: RateLimit
    denied: frozenset[str] = frozenset()

    def require(self, permission: str) -> None:
        """Refuse if the token lacks the permission to read `permission`.

        Raises:
            GraphQLRefusal: of type FORBIDDEN.
        """
        if permission in self.denied:
            raise forbidden()


def store_of(info: GraphQLResolveInfo) -> Store:
    """The state that a resolver reads."""
    context: Context = info.context
    return context.store
