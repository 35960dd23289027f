"""How marks travel through an expression.

Belongs here: one expression of SQL. Does not belong here: where its columns come from
(`queries.py`); what a mark means (`marks.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from sqlglot import exp
from sqlglot.optimizer.simplify import simplify

from expectations.governance.marks import (
    COUNT,
    EDGE,
    NONE,
    PERSON,
    PLACE,
    TEAM,
    VALUE,
    VOLUME,
    WRITTEN,
    ZERO,
    Marks,
    either,
)


class Scope(Protocol):
    """What an expression stands in."""

    def column(self, column: exp.Column) -> Marks:
        """The marks of a column it names."""

    def query(self, query: exp.Expr) -> Marks:
        """The marks of what a query in it gives."""

    def window(self, window: exp.Window) -> exp.Window:
        """A window with what its name stands for."""

    def is_contest(self, window: exp.Window, mark: str) -> bool:
        """True if it orders people (or teams) by how much."""

    def is_over_people(self, node: exp.Expr) -> bool:
        """True if an aggregate takes more than one person together."""


NUMBERING = (exp.RowNumber, exp.Rank, exp.DenseRank, exp.PercentRank, exp.CumeDist, exp.Ntile)
COUNTING = (exp.Count, exp.CountIf, exp.ApproxDistinct)
EDGES = (
    exp.Max,
    exp.Min,
    exp.Avg,
    exp.Median,
    exp.Quantile,
    exp.PercentileCont,
    exp.PercentileDisc,
)
# Aggregates that give back one of the values, or all of them.
KEEPING = (
    exp.Max, exp.Min, exp.AnyValue, exp.First, exp.Last, exp.ArrayAgg, exp.GroupConcat, exp.Mode,
    exp.FirstValue, exp.LastValue, exp.NthValue, exp.Lag, exp.Lead, exp.ArrayUniqueAgg,
    exp.ArrayConcatAgg, exp.JSONArrayAgg, exp.JSONObjectAgg,
)  # fmt: skip
SILENT = (exp.Literal, exp.Boolean, exp.Null, exp.Star, exp.DataType, exp.Identifier)
FIRST_ONLY = (exp.Filter, exp.IgnoreNulls, exp.RespectNulls, exp.Nullif, exp.Cast, exp.TryCast)


def marks_of(node: exp.Expr | None, scope: Scope) -> Marks:
    """The marks of what an expression gives."""
    if node is None or isinstance(node, SILENT):
        return NONE
    for kinds, marks in HANDLERS:
        if isinstance(node, kinds):
            return marks(node, scope)
    return _of_parts(node, scope)


def _of_parts(node: exp.Expr, scope: Scope) -> Marks:
    return NONE.union(*(marks_of(part, scope) for part in node.iter_expressions()))


def _edge(node: exp.Expr, scope: Scope) -> Marks:
    """The mark of what one person could be measured against."""
    inner = node.this if isinstance(node, exp.WithinGroup) else node
    if not isinstance(inner, EDGES) or not scope.is_over_people(node):
        return NONE
    return frozenset({EDGE}) if VOLUME in _of_parts(node, scope) else NONE


def _of_first(node: exp.Expr, scope: Scope) -> Marks:
    return marks_of(node.this, scope)


def _of_test(node: exp.Expr, scope: Scope) -> Marks:
    return _of_parts(node, scope) & {PLACE}


def _of_ratio(node: exp.Expr, scope: Scope) -> Marks:
    """Of counts too it is none: it may be missing."""
    marks = _of_parts(node, scope)
    return marks if is_constant(node.expression) else marks - {COUNT}


def _of_default(node: exp.Expr, scope: Scope) -> Marks:
    return _of_parts(node, scope) | _standing_in(node, scope)


def _of_any_aggregate(node: exp.Expr, scope: Scope) -> Marks:
    return _of_aggregate(node, scope) | _edge(node, scope)


def _of_aggregate(node: exp.Expr, scope: Scope) -> Marks:
    if isinstance(node, COUNTING):
        return frozenset({VOLUME, COUNT})
    if isinstance(node, exp.WithinGroup):
        order = node.args.get("expression")
        return (_of_parts(order, scope) if order else NONE) - {PERSON, TEAM, PLACE} | {VOLUME}
    if isinstance(node, exp.ArgMax | exp.ArgMin):
        inner = marks_of(node.this, scope)
        by_volume = VOLUME in marks_of(node.expression, scope)
        return inner | {PLACE} if by_volume and PERSON in inner else inner
    if isinstance(node, KEEPING):
        kept = node.this.this if isinstance(node.this, exp.Order) else node.this
        return marks_of(kept, scope)
    summed = _of_parts(node, scope) - {PLACE, TEAM, WRITTEN} | {VOLUME}
    if scope.is_over_people(node):
        summed -= {PERSON}  # one number of many people is none of them
    # A sum of counts is a count; their average over nothing is not 0.
    return summed if isinstance(node, exp.Sum) else summed - {COUNT}


def _of_window(node: exp.Window, scope: Scope) -> Marks:
    window = scope.window(node)
    marks = marks_of(node.this, scope)
    if scope.is_contest(window, PERSON):
        marks |= {PLACE}
    function = node.this
    order = window.args.get("order")
    if isinstance(function, NUMBERING) and order is not None:
        # The number of a person is that person under another name.
        marks |= _of_parts(order, scope) & {PERSON}
    return marks


def _of_choice(node: exp.Case | exp.If, scope: Scope) -> Marks:
    given = list(choices(node))
    marks = either(*(marks_of(choice, scope) for choice in given if not is_constant(choice)))
    return marks | _zero_of_choice(node, given, scope)


def choices(node: exp.Case | exp.If) -> Iterator[exp.Expr]:
    """What a `case` or an `if` may give."""
    branches = node.args.get("ifs") or [node]
    for branch in branches:
        yield branch.args["true"]
    last = node.args.get("default") or node.args.get("false")
    if last is not None:
        yield last


def _zero_of_choice(node: exp.Case | exp.If, given: list[exp.Expr], scope: Scope) -> Marks:
    """A choice of literals only is a yes or no; a sum over rows may leave rows out."""
    others = [choice for choice in given if not is_constant(choice)]
    if not others or not any(is_zero(choice) for choice in given):
        return NONE
    conditions = [branch.this for branch in node.args.get("ifs") or [node]]
    asks_for_null = any(
        isinstance(test, exp.Is) and isinstance(test.expression, exp.Null)
        for condition in conditions
        for test in condition.find_all(exp.Is)
    )
    if isinstance(node.parent, exp.Sum) and not asks_for_null:
        return NONE
    known = [marks_of(one, scope) for one in others]
    return NONE if _are_counts(known) else frozenset({ZERO})


def _standing_in(node: exp.Expr, scope: Scope) -> Marks:
    """The mark of a 0 that is said where nothing is known."""
    parts = [node.this, *node.expressions]
    others = [part for part in parts if not is_constant(part)]
    if not others or not any(is_zero(part) for part in parts):
        return NONE
    known = [marks_of(part, scope) for part in others]
    # Greatest skips what is null; of what is known it only cuts.
    is_cut = _is_guarded(node) or not any(VALUE in marks for marks in known)
    if isinstance(node, exp.Greatest) and is_cut:
        return NONE
    return NONE if _are_counts(known) else frozenset({ZERO})


def _are_counts(known: list[Marks]) -> bool:
    """True for numbers of rows; the value of a metric may be one, and may be missing."""
    return all(COUNT in marks and VALUE not in marks for marks in known)


def _is_guarded(node: exp.Expr) -> bool:
    """True within a choice that asks for every column it uses, so that none of them is null."""
    asked: set[str] = set()
    branch = node.find_ancestor(exp.If, exp.Query)
    while isinstance(branch, exp.If):
        asked |= {column.sql() for column in branch.this.find_all(exp.Column)}
        branch = branch.find_ancestor(exp.If, exp.Query)
    return {column.sql() for column in node.find_all(exp.Column)} <= asked


def is_constant(node: exp.Expr) -> bool:
    """True if no row can change it."""
    return node.find(exp.Column, exp.Query, exp.Count) is None


def is_zero(node: exp.Expr) -> bool:
    """True for 0 and 0.0, also in a cast, or worked out of constants."""
    if not is_constant(node):
        return False
    worked_out = simplify(node.copy())
    while isinstance(worked_out, exp.Cast | exp.TryCast | exp.Paren | exp.Neg):
        worked_out = worked_out.this
    if not isinstance(worked_out, exp.Literal) or worked_out.is_string:
        return False
    return float(worked_out.this) == 0


Handler = Callable[[Any, Scope], Marks]
HANDLERS: tuple[tuple[tuple[type[exp.Expr], ...], Handler], ...] = (
    ((exp.Column,), lambda node, scope: scope.column(node)),
    # A subquery is a query too; what `exists` asks for is not given.
    ((exp.Exists,), _of_test),
    ((exp.Query,), lambda node, scope: scope.query(node)),
    ((exp.Alias, exp.Paren, *FIRST_ONLY), _of_first),
    ((exp.Window,), _of_window),
    ((exp.Case, exp.If), _of_choice),
    ((exp.Predicate, exp.Connector, exp.Not), _of_test),
    ((exp.AggFunc, exp.WithinGroup), _of_any_aggregate),
    ((exp.Coalesce, exp.Greatest), _of_default),
    ((exp.Div,), _of_ratio),
)
