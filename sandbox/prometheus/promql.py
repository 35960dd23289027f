"""The little of PromQL that the sandbox understands: the hourly increase of counters, summed up.

Belongs here: reading a query, matching labels. Does not belong here: values, HTTP.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

_QUERY = re.compile(
    r"sum\(increase\((?P<name>[a-zA-Z_:][\w:]*)(?:\{(?P<labels>.*)\})?\[(?P<range>\d+[smhd])\]\)\)"
)
_MATCHER = re.compile(
    r"""\s*(?P<label>[a-zA-Z_]\w*)\s*(?P<sign>=~|!~|!=|=)\s*"(?P<value>(?:[^"\\]|\\.)*)"\s*(?:,|$)"""
)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


class QueryError(ValueError):
    """A query that cannot be parsed."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """A condition on one label."""

    label: str
    sign: str
    value: str

    def holds(self, labels: Mapping[str, str]) -> bool:
        """Whether a series fulfils it; a label that it lacks is empty."""
        return _SIGNS[self.sign](labels.get(self.label, ""), self.value)


_SIGNS: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda found, wanted: found == wanted,
    "!=": lambda found, wanted: found != wanted,
    "=~": lambda found, wanted: re.fullmatch(wanted, found) is not None,
    "!~": lambda found, wanted: re.fullmatch(wanted, found) is None,
}


@dataclass(frozen=True, slots=True)
class Increase:
    """The sum of the increases over `span` of all series that fulfil every matcher."""

    matchers: tuple[Matcher, ...]
    span: timedelta

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether a series is one of them."""
        return all(matcher.holds(labels) for matcher in self.matchers)


def parse(query: str) -> Increase:
    """Read a query.

    Raises:
        QueryError: It is no PromQL, or more than the sandbox understands.
    """
    match = _QUERY.fullmatch(query.strip())
    if match is None:
        raise QueryError("1:1: parse error: the sandbox understands sum(increase(counter[1h]))")
    matchers = [Matcher("__name__", "=", match["name"]), *_matchers(match["labels"] or "")]
    text = match["range"]
    return Increase(tuple(matchers), timedelta(seconds=int(text[:-1]) * _UNITS[text[-1]]))


def _matchers(text: str) -> list[Matcher]:
    found, position = [], 0
    while position < len(text):
        match = _MATCHER.match(text, position)
        if match is None:
            raise QueryError(f"1:{position + 1}: parse error: unexpected {text[position:][:20]!r}")
        value = re.sub(r"\\(.)", r"\1", match["value"])
        if match["sign"] in {"=~", "!~"}:
            _check(value)
        found.append(Matcher(match["label"], match["sign"], value))
        position = match.end()
    return found


def _check(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise QueryError(f"error parsing regexp: {error}") from error
