"""A Markdown text as sentences, each with the line it begins on.

Here: what is a sentence and what is none (headings, code, tables' rules, comments). Not here: what
is asked of one (narrative.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[^\s])")
_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+|^\s*>\s?|^\s*#{1,6}\s+")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_RULE = re.compile(r"^[\s|:=-]*$")


@dataclass(frozen=True)
class Sentence:
    """One sentence.

    Attributes:
        line: The line it begins on, the first being 1.
        text: Its words in one line.
        paragraph: The number of its paragraph: sentences with the same number stand together.
        is_heading: Whether it is a title; a title claims nothing.
    """

    line: int
    text: str
    paragraph: int
    is_heading: bool = False


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in their order."""
    return [
        sentence
        for number, lines in enumerate(_paragraphs(text))
        for sentence in _split(lines, number)
    ]


def _paragraphs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines that belong together; every item of a list and every title is its own."""
    current: list[tuple[int, str]] = []
    in_code = False
    for line, words in enumerate(text.splitlines(), start=1):
        is_fence = bool(_FENCE.match(words))
        in_code ^= is_fence
        is_text = not (in_code or is_fence or _RULE.match(words))
        if current and (not is_text or _MARK.match(words) or _is_heading(current[0][1])):
            yield current
            current = []
        if is_text:
            current.append((line, words))
    if current:
        yield current


def _is_heading(words: str) -> bool:
    return words.lstrip().startswith("#")


def _split(lines: list[tuple[int, str]], number: int) -> Iterator[Sentence]:
    text, starts = "", []
    for line, words in lines:
        starts.append((len(text), line))
        text += _MARK.sub("", words).strip() + " "
    begin = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        words = text[begin:end].strip()
        if words:
            line = max(line for start, line in starts if start <= begin)
            yield Sentence(line, words, number, _is_heading(lines[0][1]))
        begin = end
