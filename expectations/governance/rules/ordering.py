"""Nobody is ranked: no place among people or among teams, however it is computed.

Belongs here: orders, windows and comparisons. Does not belong here: names of columns that promise a
place among metrics (`scores.py`).

A number of a row that removes doubles, or the newest version of something, is no ranking: it orders
by time or key, or each person within their own rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlglot import exp

from expectations.governance.findings import Finding, Rule
from expectations.governance.marks import EDGE, NONE, PERSON, PLACE, TEAM, VOLUME, Relation
from expectations.governance.project import Model, Project
from expectations.governance.queries import DIALECT
from expectations.governance.selects import Selected

FUNCTIONS = Rule(
    "no-rank-function",
    "use rank, dense_rank, percent_rank, ntile or cume_dist, in any model",
    "What ranks rows today ranks people when a column is added.",
    "Compare with the team's own past, or with a stated limit; number versions with row_number.",
)
PEOPLE = Rule(
    "no-order-of-people",
    "put people in an order by how much they did",
    "A place among colleagues turns a measurement into a contest and a threat.",
    "Aggregate to the team, or compare one person with that person's own past.",
)
TEAMS = Rule(
    "no-order-of-teams",
    "publish teams in an order by a value, or their place in one",
    "Teams differ in what they do; a league table is met by moving numbers, not work.",
    "Show each team beside its own past; order by name.",
)
RULES = (FUNCTIONS, PEOPLE, TEAMS)

RANKING = (exp.Rank, exp.DenseRank, exp.PercentRank, exp.CumeDist, exp.Ntile)
RANKING_NAME = re.compile(r"^(dense_?|percent_?)?rank(_dense)?$|^ntile$|^cume_dist$", re.IGNORECASE)
# How much of the whole the most loaded one carries is a share, and no place.
TEAM_PLACE = re.compile(
    r"(^|_)(rank|ranks|ranked|ranking|place|league|leaderboard|top|bottom|best|worst|standing)"
    r"(_|$)(?!(\w+_)?share$)"
)
ORDERED_AGGREGATES = (exp.ArrayAgg, exp.GroupConcat, exp.First, exp.Last)
SORTING = re.compile(r"(list|array)?_?(reverse_?)?(sort|grade_?up)(_?array)?$", re.IGNORECASE)
COMPARISONS = (exp.LT, exp.LTE, exp.GT, exp.GTE)


def check(project: Project) -> Iterator[Finding]:
    """Every order of people or teams."""
    for model in project.models.values():
        yield from _functions(model)
        if model.is_watched:
            yield from _people(model)
        if model.is_published:
            yield from _teams(model)


def _functions(model: Model) -> Iterator[Finding]:
    found = set()
    for selected in model.selects:
        for function in selected.own(exp.Func):
            named = isinstance(function, exp.Anonymous) and RANKING_NAME.match(function.name)
            if named or isinstance(function, RANKING):
                found.add(function.name if named else function.sql(dialect=DIALECT).split("(")[0])
    for name in sorted(found):
        yield Finding(FUNCTIONS, model.name, name, f"it calls {name}()")


def _people(model: Model) -> Iterator[Finding]:
    found = [
        *(each for selected in model.selects for each in _orders(selected, PERSON, model)),
        *(each for selected in model.selects for each in _comparisons(selected)),
        *(each for union, given in model.unions for each in _ordered_union(union, given, PERSON)),
    ]
    if not found:
        what = "it is the place that an order of people by volume gave in a model it reads"
        placed = [name for name, marks in model.relation.columns.items() if PLACE in marks]
        found = [(name, what) for name in placed]
    for part, what in found:
        yield Finding(PEOPLE, model.name, part, what)


def _teams(model: Model) -> Iterator[Finding]:
    selects = [one for one in model.selects if not one.rows_are_of(PERSON)]
    unions = [(union, given) for union, given in model.unions if PERSON not in given.every()]
    found = [
        *(each for selected in selects for each in _orders(selected, TEAM, model)),
        *(each for union, given in unions for each in _ordered_union(union, given, TEAM)),
        *((name, "its name promises a place") for name in model.columns if TEAM_PLACE.search(name)),
    ]
    for part, what in found:
        yield Finding(TEAMS, model.name, part, what)


def _orders(selected: Selected, mark: str, model: Model) -> Iterator[tuple[str, str]]:
    """Orders by how much, of rows about people (or teams)."""
    of_whom = "people" if mark == PERSON else "teams"
    for window in selected.windows():
        if selected.is_contest(selected.window(window), mark) and not _is_summed(selected, model):
            what = f"a window orders {of_whom} by how much, not each within its own rows"
            yield _named(window), what
    order = selected.node.args.get("order")
    if order is not None and selected.rows_are_of(mark) and selected.by_volume(order):
        yield "order by", f"the query puts {of_whom} in an order by how much"
    yield from _picked(selected, mark, of_whom)


def _picked(selected: Selected, mark: str, of_whom: str) -> Iterator[tuple[str, str]]:
    """Aggregates that take one, or list all, by how much."""
    for chosen in selected.own(exp.ArgMax, exp.ArgMin):
        by_volume = VOLUME in selected.marks(chosen.expression)
        if by_volume and mark in selected.marks(chosen.this):
            yield _named(chosen), f"it picks from {of_whom} by how much"
    yield from _gathered(selected, mark, of_whom)


def _gathered(selected: Selected, mark: str, of_whom: str) -> Iterator[tuple[str, str]]:
    """Pairs of person and volume that are compared or sorted, and ordered lists."""
    for chosen in selected.own(exp.Max, exp.Min):
        marks = selected.marks(chosen.this)
        if mark in marks and VOLUME in marks and selected.is_over_people(chosen):
            yield _named(chosen), f"it picks from {of_whom} by how much"
    for sorting in selected.own(exp.Func):
        marks = selected.marks(sorting) if _is_sorting(sorting) else NONE
        if mark in marks and VOLUME in marks:
            yield _named(sorting), f"it sorts {of_whom} by how much"
    for gathered in selected.own(*ORDERED_AGGREGATES):
        inner = gathered.this
        ordered = isinstance(inner, exp.Order) and selected.by_volume(inner)
        if ordered and mark in selected.marks(inner.this):
            yield _named(gathered), f"it lists {of_whom} in an order by how much"


def _is_sorting(function: exp.Expr) -> bool:
    name = function.name if isinstance(function, exp.Anonymous) else type(function).__name__
    return SORTING.match(name) is not None


def _is_summed(selected: Selected, model: Model) -> bool:
    """True for a curve whose area alone leaves the query around it, as for a Gini coefficient."""
    around = next((one for one in model.selects if one.node is selected.node.parent_select), None)
    if around is None or not isinstance(selected.node.parent, exp.Subquery):
        return False
    conditions = [around.node.args.get(key) for key in ("where", "having", "qualify", "order")]
    leaving = NONE.union(*around.outputs.values())
    one_row_of_many = around.node.args.get("group") is not None and not around.rows_are_of(PERSON)
    return one_row_of_many and not any(conditions) and not leaving & {PLACE, PERSON}


def _ordered_union(
    union: exp.SetOperation, given: Relation, mark: str
) -> Iterator[tuple[str, str]]:
    """The order of what two queries give together."""
    order = union.args.get("order")
    if order is None or mark not in given.every():
        return
    names = list(given.columns)
    for term in (ordered.this for ordered in order.expressions):
        by_place = isinstance(term, exp.Literal) and term.is_int
        named = names[int(term.this) - 1 : int(term.this)] if by_place else [term.name.lower()]
        if any(VOLUME in given.marks(name) for name in named):
            of_whom = "people" if mark == PERSON else "teams"
            yield "order by", f"a union puts {of_whom} in an order by how much"


def _comparisons(selected: Selected) -> Iterator[tuple[str, str]]:
    """Comparisons of one person with another, which count places without a window."""
    if selected.rows_are_of(PERSON):
        for test in selected.own(exp.EQ, *COMPARISONS):
            if any(EDGE in selected.marks(side) for side in (test.this, test.expression)):
                what = "it compares each with the most, the least or the mean of people"
                yield _named(test), what
    for test in selected.own(*COMPARISONS):
        sides = [side for side in (test.this, test.expression) if isinstance(side, exp.Column)]
        if len(sides) == 2 and all(VOLUME in selected.marks(side) for side in sides):  # noqa: PLR2004
            first, second = (selected.source_of(side) for side in sides)
            if first and second and first != second and _are_people(selected, first, second):
                yield _named(test), "it counts how many people did more, or less"


def _are_people(selected: Selected, first: str, second: str) -> bool:
    """True if two relations are about people who are not matched with themselves."""
    sources = [selected.relation(name) for name in (first, second)]
    if not all(source and PERSON in source.every() for source in sources):
        return False
    for match in selected.own(exp.EQ):
        sides = [side for side in (match.this, match.expression) if isinstance(side, exp.Column)]
        matched = {selected.source_of(side) for side in sides}
        if matched == {first, second} and all(PERSON in selected.marks(side) for side in sides):
            return False
    return True


def _named(node: exp.Expr) -> str:
    """The output an expression is part of, or the expression itself."""
    alias = node.find_ancestor(exp.Alias, exp.Query)
    return alias.alias if isinstance(alias, exp.Alias) else node.sql(dialect=DIALECT)[:60]
