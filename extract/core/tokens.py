"""Identifiers inside of texts: where one may begin and end, and in which spellings it may stand.

Belongs here: cutting texts. Does not belong here: whose an identifier is.

An identifier stands in a text where no letter or digit touches it: ``anna`` stands in
``refs/heads/anna/fix`` and in ``anna-fix``, not in ``hannah``. Case tells nothing.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Collection
from urllib.parse import quote

_WORD = re.compile(r"[^\W_]+")
# Of a URL and of JSON: what is escaped before a word touches it without being part of it.
_WORD_AFTER_ESCAPES = re.compile(r"%[0-9A-Fa-f]{2}|\\\\|\\u[0-9A-Fa-f]{4}|\\[bfnrt]|([^\W_]+)")
_ESCAPES = frozenset("%\\")
_SURE = 8
_BOT = "[bot]"


def whole(identifier: str) -> str:
    """An identifier as accounts are compared: without case, blanks around it and ``[bot]``."""
    return identifier.strip().casefold().removesuffix(_BOT)


def core(identifier: str) -> str:
    """The part of an identifier from its first to its last letter or digit, without case."""
    words = list(_WORD.finditer(whole(identifier)))
    return whole(identifier)[words[0].start() : words[-1].end()] if words else ""


def spellings(identifier: str) -> set[str]:
    """The identifier as it stands in plain text, in URLs, in JSON and in HTML."""
    return {
        identifier,
        quote(identifier, safe=""),
        quote(identifier),
        json.dumps(identifier)[1:-1],
        html.escape(identifier),
    }


def word_count(text: str) -> int:
    """How many runs of letters and digits a text has."""
    return len(_WORD.findall(text))


def replaced(
    text: str, becomes: Callable[[str], str | None], lengths: Collection[int], most_words: int
) -> str:
    """Return a text in which every identifier is replaced; the longest at a place counts.

    Args:
        text: Any text.
        becomes: Gives what a core becomes; None for one that stays.
        lengths: How long cores are.
        most_words: How many words the longest has.
    """
    text = _replaced(text, _spans(text), becomes, lengths, most_words)
    if _ESCAPES.isdisjoint(text):
        return text
    return _replaced(text, _spans_after_escapes(text), becomes, lengths, most_words)


def _spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text)]


def _spans_after_escapes(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD_AFTER_ESCAPES.finditer(text) if match.group(1)]


def _replaced(
    text: str,
    words: list[tuple[int, int]],
    becomes: Callable[[str], str | None],
    lengths: Collection[int],
    most_words: int,
) -> str:
    parts: list[str] = []
    done = index = 0
    while index < len(words):
        start = words[index][0]
        step = 1
        for last in range(min(index + most_words, len(words)) - 1, index - 1, -1):
            end = words[last][1]
            candidate = text[start:end].casefold()
            new = becomes(candidate) if len(candidate) in lengths else None
            if new is not None:
                parts += [text[done:start], new]
                done, step = end, last - index + 1
                break
        index += step
    return "".join([*parts, text[done:]]) if parts else text


def anywhere(core: str) -> str:
    """A pattern that finds an identifier even where letters touch it, if it is long enough.

    A number that goes on is another one; of a short identifier, so is a word.
    """
    letters = "" if len(core) >= _SURE else "a-z"
    before, after = ("0-9" if edge.isdigit() else letters for edge in (core[0], core[-1]))
    head = f"(?<![{before}])" if before else ""
    tail = f"(?![{after}])" if after else ""
    return f"{head}{re.escape(core)}{tail}"


def holds(text: str, cores: Collection[str]) -> bool:
    """Whether any of the cores stands in a text."""
    lowered = text.casefold()
    near = {one for one in cores if one in lowered}
    if not near:
        return False
    found: list[str] = []

    def note(candidate: str) -> None:
        if candidate in near:
            found.append(candidate)

    replaced(text, note, {len(one) for one in near}, max(map(word_count, near)))
    return bool(found)
