"""The `tree` parameter: which fields, how deep, and which part of a list.

Belongs here: its grammar and taking the selection out of a record. Does not belong here: records.

`jobs[name,allBuilds[number]{0,100}]` names fields by commas, fields inside them in brackets, and of
a list the half-open range `{from,to}`, either end of which may be left out; `{n}` is one member.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_NAME = re.compile(r"[\w*-]+")
_RANGE = re.compile(r"\{(\d*)(,?)(\d*)\}")

EVERYTHING = "*"


class TreeError(ValueError):
    """The text is no tree."""


@dataclass(slots=True)
class Node:
    """What is selected of one field: its own fields, and of a list the part."""

    fields: "dict[str, Node]" = field(default_factory=dict)
    part: slice = field(default_factory=lambda: slice(None))


def parse(text: str) -> Node:
    """Read a tree.

    Raises:
        TreeError: It is none; the message says where.
    """
    node, end = _members(text, 0)
    if end != len(text):
        raise TreeError(f"unexpected {text[end]!r} at {end}")
    return node


def _members(text: str, at: int) -> tuple[Node, int]:
    node = Node()
    while True:
        match = _NAME.match(text, at)
        if match is None:
            raise TreeError(f"expected a name at {at}")
        member, at = _member(text, match.end())
        node.fields[match.group()] = member
        if text[at : at + 1] != ",":
            return node, at
        at += 1


def _member(text: str, at: int) -> tuple[Node, int]:
    node = Node()
    if text[at : at + 1] == "[":
        node, at = _members(text, at + 1)
        if text[at : at + 1] != "]":
            raise TreeError(f"expected ] at {at}")
        at += 1
    if text[at : at + 1] == "{":
        match = _RANGE.match(text, at)
        if match is None:
            raise TreeError(f"expected a range at {at}")
        node.part, at = _part(*match.groups()), match.end()
    return node, at


def _part(first: str, comma: str, last: str) -> slice:
    begin = int(first or 0)
    if not comma:
        return slice(begin, begin + 1)
    return slice(begin, int(last) if last else None)


def select(record: Any, node: Node) -> Any:
    """What a node selects; values that are functions are only called where they are wanted.

    The class of a record is always told, as Jenkins does.
    """
    if callable(record):
        record = _called(record)
    if isinstance(record, list):
        return [select(member, node) for member in record[node.part]]
    if not isinstance(record, Mapping):
        return record
    chosen = {"_class": record["_class"]} if "_class" in record else {}
    for name, inner in node.fields.items():
        names = list(record) if name == EVERYTHING else [name]
        chosen |= {each: select(record[each], inner) for each in names if each in record}
    return chosen


def _called(make: Callable[[], Any]) -> Any:
    return make()
