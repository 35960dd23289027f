"""Other words are taken where they add nothing, and refused where they do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from expectations.brief.cited import Row, Sentence, footnotes
from expectations.brief.rewording import RewordingError, accepted, sent

RATE = Row(
    "fct_team_metrics",
    {
        "metric_id": "change_fail_rate",
        "team_id": "atlas",
        "grain": "quarter",
        "period_start": "2026-04-01",
    },
)
ASKED = Row("signal_questions", {"finding_id": "D5-2026Q2-atlas", "team_id": "atlas"})
DRAFT = (
    Sentence("Change fail rate was 30 %, above the 11 % of the quarter from 2026-01-01.", (RATE,)),
    Sentence("It is not told who was behind it. What changed?", (RATE, ASKED)),
)
GOOD = (
    {
        "id": 0,
        "text": "At 30 %, change fail rate was above the 11 % of the quarter from 2026-01-01.",
        "citations": [1],
    },
    {"id": 1, "text": "Who was behind it is not told. What changed?", "citations": [1, 2]},
)


def answer(*items: dict[str, Any]) -> str:
    return json.dumps({"sentences": list(items)})


def second(text: str) -> str:
    return answer(GOOD[0], {**GOOD[1], "text": text})


def first(text: str) -> str:
    return answer({**GOOD[0], "text": text}, GOOD[1])


def test_other_words_for_the_same_are_taken() -> None:
    found = accepted(answer(*GOOD), DRAFT, ("p-ada", "ada-codes"))
    assert found == {0: GOOD[0]["text"], 1: GOOD[1]["text"]}


REFUSED = {
    "a new number": (first("It was 30 %, above 11 % from 2026-01-01, up by 19 %."), "a number"),
    "a new sign": (first("At ½ of 30 %, above 11 % of 2026-01-01."), "a number that was not"),
    "a number in words": (first("It doubled to 30 % from 11 % of 2026-01-01."), "counts: doubled"),
    "a lost number": (first("The rate was above the 11 % of 2026-01-01."), "lost a number"),
    "a person": (second("Who was behind it is not told. What changed, Ada?"), "names somebody"),
    "a name at the start": (second("Bo was not told of it. What changed?"), "names somebody"),
    "a known account": (second("It is not told to ada-codes. What changed?"), "names somebody"),
    "a judgement": (second("It is not told, which is poor. What changed?"), "judges: poor"),
    "praise": (second("It is not told. Excellent! What changed?"), "judges: excellent"),
    "a cause": (second("It is not told because it hid. What changed?"), "explains: because"),
    "a lost no": (second("It is told who was behind it. What changed?"), "lost or found a no"),
    "no question": (second("It is not told who was behind it."), "is none any more"),
    "a link": (second("It is not told, see https://x.example. What?"), "no plain sentence"),
    "a novel": (second("It is not told. What changed? " * 5), "no plain sentence"),
    "a missing citation": (answer(GOOD[0], {**GOOD[1], "citations": [1]}), "citation"),
    "no citations": (answer(GOOD[0], {"id": 1, "text": GOOD[1]["text"]}), "citation"),
    "a sentence less": (answer(GOOD[0]), "left a sentence out"),
    "a sentence more": (answer(*GOOD, {**GOOD[1], "id": 2}), "was not sent"),
    "a sentence twice": (answer(*GOOD, GOOD[1]), "one twice"),
    "no words": (second(" "), "has no words"),
    "no JSON": ("Sure! Here is the text.", "not JSON"),
    "no list": ('{"text": "all"}', "no list of sentences"),
    "a list of texts": ('{"sentences": ["all"]}', "no list of sentences"),
    "a list alone": ("[1]", "no list of sentences"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_adds_or_loses_something_is_refused(case: str) -> None:
    said, words = REFUSED[case]
    with pytest.raises(RewordingError, match=words):
        accepted(said, DRAFT, ("p-ada", "ada-codes"))


def test_a_word_of_the_draft_is_no_addition() -> None:
    """Of a number that is called so, "failed" is no judgement; its capital is no name."""
    draft = (Sentence("Recovery from a failed deployment: 5 hours.", (RATE,)),)
    said = answer({"id": 0, "text": "A failed deployment: Recovery in 5 hours.", "citations": [1]})
    assert accepted(said, draft)[0].startswith("A failed deployment")


def test_sentences_and_numbers_of_rows_are_all_that_is_sent() -> None:
    task, content = sent(DRAFT)
    assert (task["role"], content["role"]) == ("system", "user")
    assert json.loads(content["content"]) == {
        "sentences": [
            {"id": 0, "text": DRAFT[0].text, "citations": [1]},
            {"id": 1, "text": DRAFT[1].text, "citations": [1, 2]},
        ]
    }
    assert list(footnotes(DRAFT).values()) == [1, 2]
