"""Each proposed action follows from what decided an answer."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from expectations.audit.answers import Answer, Question, Verdict
from expectations.audit.proposals import proposals
from expectations.audit.value import Value, ranking
from tests.expectations.audit.examples import RATE

TODAY = date(2026, 8, 5)
Said = tuple[Question, Verdict, str]


def said(question: Question, verdict: Verdict, cause: str) -> Answer:
    return Answer(RATE.metric_id, 1, question, verdict, cause, f"because {cause}", "", "", 0, 0)


@pytest.mark.parametrize(
    ("question", "verdict", "cause", "action"),
    [
        ("gaming", "red", "forbidden_use", "demote_decision"),
        ("gaming", "red", "lasting", "suspend"),
        ("gaming", "red", "many_teams", "harden"),
        ("gaming", "amber", "open", "clarify"),
        ("gaming", "amber", "restated", "clarify"),
        ("behaviour", "red", "pair_worsened", "demote_decision"),
        ("behaviour", "red", "unfavourable", "clarify"),
        ("behaviour", "amber", "diverging", "clarify"),
        ("behaviour", "unknown", "no_pair", "re-pair"),
        ("value", "red", "unused", "retire"),
        ("value", "amber", "unproven", "clarify"),
        ("value", "amber", "disagrees", "clarify"),
    ],
)
def test_an_answer_asks_for_the_mildest_action_that_meets_it(
    question: Question, verdict: Verdict, cause: str, action: str
) -> None:
    [made] = proposals([RATE], [said(question, verdict, cause)], ranking([]), TODAY)
    assert (made.action, made.rationale) == (action, f"because {cause}")
    assert made.is_urgent == (verdict == "red")
    assert (made.owner, made.due) == ("head of engineering", date(2026, 9, 4))


def test_nothing_against_it_is_keep_and_says_what_is_unknown() -> None:
    green = [said(question, "green", "x") for question in ("gaming", "behaviour", "value")]
    [made] = proposals([RATE], green, ranking([]), TODAY)
    assert (made.action, made.rationale) == ("keep", "Nothing speaks against it.")
    [made] = proposals([RATE], [*green[:2], said("value", "unknown", "x")], ranking([]), TODAY)
    assert "1 of 3 questions could not be answered" in made.rationale


def test_what_is_valued_and_not_measured_is_added() -> None:
    [_, made] = proposals([RATE], [], ranking([Value("happy suppliers", None, 1)]), TODAY)
    assert (made.metric_id, made.action, made.is_urgent) == ("happy suppliers", "add", False)


def test_every_verdict_that_is_not_green_or_unknown_asks_for_something() -> None:
    kinds: list[tuple[Question, Literal["red", "amber"], str]] = [
        ("gaming", "red", "lasting"),
        ("value", "amber", "disagrees"),
    ]
    made = proposals([RATE], [said(*kind) for kind in kinds], ranking([]), TODAY)
    assert [proposal.action for proposal in made] == ["suspend", "clarify"]
