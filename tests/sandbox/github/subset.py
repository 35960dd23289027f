"""Whether one GraphQL schema is a part of another.

Belongs here: the comparison. Does not belong here: which schemas are compared.
"""

from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    is_required_argument,
)


def differences(part: GraphQLSchema, whole: GraphQLSchema) -> list[str]:
    """Everything in `part` that `whole` does not have just like that."""
    found: list[str] = []
    for name, type_ in part.type_map.items():
        if name.startswith("__"):
            continue
        official = whole.type_map.get(name)
        if official is None or type(official) is not type(type_):
            found.append(f"{name} is no {type(type_).__name__} of the whole")
        else:
            found += _in_type(type_, official)
    return found


def _in_type(type_: GraphQLNamedType, official: GraphQLNamedType) -> Iterator[str]:
    name = type_.name
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        assert isinstance(official, GraphQLObjectType | GraphQLInterfaceType)
        interfaces = {interface.name for interface in official.interfaces}
        yield from (
            f"{name} does not implement {interface.name}"
            for interface in type_.interfaces
            if interface.name not in interfaces
        )
        yield from _in_fields(type_, official)
    elif isinstance(type_, GraphQLEnumType):
        assert isinstance(official, GraphQLEnumType)
        yield from (f"{name}.{value}" for value in type_.values if value not in official.values)
    elif isinstance(type_, GraphQLUnionType):
        assert isinstance(official, GraphQLUnionType)
        members = {member.name for member in official.types}
        yield from (f"{name}: {m.name}" for m in type_.types if m.name not in members)
    elif isinstance(type_, GraphQLInputObjectType):
        assert isinstance(official, GraphQLInputObjectType)
        yield from _in_arguments(name, type_.fields, official.fields)


def _in_fields(
    type_: GraphQLObjectType | GraphQLInterfaceType,
    official: GraphQLObjectType | GraphQLInterfaceType,
) -> Iterator[str]:
    for field_name, field in type_.fields.items():
        where = f"{type_.name}.{field_name}"
        known = official.fields.get(field_name)
        if known is None:
            yield f"{where} does not exist"
            continue
        if str(known.type) != str(field.type):
            yield f"{where} is {known.type}, not {field.type}"
        if known.deprecation_reason is not None:
            yield f"{where} is deprecated"
        yield from _in_arguments(where, field.args, known.args)
        yield from (
            f"{where}({argument}:) is required"
            for argument, definition in known.args.items()
            if is_required_argument(definition) and argument not in field.args
        )


def _in_arguments(where: str, arguments: dict, official: dict) -> Iterator[str]:  # type: ignore[type-arg]
    for name, argument in arguments.items():
        known = official.get(name)
        if known is None:
            yield f"{where}({name}:) does not exist"
        elif str(known.type) != str(argument.type):
            yield f"{where}({name}:) is {known.type}, not {argument.type}"
        elif known.default_value != argument.default_value:
            yield f"{where}({name}:) defaults to {known.default_value}"
