"""The words that reviews and the rubric do without, found in a text.

Here: reading `words.yml` and finding its patterns. Not here: which lists apply to which text
(narrative.py, rubric.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from expectations.people.files import PeopleError, read

FILE = "words.yml"
LISTS = ("vague", "personality", "comparison", "absence", "potential")


@dataclass(frozen=True)
class WordList:
    """One list: its name, how its words look, the question they raise and what would help."""

    name: str
    pattern: re.Pattern[str]
    question: str
    help: str

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Each place where a word of the list stands."""
        return self.pattern.finditer(text)


@cache
def word_lists() -> Mapping[str, WordList]:
    """The lists of `words.yml` by name.

    Raises:
        PeopleError: a list is missing or incomplete.
    """
    given = read(FILE)
    return {name: _word_list(name, given.get(name)) for name in LISTS}


def _word_list(name: str, given: object) -> WordList:
    match given:
        case {"question": str(question), "help": str(remedy), "patterns": [_, *_] as patterns}:
            words = "|".join(str(pattern) for pattern in patterns)
            pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
            return WordList(name, pattern, question, remedy)
    raise PeopleError(
        f"expectations/people/{FILE}, {name}: question, help and a list of patterns are expected."
    )
