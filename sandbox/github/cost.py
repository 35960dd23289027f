"""What a GraphQL call asks for: nodes, points, and the rules for paging.

Belongs here: GitHub's rules that its schema does not express. Does not belong here: counting
points against a budget (`sandbox.github.budget`).

GitHub documents (docs.github.com/graphql/overview): each connection needs `first` or `last` of
1 to 100; a call may ask for at most 500,000 nodes; its cost is the number of requests that
filling every connection would take, divided by 100, rounded, at least 1. The ids of `nodes`
count like a connection's records here, which is stricter than what is documented.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_directive_values,
    get_named_type,
    value_from_ast_untyped,
)

from sandbox.github.errors import GraphQLRefusal

LARGEST_PAGE = 100
LARGEST_CALL = 500_000
_REQUESTS_PER_POINT = 100


@dataclass(slots=True)
class Weight:
    """What a call asks for at most."""

    nodes: int = 0
    requests: int = 0

    @property
    def points(self) -> int:
        """The call's cost; a half is rounded up."""
        return max(1, (self.requests + _REQUESTS_PER_POINT // 2) // _REQUESTS_PER_POINT)


@dataclass(slots=True)
class _Walk:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    weight: Weight = field(default_factory=Weight)

    def selections(
        self, selection_set: SelectionSetNode, type_: GraphQLNamedType, times: int, path: list[str]
    ) -> None:
        """Add what a selection, made `times` times, asks for."""
        for selection in selection_set.selections:
            if not self._is_included(selection):
                continue
            if isinstance(selection, FieldNode):
                self._field(selection, type_, times, path)
            elif isinstance(selection, FragmentSpreadNode):
                fragment = self.fragments[selection.name.value]
                on = self.schema.type_map[fragment.type_condition.name.value]
                self.selections(fragment.selection_set, on, times, path)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                on = self.schema.type_map[condition.name.value] if condition else type_
                self.selections(selection.selection_set, on, times, path)

    def _is_included(self, selection: SelectionNode) -> bool:
        variables = dict(self.variables)
        skip = get_directive_values(GraphQLSkipDirective, selection, variables)
        include = get_directive_values(GraphQLIncludeDirective, selection, variables)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _field(self, node: FieldNode, type_: GraphQLNamedType, times: int, path: list[str]) -> None:
        name = node.name.value
        if node.selection_set is None or not isinstance(
            type_, GraphQLObjectType | GraphQLInterfaceType
        ):
            return
        if name.startswith("__"):
            return
        inner = get_named_type(type_.fields[name].type)
        here = [*path, node.alias.value if node.alias else name]
        if inner.name.endswith("Connection"):
            size = self._page_size(node, here)
            self.weight.requests += times
            times *= size
            self.weight.nodes += times
        elif type_ is self.schema.query_type and name == "nodes":
            times *= len(self._arguments(node)["ids"])
            self.weight.nodes += times
        self.selections(node.selection_set, inner, times, here)

    def _arguments(self, node: FieldNode) -> dict[str, Any]:
        return {
            argument.name.value: value_from_ast_untyped(argument.value, dict(self.variables))
            for argument in node.arguments
        }

    def _page_size(self, node: FieldNode, path: list[str]) -> int:
        name = node.name.value
        arguments = self._arguments(node)
        sizes = {n: arguments[n] for n in ("first", "last") if arguments.get(n) is not None}
        if not sizes:
            message = (
                f"You must provide a `first` or `last` value to properly paginate the "
                f"`{name}` connection."
            )
            raise GraphQLRefusal("MISSING_PAGINATION_BOUNDARIES", message, path)
        if len(sizes) > 1:
            message = (
                f"Passing both `first` and `last` to the `{name}` connection is not supported."
            )
            raise GraphQLRefusal("EXCESSIVE_PAGINATION", message, path)
        ((boundary, size),) = sizes.items()
        if not isinstance(size, int) or not 1 <= size <= LARGEST_PAGE:
            message = (
                f"Requesting {size} records on the `{name}` connection is outside of what "
                f"`{boundary}` may be: 1 to {LARGEST_PAGE} records."
            )
            raise GraphQLRefusal("EXCESSIVE_PAGINATION", message, path)
        return size


def weigh(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> Weight:
    """What a valid operation asks for, its variables' defaults included.

    Raises:
        GraphQLRefusal: the operation breaks a rule for paging or asks for too many nodes.
    """
    fragments = {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    defaults = {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in operation.variable_definitions
        if definition.default_value is not None
    }
    walk = _Walk(schema, fragments, {**defaults, **variables})
    query_type = schema.query_type
    if query_type is not None:
        walk.selections(operation.selection_set, query_type, 1, ["query"])
    if walk.weight.nodes > LARGEST_CALL:
        message = (
            f"This query requests up to {walk.weight.nodes:,} possible nodes which exceeds the "
            f"maximum limit of {LARGEST_CALL:,}."
        )
        raise GraphQLRefusal("MAX_NODE_LIMIT_EXCEEDED", message)
    return walk.weight
