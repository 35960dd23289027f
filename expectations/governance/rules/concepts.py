"""The present level, growth and the case for a promotion stay three things.

Belongs here: who reads two of them. Does not belong here: who may read any (`coaching.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from expectations.governance.findings import Finding, Rule
from expectations.governance.project import Model, Project

APART = Rule(
    "concepts-stay-apart",
    "join level assessments, growth signals and promotion cases, directly or on the way",
    "A wish to grow that counts for or against a promotion is a wish nobody will voice again.",
    "Give each its own models and its own page; what they share is the evidence.",
)
POTENTIAL = Rule(
    "no-potential",
    "hold somebody's potential, or mix a promotion with a wish to grow in one table",
    "Potential is a guess about a person; evidence of what was done needs no guess.",
    "Say which descriptors of the next level were met, by which evidence, over which quarters.",
)
RULES = (APART, POTENTIAL)

CONCEPTS = {
    "level assessments": re.compile(r"(^|_)level_assessments?$"),
    "growth signals": re.compile(r"(^|_)growth_signals?$"),
    "promotion cases": re.compile(r"(^|_)promotion_(cases?|readiness)$"),
}
GUESS = re.compile(r"(^|_)(potential|hipo|nine_box|9_box|flight_risk|talent)(_|$)")
# A column of one concept in a model of another.
WORDS = {
    "level assessments": re.compile(r"(^|_)(level_)?assessments?(_|$)"),
    "growth signals": re.compile(r"(^|_)(growth|growth_signals?)(_|$)"),
    "promotion cases": re.compile(r"(^|_)promot(ion|ions|able|ed)(_|$)"),
}
# These count which rows came and when, of every stream alike; none says what a row holds.
OF_EVERY_STREAM = ("staging/landing/", "intermediate/landing/")


def check(project: Project) -> Iterator[Finding]:
    """Every model and exposure in which two of the three meet."""
    held: dict[str, frozenset[str]] = {
        source["unique_id"]: _named(source["name"]) for source in project.sources
    }
    for unique_id, model in project.models.items():
        reads = [held.get(one, frozenset()) for one in model.reads()]
        found = _named(model.name).union(*reads)
        held[unique_id] = frozenset() if model.path.startswith(OF_EVERY_STREAM) else found
        # Said where they meet, not of everything behind it.
        if len(held[unique_id]) > 1 and not any(len(one) > 1 for one in reads):
            yield Finding(APART, model.name, "", f"in it meet {_list(found)}")
        yield from _columns(model, found)
    for exposure in project.exposures:
        read = frozenset().union(
            *(held.get(one, frozenset()) for one in exposure["depends_on"]["nodes"])
        )
        if len(read) > 1:
            yield Finding(APART, exposure["name"], "", f"the exposure shows {_list(read)} together")


def _columns(model: Model, held: frozenset[str]) -> Iterator[Finding]:
    """Columns that guess at a person, or speak of another concept than their model."""
    if not (model.is_of_people or model.is_published):
        return
    for name in model.columns:
        if guess := GUESS.search(name):
            yield Finding(POTENTIAL, model.name, name, f"it speaks of {guess[2]!r}")
        for concept in CONCEPTS:
            if held and concept not in held and WORDS[concept].search(name):
                what = f"a column of {concept} in a model of {_list(held)}"
                yield Finding(POTENTIAL, model.name, name, what)


def _named(name: str) -> frozenset[str]:
    return frozenset(concept for concept, names in CONCEPTS.items() if names.search(name))


def _list(concepts: Iterable[str]) -> str:
    return " and ".join(sorted(concepts))
