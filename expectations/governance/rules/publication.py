"""What is published keeps its promises: a contract, a floor of people, and no folder of people.

Belongs here: the form of published models, and the folders the publication takes. Does not belong
here: their rows (the suites of Great Expectations).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from expectations.governance.findings import Finding, Rule
from expectations.governance.project import COACHING, Model, Project

FLOOR = Rule(
    "few-people-are-not-shown",
    "publish a number of people without a status that can hide it",
    "Below five people a team's number is a person's number.",
    "Give it the status suppressed_privacy below the floor, and no value.",
)
CONTRACT = Rule(
    "published-under-contract",
    "publish a model without an enforced contract",
    "A column that slips in is read before anybody has looked at it.",
    "Enforce the contract in its yml, with every column.",
)
FOLDERS = Rule(
    "publication-leaves-people-out",
    "let the publication for leaders or the audit take the folder of the people layer",
    "One folder too many publishes everything that is held about everybody.",
    "Keep coaching out of LEADERSHIP_FOLDERS and AUDIT_FOLDERS.",
)
RULES = (FLOOR, CONTRACT, FOLDERS)

PEOPLE = re.compile(r"^n_(people|persons?|respondents?|participants|raters|members|answerers)$")
HIDING = "suppressed_privacy"
CONTRACT_FILE = "orchestration/publication/contract.py"
FOR_OTHERS = re.compile(r"(leadership|audit)_(folders|tables|views)$", re.IGNORECASE)


def check(project: Project) -> Iterator[Finding]:
    """Every published model that breaks a promise, and what the publication takes."""
    for model in project.published():
        if not _is_enforced(model):
            yield Finding(CONTRACT, model.name, "", "its contract is not enforced")
        for name in model.columns:
            if PEOPLE.search(name) and not _can_hide(model, project):
                what = f"no status of it can be {HIDING}"
                yield Finding(FLOOR, model.name, name, what)
    yield from _folders(project)


def _is_enforced(model: Model) -> bool:
    contract: dict[str, Any] = model.node.get("contract") or {}
    configured: dict[str, Any] = model.node.get("config", {}).get("contract") or {}
    return bool(contract.get("enforced") or configured.get("enforced"))


def _can_hide(model: Model, project: Project) -> bool:
    """True if it has a status and it, or what gives it its rows, can say suppressed_privacy."""
    if "status" not in model.columns:
        return False
    waiting, seen = [model.unique_id], set()
    while waiting:
        unique_id = waiting.pop()
        known = project.models.get(unique_id)
        if known is None or unique_id in seen or "status" not in known.columns:
            continue
        seen.add(unique_id)
        if f"'{HIDING}'" in known.sql:
            return True
        waiting += known.reads()
    return False


def _folders(project: Project) -> Iterator[Finding]:
    file = project.root / CONTRACT_FILE if project.root else None
    if file is None or not file.exists():
        return
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        name = _for_others(node)
        words = [one for one in ast.walk(node) if isinstance(one, ast.Constant)] if name else []
        for folder in (str(one.value) for one in words):
            if re.search(rf"^(marts/)?({COACHING}|people)/?$", folder):
                what = f"the publication takes the folder {folder}"
                yield Finding(FOLDERS, CONTRACT_FILE, name, what)


def _for_others(node: ast.stmt) -> str:
    """The name of what says what others get; empty for anything else."""
    if isinstance(node, ast.Assign):
        names = [getattr(one, "id", "") for one in node.targets]
        return next((name for name in names if FOR_OTHERS.match(name)), "")
    if isinstance(node, ast.FunctionDef) and FOR_OTHERS.match(node.name):
        return node.name
    return ""
