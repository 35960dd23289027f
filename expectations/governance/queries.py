"""Reads a query: which columns it gives, what each may hold, and every `select` in it.

Belongs here: names of relations, and what each query gives. Does not belong here: one `select`
(`selects.py`), one expression (`expressions.py`), what is forbidden (`rules/`).
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from expectations.governance.marks import NONE, Marks, Relation, either
from expectations.governance.rendering import REFERENCE
from expectations.governance.selects import Selected

DIALECT = "duckdb"


class QueryError(Exception):
    """SQL that cannot be read."""


class Reader:
    """Reads the query of one model."""

    def __init__(self, known: Mapping[str, Relation]) -> None:
        self._known = {name.lower(): relation for name, relation in known.items()}
        self._read: dict[int, Relation] = {}
        self.selects: list[Selected] = []
        self.unions: list[tuple[exp.SetOperation, Relation]] = []
        self.strangers: list[str] = []

    def read(self, sql: str) -> Relation:
        """What a query gives.

        Raises:
            QueryError: It is not one query of DuckDB.
        """
        try:
            statements = sqlglot.parse(sql, dialect=DIALECT)
        except SqlglotError as error:
            raise QueryError(str(error).splitlines()[0]) from error
        if len(statements) != 1 or not isinstance(statements[0], exp.Query):
            raise QueryError("it is not one select")
        return self.relation(statements[0], {}, None)

    def relation(
        self, query: exp.Expr, names: Mapping[str, Relation], outer: Selected | None
    ) -> Relation:
        """What a query within the model gives; each is read once."""
        if id(query) not in self._read:
            names = self._with_named(query, names, outer)
            self._read[id(query)] = self._fresh(query, names, outer)
        return self._read[id(query)]

    def _fresh(
        self, query: exp.Expr, names: Mapping[str, Relation], outer: Selected | None
    ) -> Relation:
        if isinstance(query, exp.Subquery):
            inner = query.this
            if isinstance(inner, exp.Table):
                return self._table(inner, names)
            return self.relation(inner, names, outer)
        if isinstance(query, exp.SetOperation):
            left = self.relation(query.left, names, outer)
            right = self.relation(query.right, names, outer)
            united = _united(left, right, by_name=bool(query.args.get("by_name")))
            self.unions.append((query, united))
            return united
        if isinstance(query, exp.Select):
            return self._select(query, names, outer)
        return Relation(is_complete=False)

    def _with_named(
        self, query: exp.Expr, names: Mapping[str, Relation], outer: Selected | None
    ) -> Mapping[str, Relation]:
        """The names in force, with those the query itself gives."""
        given = query.args.get("with_")
        known = dict(names)
        if given is None:
            return known
        for cte in given.expressions:
            body, name = cte.this, cte.alias.lower()
            if given.args.get("recursive") and isinstance(body, exp.SetOperation):
                anchor = Reader(self._known).relation(body.left, known, outer)
                known[name] = _aliased(anchor, cte)
            known[name] = _aliased(self.relation(body, known, outer), cte)
        return known

    def _select(
        self, query: exp.Select, names: Mapping[str, Relation], outer: Selected | None
    ) -> Relation:
        selected = Selected(query, {}, self, names, outer)
        first = query.args.get("from_")
        parts = [first.this] if first else []
        parts += [join.this for join in query.args.get("joins") or []]
        parts += list(query.args.get("laterals") or [])
        for place, part in enumerate(parts):
            name = (part.alias_or_name or f"unnamed {place}").lower()
            selected.relations[name] = self._source(part, names, selected)
        for projection in query.expressions:
            selected.outputs |= self._outputs(projection, selected)
        self._look_into(query, selected)
        self.selects.append(selected)
        complete = all(one.is_complete for one in selected.relations.values())
        return Relation(selected.outputs, is_complete=complete or not query.is_star)

    def _look_into(self, query: exp.Select, selected: Selected) -> None:
        """Read the queries within conditions too."""
        for key, part in query.args.items():
            if key in ("with_", "from_", "laterals"):
                continue
            for node in part if isinstance(part, list) else [part]:
                if isinstance(node, exp.Join):
                    node = node.args.get("on")  # noqa: PLW2901
                for inner in node.find_all(exp.Subquery, exp.Exists, exp.In) if node else []:
                    within = inner.args.get("query") if isinstance(inner, exp.In) else inner
                    within = within.this if isinstance(within, exp.Exists) else within
                    if isinstance(within, exp.Query):
                        self.relation(within, selected.names, selected)

    def _source(
        self, part: exp.Expr, names: Mapping[str, Relation], selected: Selected
    ) -> Relation:
        if isinstance(part, exp.Table):
            found = self._table(part, names)
        elif isinstance(part, exp.Lateral):
            inner = part.this
            found = (
                self.relation(inner, names, selected)
                if isinstance(inner, exp.Query)
                else Relation(rest=selected.marks(inner), is_complete=False)
            )
        elif isinstance(part, exp.Query):
            found = self.relation(part, names, selected.outer)
        elif isinstance(part, exp.Values):
            found = Relation()
        else:
            found = Relation(rest=selected.marks(part), is_complete=False)
        if part.args.get("pivots"):
            found = Relation(rest=found.every(), is_complete=False)
        return _aliased(found, part)

    def _table(self, table: exp.Table, names: Mapping[str, Relation]) -> Relation:
        name = table.name.lower()
        if not isinstance(table.this, exp.Identifier):  # a function that gives rows
            if isinstance(table.this, exp.Anonymous) or "read" in table.this.sql().lower():
                self.strangers.append(table.this.sql(dialect=DIALECT))
            return Relation(is_complete=False)
        if table.db == REFERENCE and name in self._known:
            return self._known[name]
        if not table.db and name in names:
            return names[name]
        self.strangers.append(table.sql(dialect=DIALECT))
        return Relation(is_complete=False)

    def _outputs(self, projection: exp.Expr, selected: Selected) -> dict[str, Marks]:
        star = projection.this if isinstance(projection, exp.Column) else projection
        if isinstance(star, exp.Star):
            table = projection.table if isinstance(projection, exp.Column) else ""
            return _of_star(star, table, selected)
        if isinstance(star, exp.Columns):
            return {
                name: marks
                for relation in selected.relations.values()
                for name, marks in relation.columns.items()
            }
        name = projection.alias_or_name or projection.sql(dialect=DIALECT)
        return {name.lower(): selected.marks(projection)}


def _of_star(star: exp.Star, table: str, selected: Selected) -> dict[str, Marks]:
    found: dict[str, Marks] = {}
    for name, relation in selected.relations.items():
        if not table or name == table.lower():
            found |= relation.columns
    for gone in star.args.get("except_") or []:
        found.pop(gone.name.lower(), None)
    for other in star.args.get("replace") or []:
        found[other.alias.lower()] = selected.marks(other)
    for other in star.args.get("rename") or []:
        found[other.alias.lower()] = found.pop(other.this.name.lower(), NONE)
    return found


def _aliased(relation: Relation, part: exp.Expr) -> Relation:
    alias = part.args.get("alias")
    columns = alias.args.get("columns") if isinstance(alias, exp.TableAlias) else None
    return relation.renamed([column.name for column in columns]) if columns else relation


def _united(left: Relation, right: Relation, *, by_name: bool) -> Relation:
    names = list(left.columns)
    other = right if by_name else right.renamed(names)
    columns = {name: either(left.columns[name], other.columns.get(name, NONE)) for name in names}
    if by_name:
        columns |= {name: m for name, m in right.columns.items() if name not in columns}
    return Relation(columns, left.rest | right.rest, left.is_complete and right.is_complete)
