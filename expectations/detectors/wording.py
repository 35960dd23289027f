"""What a question says, and a lint that keeps it a question.

Belongs here: the text of measurement.md, and what must never stand in it. Does not belong here:
which questions there are (`questions.py`).

The subject of every sentence is the signal. Nobody is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from expectations.detectors.registry import Detector

WEEKS = {"quarter": 13, "six_weeks": 6}
ACCUSING = re.compile(
    r"\b(gaming|gamed|gamer|cheat\w*|suspicious\w*|suspect\w*|violat\w*|offend\w*|offence|guilt\w*"
    r"|blam\w*|fraud\w*|manipulat\w*|dishonest\w*|abus\w*|culprit\w*|lazy|fak(?:e|ed|ing)"
    r"|he|she|they|him|his|her|himself|herself|themselves)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?<!\w)@\w[\w-]*")
KEY = re.compile(r"\b(?:[0-9a-f]{32,64}|(?:person|account|actor)[_:][\w-]+)\b", re.IGNORECASE)
WORD = re.compile(r"[\w.+@-]+")


class AccusingTextError(Exception):
    """A text that speaks of a person or accuses; says what and where to change it."""


@dataclass(frozen=True)
class Seen:
    """What was seen, as the text quotes it."""

    window_name: str
    n: int
    before: float | None
    after: float | None
    counter_before: float | None
    counter_after: float | None


def question(detector: Detector, seen: Seen, decisions: Sequence[str]) -> str:
    """The text of an open question.

    Args:
        detector: What asks.
        seen: The numbers.
        decisions: What the metric may be used for.

    Raises:
        AccusingTextError: The detector's words are not fit for a question.
    """
    return _checked(
        detector,
        f"{_head(detector)} {_observed(detector, seen)} "
        f"If {_either(detector.benign)} happened, mark it and the baseline moves. "
        f"Otherwise treat {detector.signal} as unreliable for "
        f"{_either(decisions, 'and') or 'any decision'} until reviewed.",
    )


def explained(detector: Detector, seen: Seen) -> str:
    """The text of a move that explains itself.

    Raises:
        AccusingTextError: The detector's words are not fit for a question.
    """
    return _checked(
        detector,
        f"The {detector.signal} signal moved, and what moves with a real change moved too. "
        f"{_observed(detector, seen)} Nothing is asked.",
    )


def faults(text: str, identifiers: Collection[str] = ()) -> list[str]:
    """What must not stand in a text: accusing words, and anything that names a person.

    Args:
        text: A question, or words of a detector.
        identifiers: Names, logins and keys of people, in lower case.
    """
    found = [f"accusing word {word.group(0)!r}" for word in ACCUSING.finditer(text)]
    found += [f"address or login {word.group(0)!r}" for word in ADDRESS.finditer(text)]
    found += [f"key of a person {word.group(0)!r}" for word in KEY.finditer(text)]
    lower = text.lower()
    words = {word.strip(".") for word in WORD.findall(lower)}
    found += [
        f"name of a person {name!r}"
        for name in sorted(identifiers)
        if name and (name in words or (" " in name and name in lower))
    ]
    return found


def words_of(detector: Detector) -> str:
    """All words of a detector that can come into a question."""
    return "; ".join(
        (
            detector.name,
            detector.signal,
            detector.measure,
            detector.counter,
            detector.expected_counter,
            *detector.benign,
        )
    )


def number(value: float | None) -> str:
    """A number as a person writes it; a missing one is unknown, never 0."""
    if value is None:
        return "unknown"
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2g}"  # noqa: PLR2004


def _head(detector: Detector) -> str:
    return f"The {detector.signal} signal may no longer mean what it did."


def _observed(detector: Detector, seen: Seen) -> str:
    weeks = WEEKS[seen.window_name]
    return (
        f"Over {weeks} weeks, {detector.measure} went from {number(seen.before)} to "
        f"{number(seen.after)} (n = {seen.n}). Expected with a real change: "
        f"{detector.expected_counter}; {detector.counter} went from {number(seen.counter_before)} "
        f"to {number(seen.counter_after)}."
    )


def _either(stories: Sequence[str], word: str = "or") -> str:
    *most, last = stories or ("",)
    return f"{', '.join(most)} {word} {last}" if most else last


def _checked(detector: Detector, text: str) -> str:
    found = faults(text)
    if found:
        raise AccusingTextError(
            f"{detector.detector_id}: {'; '.join(found)}. Say it of the signal in its yml."
        )
    return text
