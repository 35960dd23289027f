"""The rules of the tree as functions from text to findings.

Here: what no other tool expresses, one function a rule, each returning readable findings.
Not here: walking the tree (repository.py) and the tests themselves.
"""

from __future__ import annotations

import ast
import re

PERSON_COLUMNS = re.compile(
    r"(^|_)(person|login|account|author|reviewer|actor|assignee|email|user|respondent)(_|$)"
)
RANKING = re.compile(
    r"\b(rank|dense_rank|percent_rank|ntile|cume_dist)\s*\(|\b\w*(leaderboard|overall_score)\w*\b",
    re.IGNORECASE,
)
# Hosts are spelled in halves so that this file does not name what it forbids.
REGISTRY_HOST = re.compile(
    "|".join([r"pypi" + r"\.org", "python" + "hosted", r"npm" + r"js\.org", r"deb" + r"\.debian"])
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:" + "|".join(["work", "farm", "root", "home"]) + r")/\w")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")

PORTABILITY = {
    r"->>?": "read JSON at landing; the arrow operators exist on DuckDB only",
    r"date_trunc\(\s*'week'": "join int_calendar__periods; a week's start depends on the engine",
    r"\bextract\(\s*(dow|epoch)\b": "use the engine macros; the engines number days differently",
    r"(?<!\.)\bconcat\(": "use dbt.concat or ||; a null argument counts differently",
    r"\bdatediff\(\s*'?(hour|minute|second|week|month)": "use seconds_between; boundaries differ",
    r"\bquantile_cont\(": "use percentile_cont(...) within group (order by ...)",
    r"\b(strftime|date_format)\(": "use an engine macro",
    r"\bgenerate_series\(|\bunnest\(": "use an engine macro",
    r"\bregexp_matches\(|\brlike\b": "use an engine macro",
    r"\bcurrent_timestamp\b|\bnow\(\)": "use as_of(): one instant a run, and it can be frozen",
}


def person_columns(columns: list[str]) -> list[str]:
    """Columns whose name speaks of one person; a count of people is allowed."""
    return [name for name in columns if name != "n_people" and PERSON_COLUMNS.search(name)]


def ranking_words(sql: str) -> list[str]:
    """Functions and names by which SQL would rank people."""
    return [match.group(0) for match in RANKING.finditer(without_comments(sql))]


def unportable(sql: str) -> list[str]:
    """Constructs that run on one engine only, or differently on another."""
    text = without_comments(sql)
    found = [
        f"{pattern}: {remedy}"
        for pattern, remedy in PORTABILITY.items()
        if re.search(pattern, text)
    ]
    return found + window_orders_without_nulls(text)


def window_orders_without_nulls(sql: str) -> list[str]:
    """Window orders that leave the place of nulls to the engine."""
    found = []
    for match in re.finditer(r"over\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", sql, re.IGNORECASE):
        order = re.search(r"order by(.*?)(?:\brows\b|\brange\b|$)", match.group(1), re.I | re.S)
        if order and len(re.findall(r"\bnulls\b", order.group(1))) < terms(order.group(1)):
            found.append(f"order by{order.group(1).rstrip()}: say nulls last (or first)")
    return found


def terms(expression_list: str) -> int:
    """The number of comma-separated terms outside parentheses."""
    depth, count = 0, 1
    for character in expression_list:
        depth += {"(": 1, ")": -1}.get(character, 0)
        count += character == "," and depth == 0
    return count


def without_comments(sql: str) -> str:
    """SQL without its comments, in lower case."""
    return re.sub(r"\{#.*?#\}|--[^\n]*", "", sql, flags=re.DOTALL).lower()


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
