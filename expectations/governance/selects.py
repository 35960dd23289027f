"""One `select`: the relations it reads, the columns it names, and what its rows are about.

Belongs here: scopes. Does not belong here: reading whole queries (`queries.py`), how marks travel
through an expression (`expressions.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sqlglot import exp

from expectations.governance import expressions
from expectations.governance.marks import NONE, PERSON, VOLUME, Marks, Relation, of_name


class Reading(Protocol):
    """What reads the queries within a select."""

    def relation(
        self, query: exp.Expr, names: Mapping[str, Relation], outer: Selected | None
    ) -> Relation:
        """What a query gives."""


@dataclass
class Selected:
    """One `select` with the relations it reads."""

    node: exp.Select
    relations: dict[str, Relation]
    reader: Reading
    names: Mapping[str, Relation]
    outer: Selected | None
    outputs: dict[str, Marks] = field(default_factory=dict)

    def marks(self, node: exp.Expr | None) -> Marks:
        """The marks of an expression in it."""
        return expressions.marks_of(node, self)

    def column(self, column: exp.Column) -> Marks:
        """The marks of a column, looked for as the engine does."""
        name, table = column.name, column.table
        if isinstance(column.this, exp.Star):
            starred = self._relation(table)
            return starred.every() if starred else NONE
        if table:
            relation = self._relation(table)
            # Not a relation: a field of a column that is a structure.
            return relation.marks(name) if relation else self._unqualified(table) | of_name(name)
        return self._unqualified(name)

    def query(self, query: exp.Expr) -> Marks:
        """The marks of what a query within an expression gives."""
        return self.reader.relation(query, self.names, self).every()

    def window(self, window: exp.Window) -> exp.Window:
        """A window, or the one its name stands for."""
        name = window.args.get("alias")
        for known in self.node.args.get("windows") or []:
            if name is not None and known.name == name.name:
                return known  # type: ignore[no-any-return]
        return window

    def is_contest(self, window: exp.Window, mark: str) -> bool:
        """True if rows about the mark are ordered by how much, not each within its own."""
        order = window.args.get("order")
        if order is None or not self.rows_are_of(mark):
            return False
        partition = window.args.get("partition_by") or []
        return not any(mark in self.marks(part) for part in partition) and self.by_volume(order)

    def by_volume(self, order: exp.Expr) -> bool:
        """True if an order has a term that says how much."""
        terms = [term.this for term in order.expressions]
        if any(term.name.lower() == "all" for term in terms):
            return VOLUME in NONE.union(*self.outputs.values())
        return any(VOLUME in self._ordered(term) for term in terms)

    def rows_are_of(self, mark: str) -> bool:
        """True if a row of it is about one person (or team)."""
        group = self.node.args.get("group")
        if group is not None:
            if group.args.get("all"):
                return mark in NONE.union(*self.outputs.values())
            return mark in NONE.union(*(self._ordered(key) for key in keys_of(group)))
        if any(isinstance(found, exp.AggFunc) for found in self._bare_aggregates()):
            return False
        return any(mark in relation.every() for relation in self.relations.values())

    def is_over_people(self, node: exp.Expr) -> bool:
        """True if an aggregate of it takes more than one person together."""
        if not any(PERSON in relation.every() for relation in self.relations.values()):
            return False
        window = node.find_ancestor(exp.Window, exp.Query)
        if isinstance(window, exp.Window):
            kept = self.window(window).args.get("partition_by") or []
        else:
            kept = keys_of(self.node.args.get("group"))
        matched = [side for test in self.own(exp.EQ) for side in (test.this, test.expression)]
        if self.outer is not None and not self.node.args.get("joins"):
            # A query within another that looks for the same person again.
            kept = [*kept, *matched]
        return not any(PERSON in self._ordered(key) for key in kept)

    def own(self, *kinds: type[exp.Expr]) -> list[exp.Expr]:
        """Parts of it of a kind, those of queries within it left out."""
        found = self.node.find_all(*kinds)
        return [part for part in found if part.parent_select is self.node]

    def windows(self) -> list[exp.Window]:
        """The windows of its own expressions."""
        return [window for window in self.own(exp.Window) if isinstance(window, exp.Window)]

    def relation(self, name: str) -> Relation | None:
        """A relation it may name, by the name it has there."""
        return self._relation(name)

    def source_of(self, column: exp.Column) -> str:
        """The name of the relation a column comes from; empty if that is not clear."""
        if column.table:
            return column.table.lower() if self._relation(column.table) else ""
        holding = [name for name, one in self.relations.items() if one.has(column.name)]
        return holding[0] if len(holding) == 1 else ""

    def _bare_aggregates(self) -> list[exp.Expr]:
        """Aggregates that make one row of all: without a window, not within a query in it."""
        found = []
        for projection in self.node.expressions:
            for node in projection.find_all(exp.AggFunc):
                inside = node.find_ancestor(exp.Window, exp.Query)
                if inside is self.node:
                    found.append(node)
        return found

    def _ordered(self, term: exp.Expr) -> Marks:
        """The marks of a term that may be the number or the name of an output."""
        if isinstance(term, exp.Literal) and term.is_int:
            places = [*self.outputs.values()]
            place = int(term.this) - 1
            return places[place] if 0 <= place < len(places) else NONE
        return self.marks(term)

    def _relation(self, name: str) -> Relation | None:
        found = self.relations.get(name.lower())
        if found is None and self.outer is not None:
            return self.outer._relation(name)  # noqa: SLF001
        return found

    def _unqualified(self, name: str) -> Marks:
        lower = name.lower()
        holding = [one for one in self.relations.values() if lower in one.columns]
        if holding:
            return NONE.union(*(one.marks(lower) for one in holding))
        if lower in self.outputs:
            return self.outputs[lower]
        if lower in self.relations:  # a whole row as one value
            return self.relations[lower].every()
        if self.outer is not None and all(one.is_complete for one in self.relations.values()):
            return self.outer._unqualified(name)  # noqa: SLF001
        return of_name(name).union(*(one.rest for one in self.relations.values()))


def keys_of(group: exp.Expr | None) -> list[exp.Expr]:
    """What a query is grouped by, grouping sets included."""
    if group is None:
        return []
    sets = [
        part for key in ("grouping_sets", "rollup", "cube") for part in group.args.get(key) or []
    ]
    return [*group.expressions, *(column for part in sets for column in part.find_all(exp.Column))]
