"""The rules of Python, of documents and of every file, as functions from text to findings.

Here: what no other tool expresses, one function a rule, each returning readable findings.
Not here: rules of SQL (sql_rules.py), walking the tree (repository.py) and the tests themselves.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

# Hosts are spelled in halves so that this file does not name what it forbids.
REGISTRY_HOST = re.compile(
    "|".join([r"pypi" + r"\.org", "python" + "hosted", r"npm" + r"js\.org", r"deb" + r"\.debian"])
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:" + "|".join(["work", "farm", "root", "home"]) + r")/\w")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")

PACKAGES = [
    "extract",
    "sandbox",
    "expectations",
    "website",
    "orchestration",
    "bi",
    "bench",
    "tests",
]
FOLDERS = [*PACKAGES, "dbt_project", "docs"]
IN_TREE = re.compile(rf"`((?:{'|'.join(FOLDERS)})/[\w./<>*-]*)")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")
RUN_BY_NAME = re.compile(rf"python -m ((?:{'|'.join(PACKAGES)})[\w.]*)")
MAKE = re.compile(r"(?:^|`)make ([a-z][a-z-]*)", re.MULTILINE)
ABOUT_PERSONS = re.compile(
    r"\b(promot\w*|compensat\w*|pay|salar\w*|bonus\w*|fir(e|ing)|dismiss\w*|hir(e|ing)|target\w*"
    r"|performance|apprais\w*)\b",
    re.IGNORECASE,
)
CASES = ("open_item", "missing_source", "too_small_n", "late_correction")
CLOCKS = {"now", "utcnow", "today"}


def long_functions(source: str, limit: int) -> list[str]:
    """Functions longer than `limit` lines, their docstring not counted."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = ast.get_docstring(node) is not None
            docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
            length = (node.end_lineno or 0) - node.lineno + 1 - docstring
            if length > limit:
                found.append(f"{node.name}: {length} lines")
    return found


def clock_readings(source: str) -> list[str]:
    """Places that read the date or the time of the machine (durations are no readings)."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            called = f"{owner}.{node.func.attr}"
            of_a_date = node.func.attr in CLOCKS and owner.split(".")[-1] in {"datetime", "date"}
            if of_a_date or called in {"time.time", "time.time_ns", "pd.Timestamp.now"}:
                found.append(f"line {node.lineno}: {called}()")
    return found


def decisions_about_persons(decisions: Iterable[str]) -> list[str]:
    """Decisions that would turn a metric against somebody, or into something to be met."""
    return [decision for decision in decisions if ABOUT_PERSONS.search(decision)]


def broken_links(text: str, folder: Path) -> list[str]:
    """Links of a document in `folder` that lead nowhere."""
    return [link for link in LINK.findall(text) if not (folder / link).exists()]


def missing_paths(text: str, root: Path) -> list[str]:
    """Paths of the tree a document names that do not exist; `<name>` stands for any name."""
    named = {path.rstrip(".") for path in IN_TREE.findall(text)}
    return sorted(
        path for path in named if not any(root.glob(re.sub(r"<\w+>", "*", path.rstrip("/"))))
    )


def missing_modules(text: str, root: Path) -> list[str]:
    """Modules a text runs with `python -m` that do not exist or do nothing when run."""
    found = []
    for module in sorted({name.rstrip(".") for name in RUN_BY_NAME.findall(text)}):
        path = root / module.replace(".", "/")
        file = path / "__main__.py" if path.is_dir() else path.with_suffix(".py")
        if not file.exists() or "__main__" not in file.name + file.read_text():
            found.append(module)
    return found


def targets_named(text: str) -> set[str]:
    """Make targets a document tells its reader to make."""
    return set(MAKE.findall(text))


def unknown_targets(text: str, targets: set[str]) -> list[str]:
    """Make targets a document names that the Makefile does not have."""
    return sorted(targets_named(text) - targets)


def unproven_guards(names: Iterable[str], tests: Iterable[str]) -> list[str]:
    """Guards without a test in which they pass and one in which they fail.

    Args:
        names: The check ids of the guards.
        tests: Node ids of pytest: the function says what happens (passes, fails, blocks), the first
            parameter says to which guard.
    """
    seen = set()
    for test in tests:
        if match := re.search(r"::test_(\w+)\[(\w+)", test):
            function, name = match.groups()
            if re.search(r"(^|_)pass(es)?(_|$)", function):
                seen.add((name, "passes"))
            if re.search(r"(^|_)(fails?|blocks?)(_|$)", function):
                seen.add((name, "fails"))
    return [
        f"{name}: no test in which it {outcome}"
        for name in names
        for outcome in ("passes", "fails")
        if (name, outcome) not in seen
    ]


def cases_not_shown(unit_tests: Iterable[Mapping[str, Any]], metric_id: str) -> list[str]:
    """The cases that no unit test of a metric says it shows (`config.meta.shows`)."""
    shown = {
        case
        for test in unit_tests
        if test["model"] == metric_id
        for case in test.get("config", {}).get("meta", {}).get("shows", [])
    }
    return [case for case in CASES if case not in shown]
