"""What an audit answers: three questions a metric, each with a verdict and what it rests on.

Belongs here: the shape of an answer. Does not belong here: the rules (`gaming.py`, `behaviour.py`,
`value.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from expectations.audit.arithmetic import false_discovery

Verdict = Literal["green", "amber", "red", "unknown"]
Question = Literal["gaming", "behaviour", "value"]
QUESTIONS: tuple[Question, ...] = ("gaming", "behaviour", "value")
VERDICTS: tuple[Verdict, ...] = ("red", "amber", "unknown", "green")
Judgement = tuple[Verdict, str, str]
"""A verdict, which part of the rule decided, and why in words."""
RULE_VERSION = "1"
CATALOGUE = "catalogue"
"""Stands for the metric where an answer is about the catalogue as a whole."""


@dataclass(frozen=True)
class Metric:
    """What the audit knows of a metric from its registration.

    Attributes:
        metric_id: The metric.
        name: As people call it.
        definition_version: Of its definition.
        direction: `up`, `down` or `none`: which way is better.
        pair_metric_id: The metric it is read with.
        owner: Who answers for it.
        status: `candidate`, `trial`, `adopted`, `suspended` or `retired`.
        verdict: What the red team found; `untested` counts as `narrow`.
        eligible_decisions: What it may inform.
        chart_scale: On which its noise is even.
    """

    metric_id: str
    name: str
    definition_version: int
    direction: str
    pair_metric_id: str | None
    owner: str
    status: str
    verdict: str
    eligible_decisions: frozenset[str]
    chart_scale: str = "none"


@dataclass(frozen=True)
class Answer:
    """One answer; the columns of `audit_answer` without the audit.

    Attributes:
        metric_id: The metric, or `catalogue`.
        definition_version: Of its definition.
        question: `gaming`, `behaviour` or `value`.
        verdict: `green`, `amber`, `red` or `unknown`; what is unknown is never green.
        cause: Which part of the rule decided, a short name.
        reason: Why, in words for a leader; counts of teams, no names.
        power_statement: What would have been seen, had it been there.
        statistic: What `estimate` is.
        estimate: The statistic; None where it cannot be computed.
        ci_lo: Lower 95 % limit.
        ci_hi: Upper 95 % limit.
        p: Of the statistic, where it is a test.
        q_bh: The same after Benjamini and Hochberg over all metrics.
        n: How much the statistic rests on.
        n_min: How much a green verdict needs.
        min_detectable_effect: The smallest effect seen in 80 of 100 cases, as the statistic.
        evidence_ids: What can be looked up in `audit_evidence`.
        rule_version: Of the rules.
    """

    metric_id: str
    definition_version: int
    question: Question
    verdict: Verdict
    cause: str
    reason: str
    power_statement: str
    statistic: str
    n: int
    n_min: int
    estimate: float | None = None
    ci_lo: float | None = None
    ci_hi: float | None = None
    p: float | None = None
    q_bh: float | None = None
    min_detectable_effect: float | None = None
    evidence_ids: tuple[str, ...] = ()
    rule_version: str = RULE_VERSION


def with_discovery_rates(answers: Sequence[Answer]) -> list[Answer]:
    """The answers to one question, each with its q over all that were tested."""
    tested = [place for place, answer in enumerate(answers) if answer.p is not None]
    rates = false_discovery([answers[place].p or 0.0 for place in tested])
    by_place = dict(zip(tested, rates, strict=True))
    return [
        replace(answer, q_bh=by_place[place]) if place in by_place else answer
        for place, answer in enumerate(answers)
    ]
