"""No person in what others read, and nothing that stands for one.

Belongs here: columns that hold a person, by their data and by their name. Does not belong here: the
layer that speaks of one person to that person (`coaching.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from expectations.governance.findings import Finding, Rule
from expectations.governance.marks import PERSON, of_name
from expectations.governance.project import Model, Project

PUBLISHED = Rule(
    "no-person-published",
    "let a person, a login, a hash of one or a list of them into a published table",
    "Nobody shall fear these numbers, and a hash is a name to whoever can compute it.",
    "Aggregate to the team before the mart: count(distinct person_id) as n_people is enough.",
)
RULES = (PUBLISHED,)


def check(project: Project) -> Iterator[Finding]:
    """Every published column that holds a person."""
    read = {one for exposure in project.exposures for one in exposure["depends_on"]["nodes"]}
    for model in project.models.values():
        in_the_open = model.is_published or model.path.startswith(("metrics/", "signals/"))
        if in_the_open or (model.unique_id in read and not model.is_of_people):
            yield from _columns(model)
    yield from _semantic(project)


def _columns(model: Model) -> Iterator[Finding]:
    for name in model.columns:
        if PERSON in model.relation.columns.get(name, frozenset()):
            yield Finding(PUBLISHED, model.name, name, "its data come from a column of a person")
        elif PERSON in of_name(name):
            yield Finding(PUBLISHED, model.name, name, "its name speaks of one person")
    if PERSON in model.relation.rest:
        yield Finding(PUBLISHED, model.name, "*", "columns that cannot be named hold a person")


def _semantic(project: Project) -> Iterator[Finding]:
    for semantic in project.manifest.get("semantic_models", {}).values():
        parts: list[dict[str, Any]] = [
            *(semantic.get("entities") or []),
            *(semantic.get("dimensions") or []),
            *(semantic.get("measures") or []),
        ]
        for part in parts:
            if PERSON in of_name(part["name"]) or PERSON in of_name(part.get("expr") or ""):
                what = "BI tools could ask for it, and it speaks of one person"
                yield Finding(PUBLISHED, semantic["name"], part["name"], what)
