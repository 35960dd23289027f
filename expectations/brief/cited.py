"""Published rows as they are cited.

Here: what names a row, a sentence with the rows it speaks of, and the check that every number of it
stands in them. Not here: what is said (`narrative.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from expectations.pages import words

KEYS = {
    "fct_team_metrics": ("metric_id", "team_id", "grain", "period_start"),
    "dim_statuses": ("status",),
    "rpt_workload_distribution": ("team_id", "load_kind", "window_start"),
    "rpt_safety_signals": ("team_id", "signal_id", "period_name"),
    "signal_questions": ("finding_id",),
}
FILES = {"signal_questions": "audit.duckdb"}
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?!\w)")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}Q[1-4]")


class CitationError(Exception):
    """A sentence says what its rows do not; the text is one line."""


@dataclass(frozen=True)
class Row:
    """A published row.

    Attributes:
        table: The table it stands in.
        values: Its columns.
    """

    table: str
    values: Mapping[str, Any] = field(hash=False)

    @property
    def file(self) -> str:
        """The published database that holds it."""
        return FILES.get(self.table, "leadership.duckdb")

    @property
    def key(self) -> dict[str, str]:
        """What names it, as text."""
        return {name: _text(self.values[name]) for name in KEYS[self.table]}

    @property
    def name(self) -> str:
        """File, table and key in one line, as a reader looks it up."""
        named = ", ".join(f"{column} = {value}" for column, value in self.key.items())
        return f"{self.file}, marts.{self.table}: {named}"

    def __getitem__(self, column: str) -> Any:
        """The value of a column."""
        return self.values[column]


@dataclass(frozen=True)
class Sentence:
    """A sentence and the rows it speaks of.

    Attributes:
        text: What is said.
        rows: What it is said of; never empty.
        names: Names of metrics in it, whose digits are no numbers.
    """

    text: str
    rows: tuple[Row, ...]
    names: tuple[str, ...] = ()


def numbers(text: str, names: Iterable[str] = ()) -> list[str]:
    """The numbers of a text, days and quarters among them; digits of names are none."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    days = DAY.findall(text)
    return days + NUMBER.findall(DAY.sub(" ", text))


def told_by(row: Row) -> Iterator[str]:
    """Every way in which a value of a row may be written."""
    for value in row.values.values():
        if isinstance(value, bool) or value is None:
            continue
        if isinstance(value, int | float):
            yield from (words.figure(value), words.share(value).removesuffix(" %"))
        elif isinstance(value, datetime | date):
            yield f"{value:%Y-%m-%d}"
        elif isinstance(value, str):
            yield from numbers(value)


def check(sentence: Sentence, team_id: str) -> None:
    """Find what a sentence says and its rows do not.

    Raises:
        CitationError: It cites nothing, a row of another team, or has a number that no row has.
    """
    if not sentence.rows:
        raise CitationError(f"A sentence cites no row: {sentence.text}")
    others = {row.name for row in sentence.rows if row.values.get("team_id", team_id) != team_id}
    if others:
        raise CitationError(f"A sentence about {team_id} cites {', '.join(sorted(others))}.")
    known = {number for row in sentence.rows for number in told_by(row)}
    unknown = [n for n in numbers(sentence.text, sentence.names) if n not in known]
    if unknown:
        raise CitationError(
            f"{', '.join(unknown)} stands in no row that is cited by: {sentence.text}"
        )


def footnotes(sentences: Sequence[Sentence]) -> dict[str, int]:
    """A number for each cited row, in the order of their first mention."""
    found: dict[str, int] = {}
    for sentence in sentences:
        for row in sentence.rows:
            found.setdefault(row.name, len(found) + 1)
    return found


def _text(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
