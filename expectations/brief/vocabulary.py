"""Words that a rewording may not add.

Here: lists, and what of them a text holds. Not here: what follows from it (`rewording.py`). A word
that the draft itself has is no addition: "failed deployments" is the name of a number.
"""

from __future__ import annotations

import re

JUDGING = re.compile(
    r"\b(excellen\w*|outstanding\w*|exceptional\w*|poor\w*|best|worst|better|worse|good|bad|great"
    r"|weak\w*|strong\w*|lazy|laziness|underperform\w*|outperform\w*|under-?achiev\w*"
    r"|disappoint\w*|impress\w*|alarming\w*|concerning|worr(?:y|ying|ies)|fail\w*|succe\w+"
    r"|struggl\w*|incompeten\w*|careless\w*|blam\w*|fault\w*|guilt\w*|hero\w*|star|top|bottom"
    r"|leading|lagging|healthy|unhealthy|toxic|negligen\w*|unacceptable|prais\w*|gam(?:ed|ing)"
    r"|cheat\w*|improv\w*|deteriorat\w*|suspicious\w*|satisf\w*|unsatisf\w*|reward\w*|punish\w*)\b",
    re.IGNORECASE,
)
COUNTING = re.compile(
    r"\b(zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen\w*|hundred\w*"
    r"|thousand\w*|half|halv\w*|third|thirds|quarters?|doubl\w*|tripl\w*|twice|thrice|percent|most"
    r"|majority|minority|all|none|every)\b",
    re.IGNORECASE,
)
CAUSING = re.compile(
    r"\b(because|caused?|causes|due to|thanks to|owing to|led to|results? of|resulted)\b",
    re.IGNORECASE,
)
ADDITIONS = {"judges": JUDGING, "counts": COUNTING, "explains": CAUSING}
"""What a sentence would do by such a word."""

NEGATIONS = frozenset(("not", "no", "nothing", "nobody", "without", "neither", "nor", "never"))
STARTERS = frozenset(
    (
        *("a", "an", "after", "also", "and", "as", "at", "before", "beside", "both", "but"),
        *("during", "for", "from", "here", "how", "if", "in", "is", "it", "its", "of", "on", "or"),
        *("over", "since", "so", "still", "than", "that", "the", "there", "these", "this"),
        *("those", "though", "to", "was", "were", "what", "when", "where", "which", "while"),
        *("who", "why", "with", "would"),
    )
)
"""Small words that may begin a sentence with a capital."""

WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
SPOILT = re.compile(r"[<>{}\[\]`]|https?:|@|\n")
BREAKS = ".?!:"


def words(text: str) -> set[str]:
    """The words of a text, whatever their capitals."""
    return {word.casefold() for word in WORD.findall(text)}


def added(pattern: re.Pattern[str], text: str, drafted: str) -> list[str]:
    """Words of a list that stand in a text and not in its draft."""
    there = {found.casefold() for found in pattern.findall(drafted)}
    return sorted({found.casefold() for found in pattern.findall(text)} - there)


def numerals(text: str) -> set[str]:
    """Words with a digit in them, and signs that are numbers by themselves."""
    found = set(re.findall(r"[\w.,-]*\d[\w.,-]*", text))
    return {word.strip(".,-") for word in found} | {sign for sign in text if sign.isnumeric()}


def names(text: str, drafted: str) -> list[str]:
    """Words with a capital that the draft does not have and that begin no sentence."""
    there, found = words(drafted), []
    for match in WORD.finditer(text):
        head = text[: match.start()].rstrip(" \"'(")
        is_small = match[0].casefold() in STARTERS and (not head or head[-1] in BREAKS)
        if match[0][0].isupper() and match[0].casefold() not in there and not is_small:
            found.append(match[0])
    return found


def holds(text: str, name: str) -> bool:
    """Whether a text holds a name as words of its own."""
    pattern = rf"(?<![^\W_]){re.escape(name.casefold())}(?![^\W_])"
    return bool(name) and re.search(pattern, text.casefold()) is not None
