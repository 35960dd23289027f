"""YAML text to plain values whose every scalar is text, with the line each value stands on.

Here: what makes YAML safe and predictable to read: no tags, no repeated keys, no recursion, no
expansion without bound, `no` and `010` and dates as the text they are written as.
Not here: what organisation.yml must contain (organisation.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from extract.sources.file_drops.files import InputFileError, decode

Value = str | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

MAX_VALUES = 500_000
_NULL = "tag:yaml.org,2002:null"
_PLAIN_TAGS = {
    yaml.ScalarNode: {"tag:yaml.org,2002:str", _NULL},
    yaml.SequenceNode: {"tag:yaml.org,2002:seq"},
    yaml.MappingNode: {"tag:yaml.org,2002:map"},
}


class _TextLoader(yaml.SafeLoader):
    """Resolves null only: a team called `no` or `0123` keeps its name."""


_TextLoader.yaml_implicit_resolvers = {
    character: [(tag, pattern) for tag, pattern in resolvers if tag == _NULL]
    for character, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(slots=True)
class Document:
    """A document's value, and the line (from 1) of every value by its path."""

    value: Value
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_document(content: bytes, file: str) -> Document:
    """The one document of a YAML file.

    Raises:
        InputFileError: not UTF-8, not YAML, more than one document, a tag, a repeated key, a
            recursive alias, nesting too deep, or more than `MAX_VALUES` values.
    """
    text = decode(content, file)
    reader = _Reader(file)
    try:
        node = yaml.compose(text, Loader=_TextLoader)
        if node is None:
            raise InputFileError(file, "it holds no value", "Fill it as docs/inputs.md describes")
        return Document(reader.value(node, ()), reader.lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = f"it is not valid YAML ({error.problem or error.context})"
        remedy = "Correct the syntax there; indent with spaces and quote text with ':' or '#'"
        raise InputFileError(file, problem, remedy, mark.line + 1 if mark else None) from error
    except yaml.YAMLError as error:
        problem = "it holds a character that YAML does not allow"
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise InputFileError(file, problem, "Remove it", line) from error
    except RecursionError as error:
        raise InputFileError(file, "it is nested too deeply", "Remove the nesting") from error


class _Reader:
    """Turns nodes into values and remembers lines; bounded by `MAX_VALUES`."""

    def __init__(self, file: str) -> None:
        self.lines: dict[Path, int] = {}
        self._file = file
        self._open: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Value:
        """The value of a node."""
        line = node.start_mark.line + 1
        self._check(node, line)
        self.lines[path] = line
        if isinstance(node, yaml.ScalarNode):
            return self._text(node, line)
        self._open.add(id(node))
        value: Value
        if isinstance(node, yaml.SequenceNode):
            value = [self.value(item, (*path, place)) for place, item in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            value = self._mapping(node, path)
        self._open.discard(id(node))
        return value

    def _check(self, node: yaml.Node, line: int) -> None:
        if node.tag not in _PLAIN_TAGS[type(node)]:
            raise InputFileError(
                self._file, f"the tag '{node.tag}' is not allowed", "Write the plain value", line
            )
        if id(node) in self._open:
            raise InputFileError(self._file, "a value contains itself", "Remove the alias", line)
        if len(self.lines) >= MAX_VALUES:
            raise InputFileError(
                self._file, f"it holds more than {MAX_VALUES} values", "Remove aliases", line
            )

    def _text(self, node: yaml.ScalarNode, line: int) -> str | None:
        if node.tag == _NULL:
            return None
        text = str(node.value)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise InputFileError(
                self._file, "an escape stands for no character", "Write the character", line
            )
        return text

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise InputFileError(self._file, "a key is not text", "Write a plain key", line)
            key = self._text(key_node, line) or ""
            if key in mapping:
                raise InputFileError(
                    self._file, f"the key '{key}' stands twice", "Remove one of the two", line
                )
            mapping[key] = self.value(value_node, (*path, key))
        return mapping
