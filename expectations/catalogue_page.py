"""The page of metrics that people read, as text from the metrics' `meta.metric`.

Belongs here: the wording and order of `docs/metrics.md`. Does not belong here: reading and
checking the yml files (`catalogue.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from expectations.redteam.verdicts import Standing

INTRODUCTION = """\
# Metrics

Written by `make catalogue` from the yml beside each metric's SQL; change it there. Where its SQL,
its guards and its page are: [where everything is](README.md#by-rule).

A metric speaks of a team, never of a person, and is read with its pair. A week is for the team
itself, a month for the team and its manager, a quarter for everybody else. None of these numbers
ranks, and none may set a target.

## How to read a number

**Period.** Periods are ISO weeks, calendar months and calendar quarters in the time zone of the
team; what happened later than the as-of instant does not exist yet. A team with member teams is
computed from the union of their items, each counted once and in the period of its own team's zone;
its period is over when it is over for all of them.

**Status.** A value that is missing is never zero. The status beside it says why;
where several reasons hold, it names the one that comes first here:

| status | what it means |
| --- | --- |
| `ok` | none of the reasons below holds: the value can be read |
| `not_applicable` | the metric does not fit this team or period |
| `source_missing` | a source it needs did not land, or had not begun by then |
| `source_partial`, `source_stale` | a source it needs is incomplete or late |
| `suspended_by_audit` | a quarterly audit suspended the metric; `dim_metrics` says when and why |
| `suppressed_privacy` | too few people are behind it to show it without speaking of one of them |
| `insufficient_n` | too few items for the number to mean anything |
| `not_reached` | so much is still unfinished that the median or percentile lies ahead |
| `provisional` | there is a value, but the period is open or closed less than seven days ago |

**Finality.** `provisional` until seven days after the period, `settling` until 35 days after it,
then `final`. What becomes known late counts in the period it belongs to. A final number that
changes all the same is recorded as a restatement.

**Limits.** A share comes with a 95 % interval: with so few items, the true share may well lie
anywhere in it. Where two intervals overlap widely, nothing shows a difference. A chart's
limits come from the team's own baseline weeks; a point within them is ordinary variation.

**Minimum n.** "Shown from" is the number of items a value needs, and of people where it is about
the behaviour of people.
"""
BETTER = {"up": "higher", "down": "lower", "none": "neither"}
KINDS = {
    "count": "how many there were in the period; the numerator is that number",
    "ratio": "the sum over all items of what is looked for (numerator), over the sum over all items"
    " of what it could have been (denominator); never a mean of ratios",
    "percentile": "an exact percentile, interpolated; there is no numerator or denominator",
    "survival": "a Kaplan-Meier quantile, in which what has not ended yet counts as unfinished;"
    " the numerator is the number that ended, the denominator all that began",
    "stock": "the number there is at the end of the period, which is the numerator",
    "rate": "events (numerator) over what they were exposed to (denominator)",
}
NEVER = "anything about a person (pay, promotion, appraisal), ranking of teams, targets"
LIST_HEAD = (
    "| metric | what it says | unit | better | read with |\n| --- | --- | --- | --- | --- |\n"
)


def page(metrics: Iterable[Mapping[str, Any]], standings: Mapping[str, Standing]) -> str:
    """The whole page.

    Args:
        metrics: Ordered by dimension.
        standings: What the red team found of each, and what it leaves of the decisions it claims.
    """
    by_dimension = [
        (str(dimension), list(group))
        for dimension, group in groupby(metrics, key=lambda metric: metric["dimension"])
    ]
    known = [metric for _, group in by_dimension for metric in group]
    contents = "\n## Contents\n" + "".join(
        f"\n**[{name.capitalize()}](#{name})**\n\n{LIST_HEAD}" + "".join(map(_row, group))
        for name, group in by_dimension
    )
    chapters = "".join(
        f"\n## {name.capitalize()}\n"
        + "".join(_section(metric, standings[metric["metric_id"]]) for metric in group)
        for name, group in by_dimension
    )
    return INTRODUCTION + _starter_sets(known) + contents + chapters


def _starter_sets(metrics: Iterable[Mapping[str, Any]]) -> str:
    """What a team of each type may begin with; nothing where no metric says so."""
    sets: dict[str, list[str]] = {}
    for metric in metrics:
        for team_type in metric.get("starter_for", []):
            sets.setdefault(team_type, []).append(_link(metric["metric_id"]))
    if not sets:
        return ""
    lines = "".join(
        f"- **{name.replace('_', ' ')}**: {', '.join(links)}\n"
        for name, links in sorted(sets.items())
    )
    return f"\n## What to begin with\n\nA few metrics per type of team:\n\n{lines}"


def _link(metric_id: str) -> str:
    return f"[`{metric_id}`](#{metric_id})"


def _row(metric: Mapping[str, Any]) -> str:
    pair = _link(metric["pair_metric_id"])
    cells = (
        _link(metric["metric_id"]),
        metric["name"],
        metric["unit"],
        BETTER[metric["direction"]],
        pair,
    )
    return f"| {' | '.join(cells)} |\n"


def _section(metric: Mapping[str, Any], standing: Standing) -> str:
    facts = [
        ("What it is", metric["definition"]),
        ("Why", metric["why"]),
        ("Decision it informs", metric["decision"]),
        ("Unit and direction", f"{metric['unit']}; better: {BETTER[metric['direction']]}"),
        ("Computed as", KINDS[metric["kind"]]),
        ("How it can be gamed", _listed(metric["known_gaming"])),
        ("May be used for", _listed(standing.decisions)),
        *_forbidden(metric, standing),
        ("Never for", NEVER),
        ("Pair", _link(metric["pair_metric_id"])),
        ("Shown from", _minimum(metric)),
        ("Fits", _listed(name.replace("_", " ") for name in metric["team_types"])),
        ("Grains", _listed(metric["grains"])),
        ("Retire if", metric["retire_if"]),
        ("Answers for it", metric["owner"]),
        ("Standing", _standing(metric, standing)),
        ("Made from", _sources(metric)),
    ]
    lines = "".join(f"- **{title}**: {_sentence(text)}\n" for title, text in facts)
    return f"\n### {metric['metric_id']}\n\n{metric['name']}\n\n{lines}"


def _forbidden(metric: Mapping[str, Any], standing: Standing) -> Iterator[tuple[str, str]]:
    """What a metric claims to be fit for, and one person can game too easily."""
    over = [each for each in metric["eligible_decisions"] if each not in standing.decisions]
    if over:
        yield "Forbidden by its verdict", _listed(over)


def _standing(metric: Mapping[str, Any], standing: Standing) -> str:
    found = standing.verdict.replace("_", " ")
    version = metric["definition_version"]
    return f"{metric['status']}, {found} by the [red team](red-team.md), definition {version}"


def _sources(metric: Mapping[str, Any]) -> str:
    every = _listed(f"`{name}`" for name in metric["sources"])
    tools: dict[str, list[str]] = {}
    for name in metric.get("one_of", []):
        tools.setdefault(name.split(".")[0], []).append(f"`{name}`")
    choices = " or ".join(f"({_listed(names)})" for names in tools.values())
    return f"{every}; and one of {choices}" if choices else every


def _minimum(metric: Mapping[str, Any]) -> str:
    count = metric["min_items"]
    items = f"{count} items" if count else "the first day with data; zero is a value"
    return f"{items}, and 5 people" if metric["is_behavioural"] else items


def _listed(items: Iterable[str]) -> str:
    return "; ".join(items)


def _sentence(text: object) -> str:
    return " ".join(str(text).split())
