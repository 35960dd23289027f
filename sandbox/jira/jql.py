"""JQL as far as clients send it: conditions joined by AND, and an order.

Belongs here: reading a query into conditions. Does not belong here: what a field of an issue is
compared with (`sandbox.jira.matching`).

    project = ATL AND updated >= "2026-05-04 10:00" AND id in (10001, 10002) ORDER BY updated DESC
"""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<sign><=|>=|!=|=|<|>)
    |(?P<mark>[(),])
    |(?P<word>[^\s"'()=<>!,]+)
    )""",
    re.VERBOSE,
)
_SIGNS = frozenset({"=", "!=", "<", "<=", ">", ">="})
UNBOUNDED = (
    "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
)


class JqlError(ValueError):
    """A query that Jira refuses, in its words."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A field, an operator (`in` and `not in` too, `is` and `is not` for EMPTY), and values."""

    field: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions that must all hold, and the order: fields, each with whether it descends."""

    conditions: tuple[Condition, ...]
    order: tuple[tuple[str, bool], ...]


def read(jql: str) -> Query:
    """Read a query.

    Raises:
        JqlError: Jira could not read it either, or the sandbox cannot.
    """
    reader = _Reader(_tokens(jql))
    conditions = reader.conditions()
    return Query(tuple(conditions), tuple(reader.order()))


def _tokens(jql: str) -> list[tuple[str, str]]:
    found, position = [], 0
    text = jql.strip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise JqlError(
                f"Error in the JQL Query: The character '{text[position]}' is a reserved JQL "
                "character. You must enclose it in a string or use the escape sequence."
            )
        kind = str(match.lastgroup)
        value = match.group(kind)
        if kind == "text":
            value = re.sub(r"\\(.)", r"\1", value[1:-1])
        found.append((kind, value))
        position = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def conditions(self) -> list[Condition]:
        found: list[Condition] = []
        while self._at < len(self._tokens) and not self._is_word("order"):
            found.append(self._condition())
            if self._is_word("and"):
                self._at += 1
            elif self._at < len(self._tokens) and not self._is_word("order"):
                raise self._unexpected("Expecting either 'OR' or 'AND'")
        return found

    def order(self) -> list[tuple[str, bool]]:
        if not self._is_word("order"):
            return []
        self._at += 1
        if not self._is_word("by"):
            raise self._unexpected("Expecting 'BY'")
        self._at += 1
        found = []
        while True:
            field = self._next().lower()
            descends = self._is_word("desc")
            self._at += descends or self._is_word("asc")
            found.append((field, descends))
            if not self._is_mark(","):
                break
            self._at += 1
        if self._at < len(self._tokens):
            raise self._unexpected("Expecting the end of the query")
        return found

    def _condition(self) -> Condition:
        field = self._next().lower()
        operator = self._next().lower()
        if operator in {"is", "not"} and self._is_word({"is": "not", "not": "in"}[operator]):
            operator = f"{operator} {self._next().lower()}"
        if operator in {"in", "not in"}:
            return Condition(field, operator, tuple(self._list()))
        if operator not in _SIGNS | {"is", "is not"}:
            self._at -= 1
            raise self._unexpected("Expecting operator")
        return Condition(field, operator, (self._next(),))

    def _list(self) -> list[str]:
        if not self._is_mark("("):
            raise self._unexpected("Expecting '('")
        self._at += 1
        values = [self._next()]
        while self._is_mark(","):
            self._at += 1
            values.append(self._next())
        if not self._is_mark(")"):
            raise self._unexpected("Expecting ')'")
        self._at += 1
        return values

    def _next(self) -> str:
        if self._at >= len(self._tokens):
            raise JqlError("Error in the JQL Query: The query ends where a value is expected.")
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _is_word(self, word: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at] in {
            ("word", word),
            ("word", word.upper()),
        }

    def _is_mark(self, mark: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at] == ("mark", mark)

    def _unexpected(self, wanted: str) -> JqlError:
        here = self._tokens[self._at][1] if self._at < len(self._tokens) else "the end"
        return JqlError(f"Error in the JQL Query: {wanted} but got '{here}'. (line 1)")
