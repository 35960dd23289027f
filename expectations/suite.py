"""What a suite is: plain declarations, so that importing suites costs nothing.

Here: the two dataclasses and one function a kind of expectation. Not here: Great Expectations
(`runner.py`), and which table a suite judges (`registry.py`).

An expectation leaves out rows where one of its columns is null, unless it is `known`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

OBJECT_NAME = r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$"


@dataclass(frozen=True)
class Expectation:
    """One thing a table should fulfil.

    Attributes:
        kind: The name Great Expectations has for it, such as `expect_column_values_to_be_unique`.
        arguments: Its arguments by name.
        meaning: The rule in words; it is what a person reads when the rule is broken.
        columns: The columns it reads.
        where: A column and the value it has in the rows it speaks of; None speaks of all.
    """

    kind: str
    arguments: Mapping[str, Any]
    meaning: str
    columns: tuple[str, ...] = ()
    where: tuple[str, str] | None = None


@dataclass(frozen=True)
class Suite:
    """What one table should fulfil altogether.

    Attributes:
        name: Unique among all suites, in snake case.
        expectations: In the order in which they are reported.
    """

    name: str
    expectations: tuple[Expectation, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column an expectation reads, once."""
        read = [column for expectation in self.expectations for column in expectation.columns]
        return tuple(dict.fromkeys(read))


def suite(name: str, *groups: tuple[Expectation, ...]) -> Suite:
    """A suite of all expectations of the groups."""
    return Suite(name, tuple(expectation for group in groups for expectation in group))


def known(*columns: str) -> tuple[Expectation, ...]:
    """Each of the columns is never null."""
    return tuple(
        Expectation(
            "expect_column_values_to_not_be_null",
            {"column": column},
            f"{column} is never null",
            (column,),
        )
        for column in columns
    )


def known_where(column: str, state_column: str, state: str) -> tuple[Expectation, ...]:
    """The column is never null in rows whose `state_column` is `state`."""
    return (
        Expectation(
            "expect_column_values_to_not_be_null",
            {"column": column},
            f"{column} is known where {state_column} is {state}",
            (column, state_column),
            (state_column, state),
        ),
    )


def ordered(*columns: str) -> tuple[Expectation, ...]:
    """Each column is at or after the one before it (instants, dates or numbers)."""
    return tuple(
        Expectation(
            "expect_column_pair_values_a_to_be_greater_than_b",
            {
                "column_A": later,
                "column_B": earlier,
                "or_equal": True,
                "ignore_row_if": "either_value_is_missing",
            },
            f"{later} is not before {earlier}",
            (earlier, later),
        )
        for earlier, later in pairwise(columns)
    )


def between(column: str, low: float | None, high: float | None = None) -> tuple[Expectation, ...]:
    """The column lies in the closed interval; None leaves a side open."""
    bounds = f"at least {low}" if high is None else f"from {low} to {high}"
    return (
        Expectation(
            "expect_column_values_to_be_between",
            {"column": column, "min_value": low, "max_value": high},
            f"{column} is {bounds}",
            (column,),
        ),
    )


def not_negative(*columns: str) -> tuple[Expectation, ...]:
    """Each of the columns is 0 or more."""
    return tuple(expectation for column in columns for expectation in between(column, 0))


def zero(*columns: str) -> tuple[Expectation, ...]:
    """Each of the columns, which counts rows that break a rule of its name, is 0."""
    return tuple(
        Expectation(
            "expect_column_values_to_be_between",
            {"column": column, "min_value": 0, "max_value": 0},
            f"no {column.replace('_', ' ')}",
            (column,),
        )
        for column in columns
    )


def one_of(column: str, values: tuple[str, ...]) -> tuple[Expectation, ...]:
    """The column holds nothing but these values."""
    return (
        Expectation(
            "expect_column_values_to_be_in_set",
            {"column": column, "value_set": list(values)},
            f"{column} is one of {', '.join(values)}",
            (column,),
        ),
    )


def matching(column: str, pattern: str, shape: str) -> tuple[Expectation, ...]:
    """The column's texts match the pattern; `shape` says in words what they look like."""
    return (
        Expectation(
            "expect_column_values_to_match_regex",
            {"column": column, "regex": pattern},
            f"{column} is {shape}",
            (column,),
        ),
    )


def object_names(*columns: str) -> tuple[Expectation, ...]:
    """Each column holds a full object name of git, by SHA-1 or SHA-256."""
    return tuple(
        expectation
        for column in columns
        for expectation in matching(column, OBJECT_NAME, "a full git object name")
    )


def not_matching(column: str, pattern: str, shape: str) -> tuple[Expectation, ...]:
    """None of the column's texts matches the pattern; `shape` says in words what it finds."""
    return (
        Expectation(
            "expect_column_values_to_not_match_regex",
            {"column": column, "regex": pattern},
            f"{column} is not {shape}",
            (column,),
        ),
    )


def none(column: str, meaning: str) -> tuple[Expectation, ...]:
    """The column, which says what is wrong with a row, is always null."""
    return (Expectation("expect_column_values_to_be_null", {"column": column}, meaning, (column,)),)


def rows(low: int) -> tuple[Expectation, ...]:
    """The table has at least so many rows."""
    return (
        Expectation(
            "expect_table_row_count_to_be_between",
            {"min_value": low},
            f"there are at least {low} rows",
        ),
    )
