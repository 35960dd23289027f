"""What keeps the people layer from ordering people, as functions from text to findings.

Here: rules over the references between models, their columns and their SQL. Not here: walking the
tree (repository.py) and the tests themselves (test_people.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

REFERENCE = re.compile(r"\bref\(\s*['\"](\w+)['\"]\s*\)")
ORDERING_COLUMNS = re.compile(
    r"(^|_)(score|index|overall|total|rank|percentile|quartile|tier|grade|rating|quota|peer|average|"
    r"mean|potential|sum)(_|$)"
)
COMMENT = re.compile(r"--[^\n]*|\{#.*?#\}", re.DOTALL)


def references(sql: str) -> set[str]:
    """The models a model reads."""
    return set(REFERENCE.findall(COMMENT.sub("", sql)))


def ancestors(name: str, reads: Mapping[str, Collection[str]]) -> set[str]:
    """Everything a model is made from, through any number of steps."""
    found: set[str] = set()
    waiting = list(reads.get(name, ()))
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            waiting += reads.get(model, ())
    return found


def readers(names: Collection[str], reads: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """Models outside a set that read one of it, with what they read."""
    return {
        model: found
        for model, read in reads.items()
        if model not in names and (found := set(read) & set(names))
    }


def collapsing(
    concepts: Mapping[str, Collection[str]], reads: Mapping[str, Collection[str]]
) -> list[str]:
    """Concepts that are made from what belongs to another one.

    Args:
        concepts: For each mart of a concept, the models that are its own.
        reads: What each model reads.
    """
    return [
        f"{mart} is made from {model}, which belongs to {other}"
        for mart in concepts
        for other, owned in concepts.items()
        for model in sorted(ancestors(mart, reads) & {other, *owned})
        if other != mart
    ]


def shared(columns: Mapping[str, Collection[str]], allowed: Collection[str]) -> dict[str, set[str]]:
    """Columns by which two concepts could be joined, beside those that are allowed, by model."""
    return {
        f"{one} and {other}": found
        for one in columns
        for other in columns
        if one < other and (found := set(columns[one]) & set(columns[other]) - set(allowed))
    }


def ordering_columns(columns: Iterable[str]) -> list[str]:
    """Columns by which people could be put in an order, or compared with others."""
    return [name for name in columns if ORDERING_COLUMNS.search(name)]


def orders_rows(sql: str) -> bool:
    """Whether SQL puts rows in an order."""
    return bool(re.search(r"\border\s+by\b", COMMENT.sub("", sql), re.IGNORECASE))
