"""No composite score: no number made of several metrics, and no name that promises one.

Belongs here: names and sums. Does not belong here: orders (`ordering.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlglot import exp

from expectations.governance.findings import Finding, Rule
from expectations.governance.marks import VALUE, VOLUME
from expectations.governance.project import Model, Project
from expectations.governance.selects import Selected

NAMES = Rule(
    "no-score-name",
    "name a column a score, an index, a grade or a productivity",
    "A name like that will be read as a judgement, whatever stands in it.",
    "Name what is counted, of what, and over which time.",
)
SUMS = Rule(
    "no-sum-of-metrics",
    "add, weigh or average different metrics into one number",
    "Nobody can say what moved a sum of different things; the weights become the policy.",
    "Show the metrics beside each other, each with its pair.",
)
RULES = (NAMES, SUMS)

SCORE = re.compile(
    r"(^|_)(scores?|scored?card|index|overall|rating_total|points_total|total_points|productivity"
    r"|velocity_per_\w+|output_per_(person|engineer|developer)|performance|percentiles?|ranks?"
    r"|ranking|grades?|elite|(high|medium|low)_(performer|performing|band)s?|performers?"
    r"|performance_band|tier_of_person|health_number|composite|stars)(_|$)"
)
AGGREGATES = (exp.Sum, exp.Avg, exp.Median, exp.PercentileCont, exp.Quantile, exp.Max, exp.Min)
METRIC = "metric_id"
GRADE = re.compile(
    r"\b((low|high|top|poor|star|weak|strong|best|worst)[ _-]?(performer|performing)s?"
    r"|(under|over)-?perform\w*|elite|laggards?|slackers?|rock ?stars?|[ABC][ -]players?)\b",
    re.IGNORECASE,
)


def check(project: Project) -> Iterator[Finding]:
    """Every composite, by name and by arithmetic."""
    for model in project.models.values():
        if model.is_watched:
            yield from _names(model)
            yield from _stacked(model)
            for selected in model.selects:
                yield from _grades(model, selected)
                yield from _added(model, selected)
                if not model.path.startswith("metrics/"):
                    yield from _taken_together(model, selected)
    yield from _semantic(project)


def _names(model: Model) -> Iterator[Finding]:
    for name in model.columns:
        if SCORE.search(name):
            yield Finding(NAMES, model.name, name, "its name promises a judgement in one number")


def _grades(model: Model, selected: Selected) -> Iterator[Finding]:
    for literal in selected.own(exp.Literal):
        if literal.is_string and GRADE.search(literal.this):
            yield Finding(NAMES, model.name, _place(literal), f"it grades: {literal.this!r}")


def _stacked(model: Model) -> Iterator[Finding]:
    """Unions that put values of different metrics under one name, and drop which."""
    for union, given in model.unions:
        picked = [_metrics_named(side) for side in (union.left, union.right)]
        has_values = any(VALUE in marks for marks in given.columns.values())
        if has_values and METRIC not in given.columns and all(picked) and picked[0] != picked[1]:
            what = "it puts values of different metrics under one name"
            yield Finding(SUMS, model.name, "", what)


def _semantic(project: Project) -> Iterator[Finding]:
    """Metrics and measures that a BI tool asks for by name."""
    for metric in project.manifest.get("metrics", {}).values():
        if SCORE.search(metric["name"]):
            yield Finding(NAMES, metric["name"], "", "a metric's name promises a judgement")
        inputs = {one["name"] for one in metric.get("type_params", {}).get("metrics") or []}
        # How many cells stand behind an answer guards it and is no second metric.
        inputs = {name for name in inputs if not name.startswith("n_")}
        if metric.get("type") == "derived" and len(inputs) > 1:
            what = f"a derived metric of {', '.join(sorted(inputs))}"
            yield Finding(SUMS, metric["name"], "", what)


def _added(model: Model, selected: Selected) -> Iterator[Finding]:
    """Sums whose operands are values of different metrics, or weighted volumes; products too."""
    for mixed in selected.own(exp.Mul, exp.Greatest, exp.Least, exp.Array):
        parts = [_metrics_of(part, selected) for part in mixed.iter_expressions()]
        if _has_strangers([metrics for metrics in parts if metrics]):
            what = "it mixes values of different metrics"
            yield Finding(SUMS, model.name, _place(mixed), what)
    for top in selected.own(exp.Add):
        if isinstance(top.parent, exp.Add | exp.Paren) and top.find_ancestor(exp.Add):
            continue
        operands = list(_operands(top))
        valued = [_metrics_of(one, selected) for one in operands]
        weighed = {
            ", ".join(sorted(column.sql() for column in one.find_all(exp.Column)))
            for one in operands
            if _is_weighed(one, selected)
        }
        if _has_strangers([metrics for metrics in valued if metrics]):
            what = "it adds values of different metrics"
            yield Finding(SUMS, model.name, _place(top), what)
        elif len(weighed) > 1:
            what = f"it adds {' and '.join(sorted(weighed))}: a weighted score"
            yield Finding(SUMS, model.name, _place(top), what)


def _metrics_of(node: exp.Expr, selected: Selected) -> frozenset[str]:
    """Which values an operand is made of: columns, and the metrics a condition picks."""
    picked = "".join(sorted(_metrics_named(node)))
    columns = [*node.find_all(exp.Column)]
    return frozenset(
        f"{column.sql().lower()} {picked}" for column in columns if VALUE in selected.marks(column)
    )


def _has_strangers(valued: list[frozenset[str]]) -> bool:
    """True if two operands have no value in common."""
    return any(
        first.isdisjoint(second)
        for place, first in enumerate(valued)
        for second in valued[place + 1 :]
    )


def _operands(node: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(node, exp.Add):
        yield from _operands(node.this)
        yield from _operands(node.expression)
    elif isinstance(node, exp.Paren):
        yield from _operands(node.this)
    else:
        yield node


def _is_weighed(node: exp.Expr, selected: Selected) -> bool:
    """True for a weight times a volume."""
    if not isinstance(node, exp.Mul):
        return False
    for weight, weighed in ((node.this, node.expression), (node.expression, node.this)):
        if isinstance(weight, exp.Literal) and weight.is_number:
            return VOLUME in selected.marks(weighed) and weighed.find(exp.Column) is not None
    return False


def _taken_together(model: Model, selected: Selected) -> Iterator[Finding]:
    """Aggregates over values of whatever metric."""
    if not any(METRIC in relation.columns for relation in selected.relations.values()):
        return
    group = selected.node.args.get("group")
    keys = list(group.expressions) if group else []
    if _names_metric(keys, selected) or _fixes_metric(selected.node.args.get("where")):
        return
    for aggregate in selected.own(*AGGREGATES):
        window = aggregate.find_ancestor(exp.Window, exp.Query)
        if isinstance(window, exp.Window):
            known = selected.window(window).args.get("partition_by") or []
            if _names_metric(known, selected):
                continue
        if VALUE in selected.marks(aggregate.this) and not _fixes_metric(aggregate):
            what = "it takes values of different metrics together"
            yield Finding(SUMS, model.name, _place(aggregate), what)


def _names_metric(keys: list[exp.Expr], selected: Selected) -> bool:
    for key in keys:
        named = key
        if isinstance(key, exp.Literal) and key.is_int:
            named = selected.node.expressions[int(key.this) - 1].unalias()
        if any(column.name.endswith((METRIC, "cell_id")) for column in named.find_all(exp.Column)):
            return True
    return False


def _fixes_metric(node: exp.Expr | None) -> bool:
    """True if a condition leaves values of one metric only."""
    return node is not None and len(_metrics_named(node)) == 1


def _metrics_named(node: exp.Expr) -> set[str]:
    """The metrics that conditions within an expression pick."""
    named = set()
    for test in node.find_all(exp.EQ):
        sides = (test.this, test.expression)
        column = next((side for side in sides if isinstance(side, exp.Column)), None)
        literal = next((side for side in sides if isinstance(side, exp.Literal)), None)
        if column is not None and literal is not None and column.name.endswith(METRIC):
            named.add(literal.this)
    return named


def _place(node: exp.Expr) -> str:
    alias = node.find_ancestor(exp.Alias, exp.Query)
    return alias.alias if isinstance(alias, exp.Alias) else node.sql(dialect="duckdb")[:60]
