"""Missing is never zero.

Belongs here: a 0 that stands for nothing known, in what is computed of teams or people and in what
is published. Does not belong here: status and value of a row (the generic dbt tests).

A count of rows is 0 where there is none; a value, a duration or a share is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from expectations.governance.findings import Finding, Rule
from expectations.governance.marks import COUNT, ZERO, of_name
from expectations.governance.project import Project

NEVER_ZERO = Rule(
    "missing-is-not-zero",
    "say 0 where nothing is known",
    "An extractor that died becomes a perfect team.",
    "Leave it null; the status says why.",
)
RULES = (NEVER_ZERO,)


def check(project: Project) -> Iterator[Finding]:
    """Every published number that may be a 0 nobody measured."""
    for model in project.models.values():
        if model.is_watched:
            for name, marks in model.relation.columns.items():
                if ZERO in marks and COUNT not in of_name(name) and not name.endswith("_version"):
                    yield Finding(NEVER_ZERO, model.name, name, "a 0 stands for a missing value")
