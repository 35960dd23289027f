"""Refusals that GitHub reports inside a GraphQL answer.

Belongs here: the exception that carries GitHub's error type. Does not belong here: refusals by
HTTP status (`sandbox.github.answers`).
"""

from collections.abc import Sequence


class GraphQLRefusal(Exception):  # noqa: N818 - a refusal is an answer, not a defect of ours
    """One entry of `errors`, with GitHub's upper-case `type` and, where known, a path."""

    def __init__(self, kind: str, message: str, path: Sequence[str | int] | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.path = path


def not_found(what: str, detail: str) -> GraphQLRefusal:
    """The refusal for a record that does not exist or that the token may not see."""
    return GraphQLRefusal("NOT_FOUND", f"Could not resolve to {what} with {detail}.")


def forbidden() -> GraphQLRefusal:
    """The refusal for a permission that the token lacks."""
    return GraphQLRefusal("FORBIDDEN", "Resource not accessible by personal access token")
