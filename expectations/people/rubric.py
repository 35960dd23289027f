"""The published rubric: what each level asks for, and examples of each word a rating may use.

Here: reading `rubric.yml` and saying what is missing in it. Not here: the page (rubric_page.py).

A descriptor says what can be seen; an example names an artefact that could be opened. A word that
says little about work, or much about a person, is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from expectations.people.files import PeopleError, read
from expectations.people.wording import word_lists

FILE = "rubric.yml"
CURRENT = ("business_impact", "technical_quality", "operational_excellence", "collaboration")
GROWTH = ("delivery", "quality", "ownership", "collaboration", "growth")
DIMENSIONS = tuple(dict.fromkeys((*CURRENT, *GROWTH)))
EXAMPLES = ("meets", "exceeds", "strongly_exceeds")
UNWANTED = ("vague", "personality", "comparison", "absence", "potential")
SHORTEST = 40
ARTEFACT = re.compile(
    r"\b(dashboard|report|decision record|pull requests?|document|runbook|postmortem|notes|"
    r"alert|forecast file|ownership file|incident list|checklist|ticket|test suite|design)\b",
    re.IGNORECASE,
)

Rubric = Mapping[str, Any]


def rubric() -> Rubric:
    """The published rubric.

    Raises:
        PeopleError: something is missing in it, or a word stands in it that says nothing.
    """
    given: Rubric = read(FILE)
    found = problems(given)
    if found:
        raise PeopleError(f"expectations/people/{FILE}: {'; '.join(found)}.")
    return given


def problems(given: Rubric) -> list[str]:
    """What is missing or vague, one clause each that names the place."""
    levels: Sequence[Mapping[str, Any]] = given.get("levels") or []
    found = [] if levels else ["levels: write at least one"]
    found += _dimension_problems(given.get("dimensions") or [])
    for level in levels:
        found += _level_problems(level)
    found += _example_problems(
        given.get("examples") or [], {str(e.get("level_id")) for e in levels}
    )
    return found


def _dimension_problems(dimensions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    written = {str(entry.get("dimension")): entry for entry in dimensions}
    for name in DIMENSIONS:
        entry = written.get(name, {})
        if not entry.get("name") or not entry.get("question"):
            yield f"dimensions, {name}: write its name and the question it asks"
        both = name in CURRENT and name in GROWTH
        concept = "both" if both else "current_level" if name in CURRENT else "growth"
        if entry.get("concept") != concept:
            yield f"dimensions, {name}: its concept is {concept}"


def _level_problems(level: Mapping[str, Any]) -> Iterator[str]:
    place = f"levels, {level.get('level_id') or 'without level_id'}"
    if not level.get("name") or not level.get("scope"):
        yield f"{place}: write its name and scope"
    descriptors: Mapping[str, str] = level.get("descriptors") or {}
    for name in DIMENSIONS:
        yield from _text_problems(f"{place}, {name}", descriptors.get(name))
    for name in sorted(set(descriptors) - set(DIMENSIONS)):
        yield f"{place}, {name}: there is no such dimension"


def _example_problems(examples: Sequence[Mapping[str, Any]], levels: set[str]) -> Iterator[str]:
    written = {str(entry.get("dimension")): entry for entry in examples}
    for name in DIMENSIONS:
        entry = written.get(name, {})
        if entry.get("level_id") not in levels:
            yield f"examples, {name}: level_id names a level of the rubric"
        for word in EXAMPLES:
            place, text = f"examples, {name}, {word}", entry.get(word)
            yield from _text_problems(place, text)
            if text and not ARTEFACT.search(text):
                yield f"{place}: name an artefact that could be opened"


def _text_problems(place: str, text: str | None) -> Iterator[str]:
    if not text or len(text.strip()) < SHORTEST:
        yield f"{place}: say what can be seen, in a sentence"
        return
    for name in UNWANTED:
        for match in word_lists()[name].found(text):
            yield f"{place}: '{match.group(0)}' says nothing that can be seen"
