"""Which texts raise questions, and which do not."""

from __future__ import annotations

import pytest

from expectations.people.narrative import questions
from expectations.people.sentences import sentences

FAIR = """\
# Review, first half of 2026

Reduced the checkout build from 19 to 8 minutes ([pull 41](https://x.example/41)). In January, on
2026-01-14, led the migration of the queue. See [evidence-0042].

- Meets what the rubric asks of a senior engineer in operations: the runbook of 2026-03-02 was
  tested by a colleague [evidence-0057].
- Next: will lead the review of the June incident. Pairing once a week would help.

```
Delivered by a rockstar
```

| quarter | shown by |
| --- | --- |
| 2026-05-20 | [evidence-0061] |
"""


def kinds(text: str, *, is_promotion: bool = False) -> list[str]:
    return [each.kind for each in questions(text, is_promotion=is_promotion)]


def test_a_text_with_artefacts_and_behaviour_raises_no_question() -> None:
    assert questions(FAIR) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Reduced the build time by half.", "unsupported"),
        ("Fixed the retries. They are quiet now.", "unsupported"),
        ("The team got good vibes from the launch.", "vague"),
        ("Needs more executive presence.", "vague"),
        ("A rockstar.", "vague"),
        ("No culture fit.", "vague"),
        ("Not a team player.", "vague"),
        ("Can be abrasive in reviews.", "personality"),
        ("Is too quiet in meetings.", "personality"),
        ("Better than most of the group at reviews.", "comparison"),
        ("In the top 10 % of engineers.", "comparison"),
        ("The strongest engineer on the team.", "comparison"),
        ("Compared with his peers the pace is good.", "comparison"),
        ("Was on leave from March to May.", "absence"),
        ("Had health problems in spring.", "absence"),
    ],
)
def test_words_that_say_little_or_hurt_raise_one(text: str, kind: str) -> None:
    (found,) = [each for each in questions(text) if each.kind == kind]
    assert found.line == 1
    assert found.words.lower() in text.lower() or found.words.endswith("…")
    assert found.question.endswith("?")
    assert found.help


@pytest.mark.parametrize(
    "text",
    [
        "Chose an aggressive timeout for the cache.",
        "The absence of tests was the finding of the postmortem.",
        "Disabled the flag for a day.",
        "Active and passive nodes fail over on their own.",
        "An ill-defined interface is described in the decision record.",
        "Will reduce the build time in the next quarter.",
        "Reduced the build time (SHOP-112).",
        "Reduced the build time. See https://x.example/112.",
        "# Delivered in 2026",
    ],
)
def test_technical_words_plans_and_shown_claims_raise_none(text: str) -> None:
    assert questions(text) == []


def test_potential_is_asked_about_in_promotions_only() -> None:
    text = "Has the potential for staff, and is a rising star [evidence-1]."
    assert kinds(text) == []
    assert kinds(text, is_promotion=True) == ["potential", "potential"]
    assert kinds(f"# Case for promotion\n\n{text}") == ["potential", "potential"]
    assert kinds("Found a potential data loss.", is_promotion=True) == []


def test_only_the_last_weeks_raise_a_question_about_the_months_before() -> None:
    recent = "On 2026-06-01 [a-1].\nOn 2026-06-10 [a-2].\nOn 2026-06-20 [a-3].\n"
    (found,) = questions(recent)
    assert (found.kind, found.words) == ("recency", "2026-06-01 to 2026-06-20")
    assert questions(recent.replace("2026-06-01", "2026-02-01")) == []
    assert questions("On 2026-06-01 and on 2026-06-10.") == []
    assert questions("On 2026-06-01, on 2026-06-31 and on 2026-06-02.") == []


def test_the_line_is_that_of_the_sentence() -> None:
    text = "# Title\n\nA first sentence\nover two lines. A rockstar\nwas here.\n\n- item\n- vibes\n"
    assert [(each.line, each.words) for each in questions(text)] == [(4, "rockstar"), (8, "vibes")]


def test_sentences_of_markdown() -> None:
    found = sentences("One. Two!\nThree\n\n1. Four (e.g. five)\n> six\n---\n")
    assert [(each.line, each.text) for each in found] == [
        (1, "One."), (1, "Two!"), (2, "Three"), (4, "Four (e.g."), (4, "five)"), (5, "six"),
    ]  # fmt: skip
    assert sentences("") == []


def test_no_question_is_about_the_person() -> None:
    text = "She is abrasive, a rockstar, better than others, was on sick leave and shipped it."
    for found in questions(text):
        words = f"{found.question} {found.help}".lower().split()
        assert not {"she", "he", "her", "him", "you", "score"} & set(words)
