"""Questions to the text of a review, before it is given to anybody.

Here: what is asked of a text. Not here: its words (words.yml), its sentences (sentences.py), and
the command (__main__.py).

A text is read where it lies and kept nowhere. What comes out are questions to the text, with its
line and words: none is about the person, and there is no number that sums them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from expectations.people.sentences import Sentence, sentences
from expectations.people.wording import word_lists

ALWAYS = ("vague", "personality", "comparison", "absence")
IN_PROMOTIONS = "potential"
LAST_WEEKS = timedelta(days=42)
LEAST_DATES = 3
_CLAIM = re.compile(
    r"\b(improved|reduced|increased|decreased|delivered|shipped|launched|led|fixed|prevented|saved|"
    r"built|raised|lowered|cut|doubled|halved|mentored|taught|designed|migrated|automated|removed|"
    r"replaced|rewrote|introduced|resolved|solved|accelerated|stabili[sz]ed|unblocked|drove|owned|"
    r"achieved|accomplished|contributed|supported|helped|coordinated|simplified|rose|fell|dropped|grew|sped)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\b(will|would|could|should|plans? to|wants? to|next|if)\b", re.IGNORECASE)
_SHOWN = re.compile(
    r"https?://\S+|\]\(\S+\)|\[[\w.;, -]{2,}\]|\bevidence[-_][\w.-]+|(?<!\w)#\d+\b|"
    r"\b[A-Z]{2,10}-\d+\b"
)
_SHOWN_NEXT = re.compile(r"^(?:see|evidence|shown|source)\b|^[\[(]", re.IGNORECASE)
_DATE = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")


@dataclass(frozen=True)
class Question:
    """One question to a text.

    Attributes:
        line: Where it is asked, the first line being 1.
        kind: unsupported, recency or the list of `words.yml`.
        words: The words it is about.
        question: What is asked.
        help: What would help.
    """

    line: int
    kind: str
    words: str
    question: str
    help: str


def questions(text: str, *, is_promotion: bool = False) -> list[Question]:
    """What there is to ask, in the order of the text.

    Args:
        text: The review, in Markdown.
        is_promotion: Whether it argues for a promotion; a title that says so is understood, too.
    """
    found = sentences(text)
    titles = " ".join(each.text for each in found if each.is_heading).lower()
    lists = [*ALWAYS, IN_PROMOTIONS] if is_promotion or "promotion" in titles else ALWAYS
    asked = [*_about_words(found, lists), *_about_claims(found), *_about_dates(found)]
    return sorted(asked, key=lambda each: (each.line, each.kind))


def _about_words(found: Sequence[Sentence], lists: Sequence[str]) -> Iterator[Question]:
    for sentence in found:
        for name in lists:
            words = word_lists()[name]
            for match in words.found(sentence.text):
                yield Question(sentence.line, name, match.group(0), words.question, words.help)


def _about_claims(found: Sequence[Sentence]) -> Iterator[Question]:
    for sentence, after in zip(found, [*found[1:], None], strict=True):
        match = _CLAIM.search(sentence.text)
        if not match or sentence.is_heading or _NOT_YET.search(sentence.text):
            continue
        if not _SHOWN.search(sentence.text) and not _is_shown_by(sentence, after):
            yield Question(
                sentence.line,
                "unsupported",
                _shortened(sentence.text),
                "What shows this?",
                "Add a link to an artefact, or the evidence_id in square brackets.",
            )


def _is_shown_by(sentence: Sentence, after: Sentence | None) -> bool:
    """Whether the next sentence of the same paragraph names what shows this one."""
    if after is None or after.paragraph != sentence.paragraph:
        return False
    return bool(_SHOWN_NEXT.search(after.text) and _SHOWN.search(after.text))


def _about_dates(found: Sequence[Sentence]) -> Iterator[Question]:
    """Asks once where every day that is named lies within the last weeks of all."""
    dated = [(day, each.line) for each in found for day in _days(each.text)]
    if len(dated) < LEAST_DATES:
        return
    last, first = max(dated)[0], min(dated)[0]
    if last - first <= LAST_WEEKS:
        yield Question(
            min(line for _, line in dated),
            "recency",
            f"{first.isoformat()} to {last.isoformat()}",
            "Every day that is named lies within six weeks. What of the months before?",
            "Read the evidence of each quarter, and ask others what is missing.",
        )


def _days(text: str) -> Iterator[date]:
    for match in _DATE.finditer(text):
        try:
            yield date(*map(int, match.groups()))
        except ValueError:
            continue


def _shortened(text: str, length: int = 70) -> str:
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]} …"
