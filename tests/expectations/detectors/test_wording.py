"""The lint fails what accuses or names, and lets a question pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from expectations.detectors import wording
from expectations.detectors.registry import detectors
from expectations.detectors.wording import AccusingTextError, Seen

SEEN = Seen("six_weeks", 31, 0.02, 0.25, 61.0, 4.0)
DETECTOR = next(d for d in detectors() if d.detector_id == "D5")


def test_a_question_has_numbers_stories_and_decisions() -> None:
    text = wording.question(DETECTOR, SEEN, ["review routing", "hiring"])
    assert wording.faults(text, {"anna", "bo lee"}) == []
    assert "Over 6 weeks" in text
    assert "went from 0.02 to 0.25 (n = 31)" in text
    assert "the median time to approval in minutes went from 61 to 4." in text
    assert "treat review as unreliable for review routing and hiring until reviewed." in text


def test_what_is_unknown_is_not_zero() -> None:
    text = wording.question(DETECTOR, replace(SEEN, counter_after=None), [])
    assert "from 61 to unknown" in text
    assert "unreliable for any decision" in text


def test_a_move_that_explains_itself_asks_nothing() -> None:
    text = wording.explained(DETECTOR, SEEN)
    assert text.endswith("Nothing is asked.")
    assert wording.faults(text) == []


@pytest.mark.parametrize(
    "planted",
    [
        "The team is gaming review.",
        "Somebody was cheating.",
        "This looks suspicious.",
        "It violates the policy.",
        "The offender is known.",
        "She did it again.",
        "They did it again.",
        "Who is to blame?",
        "Found guilty.",
    ],
)
def test_accusing_words_are_found(planted: str) -> None:
    assert wording.faults(planted)


@pytest.mark.parametrize(
    "planted",
    [
        "Ask anna.b@example.org about review.",
        "Reviews by @anna-b went up.",
        "Reviews by anna went up.",
        "Reviews by Bo Lee went up.",
        "Reviews by person_17 went up.",
        "Reviews by 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 went up.",
    ],
)
def test_persons_are_found(planted: str) -> None:
    assert wording.faults(planted, {"anna", "bo lee"})


def test_a_part_of_a_word_is_nobody() -> None:
    assert wording.faults("The manner of the signal", {"anna", "man"}) == []


def test_a_detector_with_accusing_words_asks_nothing() -> None:
    accusing = replace(DETECTOR, benign=("no cheating",))
    with pytest.raises(AccusingTextError, match="D5: accusing word 'cheating'"):
        wording.question(accusing, SEEN, [])
