"""What an audit proposes: one action a metric and reason, for a human to accept or to replace.

Belongs here: from answers to proposals, and what happens if nobody answers. Does not belong here:
what takes effect; only the reviewed file and the publication know that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from expectations.audit.answers import CATALOGUE, QUESTIONS, Answer, Metric
from expectations.audit.value import Ranking

Action = Literal[
    "keep", "clarify", "harden", "re-pair", "demote_decision", "suspend", "retire", "add"
]
ANSWER_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Proposal:
    """One row of `audit_action`, without the audit.

    Attributes:
        metric_id: The metric; for `add`, the value nobody measures.
        action: What is proposed.
        owner: Who should answer.
        due: Until when.
        rationale: Why.
        is_urgent: Whether a red stands behind it: unanswered, it suspends the metric.
    """

    metric_id: str
    action: Action
    owner: str
    due: date
    rationale: str
    is_urgent: bool = False


def proposals(
    metrics: Sequence[Metric], answers: Sequence[Answer], found: Ranking, as_of: date
) -> list[Proposal]:
    """What to do about each metric, and what to add."""
    due = as_of + ANSWER_WITHIN
    made = []
    for metric in metrics:
        of_metric = {a.question: a for a in answers if a.metric_id == metric.metric_id}
        actions = [
            (ACTIONS[said.cause], said)
            for question in QUESTIONS
            if (said := of_metric.get(question)) and said.cause in ACTIONS
        ]
        made += [
            Proposal(
                metric.metric_id, action, metric.owner, due, said.reason, said.verdict == "red"
            )
            for action, said in actions
        ]
        if not actions:
            made.append(
                Proposal(metric.metric_id, "keep", metric.owner, due, _nothing(of_metric.values()))
            )
    return made + [
        Proposal(
            value.value_id,
            "add",
            CATALOGUE,
            due,
            "It is among the five that stakeholders value most, and nothing measures it.",
        )
        for value in found.gaps
    ]


ACTIONS: dict[str, Action] = {
    "forbidden_use": "demote_decision",
    "lasting": "suspend",
    "many_teams": "harden",
    "open": "clarify",
    "restated": "clarify",
    "pair_worsened": "demote_decision",
    "unfavourable": "clarify",
    "diverging": "clarify",
    "no_pair": "re-pair",
    "unused": "retire",
    "unproven": "clarify",
    "disagrees": "clarify",
}
"""The mildest action that meets what decided an answer; what is not here asks for none."""


def _nothing(said: Iterable[Answer]) -> str:
    unknown = sum(answer.verdict == "unknown" for answer in said)
    if not unknown:
        return "Nothing speaks against it."
    return f"Nothing known speaks against it; {unknown} of 3 questions could not be answered."
