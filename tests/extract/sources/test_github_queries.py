"""Every document GitHub is sent: valid, not deprecated, and within GitHub's limits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    IntValueNode,
    NoDeprecatedCustomRule,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_schema,
    get_named_type,
    parse,
    specified_rules,
    validate,
    visit,
)

from extract.sources.github import queries
from extract.sources.github.client import operation_name
from extract.sources.github.queries import DOCUMENTS
from tests.official.descriptions import graphql_schema

ROOT = Path(__file__).parents[3]
LARGEST = 100
NODE_LIMIT = 500_000


@cache
def sandbox_schema() -> GraphQLSchema:
    return build_schema((ROOT / "sandbox/github/schema.graphql").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("schema", [graphql_schema, sandbox_schema])
def test_valid_without_deprecated_fields(schema: Any, name: str) -> None:
    rules = [*specified_rules, NoDeprecatedCustomRule]
    assert validate(schema(), parse(DOCUMENTS[name]), rules) == []


def test_the_rules_would_notice() -> None:
    document = parse(
        '{ repository(owner: "a", name: "b") { pullRequest(number: 1) { databaseId } } }'
    )
    rules = [*specified_rules, NoDeprecatedCustomRule]
    assert "databaseId is deprecated" in validate(graphql_schema(), document, rules)[0].message


def test_every_document_is_listed_and_named() -> None:
    texts = {
        value
        for name, value in vars(queries).items()
        if isinstance(value, str) and name.isupper() and value.lstrip().startswith("query ")
    }
    assert texts == set(DOCUMENTS.values())
    names = [operation_name(document) for document in DOCUMENTS.values()]
    assert len(set(names)) == len(names)
    for document in DOCUMENTS.values():
        (operation,) = operations(parse(document))
        assert operation.name is not None
        assert operation.name.value == operation_name(document)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_connection_asks_for_at_most_a_hundred(name: str) -> None:
    document = parse(DOCUMENTS[name])
    for connection in connections(document):
        sizes = [argument for argument in connection.arguments if argument.name.value == "first"]
        assert len(sizes) == 1, f"{connection.name.value} has no first"
        value = sizes[0].value
        if isinstance(value, IntValueNode):
            assert 1 <= int(value.value) <= LARGEST


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_can_reach_the_node_limit(name: str) -> None:
    document = parse(DOCUMENTS[name])
    (operation,) = operations(document)
    largest = nodes(document, operation.selection_set)
    if any(v.variable.name.value == "ids" for v in operation.variable_definitions):
        largest = LARGEST * (1 + largest)
    assert largest < NODE_LIMIT


def operations(document: DocumentNode) -> list[OperationDefinitionNode]:
    return [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]


def connections(document: DocumentNode) -> Iterator[FieldNode]:
    found: list[FieldNode] = []
    info = TypeInfo(graphql_schema())

    class Collect(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            kind = info.get_type()
            if kind is not None and get_named_type(kind).name.endswith("Connection"):
                found.append(node)

    visit(document, TypeInfoVisitor(info, Collect()))
    assert found, "a document without connections would make this test pass for nothing"
    yield from found


def nodes(document: DocumentNode, selections: SelectionSetNode | None) -> int:
    """Nodes a selection asks for at most, a variable size counting as a hundred."""
    fragments = {
        d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
    }
    count = 0
    for selection in selections.selections if selections else ():
        if isinstance(selection, FragmentSpreadNode):
            count += nodes(document, fragments[selection.name.value].selection_set)
            continue
        below = nodes(document, selection.selection_set)
        count += below
        for argument in selection.arguments if isinstance(selection, FieldNode) else ():
            if argument.name.value == "first":
                value = argument.value
                size = int(value.value) if isinstance(value, IntValueNode) else LARGEST
                count += size + (size - 1) * below
    return count
