"""The page of metrics that people read, as text from the metrics' `meta.metric`.

Belongs here: the wording and order of `docs/metrics.md`. Does not belong here: reading and
checking the yml files (`catalogue.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

INTRODUCTION = """\
# Metrics

Written by `make catalogue` from the yml beside each metric's SQL; change it there.

A metric speaks of a team, never of a person, and is read with its pair. A week is for the team
itself, a month for the team and its manager, a quarter for everybody else. None of these numbers
ranks, and none may set a target.

Said once, for all of them. Periods are ISO weeks, calendar months and calendar quarters in the
time zone of the team; what happened later than the as-of instant does not exist yet. A team with
member teams is computed from the union of their items, each counted once and in the period of its
own team's zone; its period is over when it is over for all of them. Numbers begin with the week of
the team's first pull request or deployment. A value that is missing is never zero: its status says
why, in this order of precedence: `not_applicable`, `source_missing`, `suppressed_privacy`,
`insufficient_n`, `not_reached`, `provisional`.

| metric | what it says | unit | better | read with |
| --- | --- | --- | --- | --- |
"""
BETTER = {"up": "higher", "down": "lower", "none": "neither"}
KINDS = {
    "count": "a count",
    "ratio": "the ratio of two sums",
    "percentile": "an exact percentile, interpolated",
    "survival": "a Kaplan-Meier quantile: what has not ended yet counts as unfinished",
}


def page(metrics: Iterable[Mapping[str, Any]]) -> str:
    """The whole page; metrics come ordered by dimension."""
    known = list(metrics)
    rows = "".join(_row(metric) for metric in known)
    chapters = [
        f"\n## {str(dimension).capitalize()}\n" + "".join(_section(metric) for metric in group)
        for dimension, group in groupby(known, key=lambda metric: metric["dimension"])
    ]
    return INTRODUCTION + rows + "".join(chapters)


def _row(metric: Mapping[str, Any]) -> str:
    anchor = f"[`{metric['metric_id']}`](#{metric['metric_id']})"
    pair = f"`{metric['pair_metric_id']}`"
    cells = (anchor, metric["name"], metric["unit"], BETTER[metric["direction"]], pair)
    return f"| {' | '.join(cells)} |\n"


def _section(metric: Mapping[str, Any]) -> str:
    facts = [
        ("What it is", metric["definition"]),
        ("Why", metric["why"]),
        ("Decision it informs", metric["decision"]),
        ("Pair", f"`{metric['pair_metric_id']}`"),
        ("How it can be gamed", _listed(metric["known_gaming"])),
        ("May be used for", _listed(metric["eligible_decisions"])),
        ("Shown from", _minimum(metric)),
        ("Computed as", f"{KINDS[metric['kind']]}, in {metric['unit']}"),
        ("Fits", _listed(name.replace("_", " ") for name in metric["team_types"])),
        ("Grains", _listed(metric["grains"])),
        ("Retire if", metric["retire_if"]),
        ("Answers for it", metric["owner"]),
        (
            "Standing",
            f"{metric['status']}, {metric['verdict']}, definition {metric['definition_version']}",
        ),
        ("Made from", _listed(f"`{name}`" for name in metric["sources"])),
    ]
    lines = "".join(f"- **{title}**: {_sentence(text)}\n" for title, text in facts)
    return f"\n### {metric['metric_id']}\n\n{metric['name']}\n\n{lines}"


def _minimum(metric: Mapping[str, Any]) -> str:
    count = metric["min_items"]
    items = f"{count} items" if count else "the first day with data; zero is a value"
    return f"{items}, and 5 people" if metric["is_behavioural"] else items


def _listed(items: Iterable[str]) -> str:
    return "; ".join(items)


def _sentence(text: object) -> str:
    return " ".join(str(text).split())
