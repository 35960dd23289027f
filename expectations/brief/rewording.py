"""What an endpoint may make of the sentences of a brief, and what it may not.

Here: what it is sent and the check of its answer. Not here: the connection (`endpoint.py`). Only
sentences of one team go out. They come back as they went, in other words: without a number, a name
or a judgement that was not there, and with every citation. Else the rules' words stay.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from expectations.brief import vocabulary
from expectations.brief.cited import Sentence, footnotes, numbers

LONGEST = 2.0
TASK = (
    "You reword sentences of a draft about a software team so that they read well. Answer with "
    'JSON alone: {"sentences": [{"id": 0, "text": "...", "citations": [1]}]}, with every id once '
    "and its citations unchanged. Keep every number. Add no number, no name, no cause, no "
    "judgement, no praise and no blame. Do not merge or drop sentences. What is missing stays "
    "missing, and a question stays a question."
)


class RewordingError(Exception):
    """Other words that are not taken; the text says why, in one line."""


def sent(sentences: Sequence[Sentence]) -> list[dict[str, str]]:
    """The messages for the endpoint: the task, and the sentences with the numbers of their rows."""
    notes = footnotes(sentences)
    content = [
        {"id": place, "text": sentence.text, "citations": _cited(sentence, notes)}
        for place, sentence in enumerate(sentences)
    ]
    text = json.dumps({"sentences": content}, ensure_ascii=False)
    return [{"role": "system", "content": TASK}, {"role": "user", "content": text}]


def accepted(
    answer: str, sentences: Sequence[Sentence], persons: Collection[str] = ()
) -> dict[int, str]:
    """The new words by the place of their sentence.

    Args:
        answer: What the endpoint said.
        sentences: What it was sent.
        persons: Names and ids of people, where they are known.

    Raises:
        RewordingError: The answer is not taken.
    """
    notes, found = footnotes(sentences), {}
    for item in _items(answer):
        place, text, cited = item.get("id"), item.get("text"), item.get("citations")
        if type(place) is not int or not 0 <= place < len(sentences) or place in found:
            raise RewordingError("it has a sentence that was not sent, or one twice")
        if not isinstance(text, str) or not text.strip():
            raise RewordingError(f"sentence {place} has no words")
        if cited != _cited(sentences[place], notes):
            raise RewordingError(f"sentence {place} lost or changed a citation")
        _compare(place, text, sentences[place], persons)
        found[place] = text.strip()
    if len(found) != len(sentences):
        raise RewordingError("it left a sentence out")
    return found


def _items(answer: str) -> list[dict[str, Any]]:
    try:
        content = json.loads(answer)
    except ValueError as error:
        raise RewordingError("it is not JSON") from error
    items = content.get("sentences") if isinstance(content, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise RewordingError("it has no list of sentences")
    return items


def _compare(place: int, text: str, sentence: Sentence, persons: Collection[str]) -> None:
    """Find what the new words add to a sentence, or take from it."""
    drafted = sentence.text
    if len(text) > LONGEST * len(drafted) or vocabulary.SPOILT.search(text):
        raise RewordingError(f"sentence {place} is no plain sentence of the same length")
    if vocabulary.numerals(text) - vocabulary.numerals(drafted):
        raise RewordingError(f"sentence {place} has a number that was not there")
    if set(numbers(drafted)) - set(numbers(text)):
        raise RewordingError(f"sentence {place} lost a number")
    for does, pattern in vocabulary.ADDITIONS.items():
        if found := vocabulary.added(pattern, text, drafted):
            raise RewordingError(f"sentence {place} {does}: {', '.join(found)}")
    if vocabulary.names(text, drafted) or any(
        vocabulary.holds(text, name) and not vocabulary.holds(drafted, name) for name in persons
    ):
        raise RewordingError(f"sentence {place} names somebody or something that was not there")
    _keep_sense(place, text, drafted)


def _keep_sense(place: int, text: str, drafted: str) -> None:
    """A question stays a question, and a no stays a no."""
    if ("?" in drafted) != ("?" in text):
        raise RewordingError(f"sentence {place} became a question, or is none any more")
    denied = [bool(vocabulary.words(said) & vocabulary.NEGATIONS) for said in (drafted, text)]
    if denied[0] != denied[1]:
        raise RewordingError(f"sentence {place} lost or found a no")


def _cited(sentence: Sentence, notes: dict[str, int]) -> list[int]:
    return sorted({notes[row.name] for row in sentence.rows})
