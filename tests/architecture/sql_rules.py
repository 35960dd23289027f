"""The rules of SQL as functions from text to findings.

Here: what no linter expresses about models, macros and tests of the dbt project and about the SQL
of guards and publication. Not here: rules of other files (rules.py), walking the tree
(repository.py) and the tests themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PERSON_COLUMNS = re.compile(
    r"(^|_)(person|login|account|author|reviewer|actor|assignee|email|user|respondent)(_|$)"
)
RANKING = re.compile(
    r"\b(rank|dense_rank|percent_rank|ntile|cume_dist)\s*\(|\b\w*(leaderboard|overall_score)\w*\b"
)
PORTABILITY = {
    r"->>?|\b(json_\w+|get_json_object)\(": "read JSON at landing; every engine names it otherwise",
    r"date_trunc\(\s*'week'": "join int_calendar__periods; a week's start depends on the engine",
    r"\bextract\(\s*(dow|isodow|epoch)\b": "use the engine macros; days are numbered differently",
    r"(?<!\.)\bconcat\(": "use dbt.concat or ||; a null argument counts differently",
    r"(?<!dbt\.)\bdatediff\(|\bdatediff\((?![^()]*'day')": "use seconds_between; boundaries differ",
    r"\bquantile_cont\(": "use percentile_cont(...) within group (order by ...)",
    r"(?<!\.)\b(strftime|date_format)\(": "use an engine macro",
    r"\b(generate_series|sequence|unnest|explode)\(": "use split_rows, or an engine macro",
    r"\bregexp_(matches|like)\(|\brlike\b": "use matches_pattern",
    r"\bcurrent_timestamp\b|\bnow\(\)": "use as_of(): one instant a run, and it can be frozen",
    r"\bat time zone\b|\btimestamptz\b|\bwith time zone\b": "use to_local, to_utc or local_date",
    r"\b(array_agg|string_agg|listagg)\([^()]*\border by\b": "engines ignore or reject the order",
    r"\b(arg_max|arg_min)\(": "use max_by or min_by",
    r"\bround\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*,\s*[^(),]+\)": "use rounded: halves differ",
    r"\}\}\.[0-9]": "write {{ n }}e0; a decimal divides otherwise than a double",
    r"\basof\b|\bexclude\s*\(|\b(ignore|respect) nulls\b": "one engine has it only",
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
        f"{match.group(0)}: {remedy}"
        for pattern, remedy in PORTABILITY.items()
        if (match := re.search(pattern, text))
    ]
    return found + window_orders_without_nulls(text)


def window_orders_without_nulls(sql: str) -> list[str]:
    """Window orders that leave the place of nulls to the engine."""
    found = []
    for window in windows(sql.lower()):
        order = re.search(r"order by(.*?)(?:\brows\b|\brange\b|$)", window, re.DOTALL)
        if order and len(re.findall(r"\bnulls\b", order.group(1))) < terms(order.group(1)):
            found.append(f"order by{order.group(1).rstrip()}: say nulls last (or first)")
    return found


def windows(sql: str) -> Iterator[str]:
    """What stands between the parentheses of `over (...)` and of `window name as (...)`."""
    for match in re.finditer(
        r"\bover\s*\(|\bwindow\s+\w+\s+as\s*\(|,\s*\w+\s+as\s*\((?=\s*(?:partition|order) by)", sql
    ):
        depth, end = 1, match.end()
        while depth and end < len(sql):
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        yield sql[match.end() : end - 1]


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
