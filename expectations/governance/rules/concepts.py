"""The present level, growth and the case for a promotion stay three things.

Belongs here: who reads two of them. Does not belong here: who may read any (`coaching.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from expectations.governance.findings import Finding, Rule
from expectations.governance.project import Project

APART = Rule(
    "concepts-stay-apart",
    "join level assessments, growth signals and promotion cases, directly or on the way",
    "A wish to grow that counts for or against a promotion is a wish nobody will voice again.",
    "Give each its own models and its own page; what they share is the evidence.",
)
RULES = (APART,)

CONCEPTS = {
    "level assessments": re.compile(r"(^|_)level_assessments?$"),
    "growth signals": re.compile(r"(^|_)growth_signals?$"),
    "promotion cases": re.compile(r"(^|_)promotion_(cases?|readiness)$"),
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
    for exposure in project.exposures:
        read = frozenset().union(
            *(held.get(one, frozenset()) for one in exposure["depends_on"]["nodes"])
        )
        if len(read) > 1:
            yield Finding(APART, exposure["name"], "", f"the exposure shows {_list(read)} together")


def _named(name: str) -> frozenset[str]:
    return frozenset(concept for concept, names in CONCEPTS.items() if names.search(name))


def _list(concepts: Iterable[str]) -> str:
    return " and ".join(sorted(concepts))
