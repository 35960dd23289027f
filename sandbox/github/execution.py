"""Running a GraphQL call: parse and validate once per text, weigh, execute, write errors.

Does not belong here: HTTP (`sandbox.github.graphql_endpoint`) and the fields' answers.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    OperationDefinitionNode,
    execute_sync,
    get_operation_ast,
    parse,
    validate,
)

from sandbox.github.context import Context
from sandbox.github.cost import Weight, weigh
from sandbox.github.errors import GraphQLRefusal
from sandbox.github.schema import executable_schema

_REMEMBERED_DOCUMENTS = 256


@dataclass(frozen=True, slots=True)
class Call:
    """A valid operation with its variables and what it asks for."""

    document: DocumentNode
    operation: OperationDefinitionNode
    variables: Mapping[str, Any]
    weight: Weight


class Documents:
    """Parsed and validated query texts; a client sends the same few again and again."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, DocumentNode | list[GraphQLError]] = OrderedDict()

    def prepare(
        self, query: str, operation_name: str | None, variables: Mapping[str, Any]
    ) -> Call | list[dict[str, Any]]:
        """The call, or the `errors` of the answer that refuses it."""
        document = self._document(query)
        if isinstance(document, list):
            return [_plain(error) for error in document]
        operation = get_operation_ast(document, operation_name)
        if operation is None:
            return [{"message": "Name the operation to run: operationName is missing or unknown."}]
        try:
            weight = weigh(executable_schema(), document, operation, variables)
        except GraphQLRefusal as error:
            return [_refused(error, error.path, None)]
        return Call(document, operation, variables, weight)

    def _document(self, query: str) -> DocumentNode | list[GraphQLError]:
        known = self._known.get(query)
        if known is None:
            known = self._known[query] = _parse(query)
            if len(self._known) > _REMEMBERED_DOCUMENTS:
                self._known.popitem(last=False)
        return known


def _parse(query: str) -> DocumentNode | list[GraphQLError]:
    try:
        document = parse(query)
    except GraphQLError as error:
        return [error]
    return validate(executable_schema(), document) or document


def run(call: Call, context: Context) -> dict[str, Any]:
    """The answer's body: `data` and, where something was refused, `errors`.

    Raises:
        Exception: a resolver of ours failed; no client should learn to live with that.
    """
    name = call.operation.name.value if call.operation.name else None
    result = execute_sync(
        executable_schema(),
        call.document,
        context_value=context,
        variable_values=dict(call.variables),
        operation_name=name,
    )
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [_written(error) for error in result.errors]
    return answer


def _written(error: GraphQLError) -> dict[str, Any]:
    original = error.original_error
    if isinstance(original, GraphQLRefusal):
        return _refused(original, error.path, error.locations)
    if original is not None and not isinstance(original, GraphQLError):
        raise original
    return _plain(error)


def _refused(
    error: GraphQLRefusal, path: Sequence[str | int] | None, locations: Sequence[Any] | None
) -> dict[str, Any]:
    written: dict[str, Any] = {"type": error.kind, "message": error.message}
    if path:
        written["path"] = list(path)
    if locations:
        written["locations"] = [{"line": line, "column": column} for line, column in locations]
    return written


def _plain(error: GraphQLError) -> dict[str, Any]:
    return {
        "message": error.message,
        "locations": [{"line": line, "column": column} for line, column in error.locations or ()],
    }
