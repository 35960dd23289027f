"""All rules over one project.

Belongs here: which rules there are, and which findings are allowed. Does not belong here: any rule
(`rules/`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from expectations.governance.exceptions import ALLOWED, Allowed
from expectations.governance.findings import Finding, Rule
from expectations.governance.project import Project
from expectations.governance.rules import (
    coaching,
    concepts,
    decisions,
    missing,
    ordering,
    persons,
    publication,
    readable,
    reading,
    scores,
    wording,
)

NEEDED = Rule(
    "exceptions-are-needed",
    "keep an exception that nothing needs",
    "An exception left behind lets the next violation through.",
    "Take it out of expectations/governance/exceptions.py.",
)
MODULES = (
    ordering,
    scores,
    persons,
    concepts,
    coaching,
    decisions,
    reading,
    missing,
    publication,
    wording,
    readable,
)
RULES: tuple[Rule, ...] = (*(rule for module in MODULES for rule in module.RULES), NEEDED)


def findings(project: Project, allowed: Collection[Allowed] = ALLOWED) -> list[Finding]:
    """Everything a project does that is never done.

    Args:
        project: The project.
        allowed: What looks forbidden and is not.
    """
    found = list(dict.fromkeys(one for module in MODULES for one in module.check(project)))
    used = {_key(one) for one in found}
    known = {(one.rule_id, one.subject, one.part) for one in allowed}
    return [one for one in found if _key(one) not in known] + _left_behind(project, allowed, used)


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule.rule_id, finding.subject, finding.part


def _left_behind(
    project: Project, allowed: Iterable[Allowed], used: Collection[tuple[str, str, str]]
) -> list[Finding]:
    """Exceptions for a model that is there and does not need them."""
    present = {model.name for model in project.models.values()}
    return [
        Finding(NEEDED, one.subject, one.part, f"the exception from {one.rule_id} is not needed")
        for one in allowed
        if one.subject in present and (one.rule_id, one.subject, one.part) not in used
    ]
