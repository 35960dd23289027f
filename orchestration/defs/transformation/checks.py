"""What dbt's tests ask, in words.

Here: from a test's node of the manifest to a sentence. Not here: the tests (`dbt_project`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ASKED = {
    "unique_key": "No two rows have the same {columns}.",
    "not_null": "{columns} is never missing.",
    "accepted_values": "{columns} holds known values only.",
    "relationships": "What {columns} names exists.",
    "status_explains_value": "A value is there exactly where its status says so.",
    "spans_do_not_overlap": "No two spans of a key overlap.",
    "spans_meet": "Each span of a key begins where the one before ends.",
}


def words(node: Mapping[str, Any]) -> str:
    """What a test asks; its own name where nobody wrote it down."""
    described = str(node.get("description") or "")
    if described:
        return described
    generic = node.get("test_metadata") or {}
    if not generic:
        return _comment(str(node.get("raw_code") or "")) or _name(node)
    given = generic.get("kwargs") or {}
    columns = given.get("columns") or [given.get("column_name") or "a column"]
    asked = ASKED.get(str(generic.get("name")), _name(node))
    return asked.format(columns=", ".join(map(str, columns)))


def _comment(sql: str) -> str:
    """The comment a test of its own begins with."""
    lines = []
    for line in sql.strip().splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)


def _name(node: Mapping[str, Any]) -> str:
    return f"{str(node['name']).replace('_', ' ').capitalize()}."
