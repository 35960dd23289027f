"""How a landed record is renamed, so that each copy of an organisation stands by itself.

Here: which columns name something, and the SQL that gives them the name of a copy. Not here:
reading or writing files.

A name gets a prefix, so that what SQL composes of a name and a number (`repository#7`) or compares
by its beginning stays right; there is no hyphen in it, since keys of work items are split at one.
Commits keep their hash: they are told apart by their repository. Numbers that are unique in a whole
tool move by a step for each copy, as numbers and as text.
"""

from __future__ import annotations

import re

STEP = 10**12
# What names something: an identifier, or a list of them between commas or semicolons.
NAMES = re.compile(
    r"(^|_)(id|ids|account|login|username|usernames|repository|project|service|key|slug|hash"
    r"|organisation|group_path|teams|team_name|service_name|components)$"
)
# Words that all organisations share, though their columns look like names.
SHARED = frozenset(
    {"cycle_id", "item_slot", "level_id", "metric_id", "ranking_id", "survey_id", "target_level_id"}
    | {"value_id", "wave_id", "field_id"}
)
# What a change of a work item changed: a name where it changed the key.
CHANGED_KEYS = frozenset({"from_value", "to_value"})
# Labels that name a service, a deployment or an alarm.
NAMING = "service|deployment|alarm"
TEXT, INTEGER = "VARCHAR", "BIGINT"


def prefix(copy: str) -> str:
    """SQL for the prefix of the copy whose number the SQL expression `copy` gives."""
    return f"'c' || {copy} || '_'"


def renamed(column: str, kind: str, copy: str) -> str:
    """The SQL expression of a column in a copy; copy 0 is the organisation itself.

    Args:
        column: The column's name.
        kind: DuckDB's type of it.
        copy: SQL of the copy's number.
    """
    quoted = f'"{column}"'
    if column == "labels":
        changed = f"regexp_replace({quoted}, '({NAMING}):', '\\1:' || {prefix(copy)}, 'g')"
    elif column in CHANGED_KEYS and kind == TEXT:
        changed = f"case when field = 'issue_key' then {_named(quoted, copy)} else {quoted} end"
    elif column.endswith("_url"):
        changed = f"regexp_replace({quoted}, '^(https?://[^/]+/)', '\\1' || {prefix(copy)})"
    elif not NAMES.search(column) or column in SHARED:
        return quoted
    elif kind == INTEGER:
        return f"{quoted} + {copy} * {STEP}"
    elif kind == TEXT:
        changed = _named(quoted, copy)
    else:
        return quoted
    return f"case when {copy} = 0 then {quoted} else {changed} end"


def _named(quoted: str, copy: str) -> str:
    moved = f"lambda number: cast(cast(number as bigint) + {copy} * {STEP} as varchar)"
    return (
        f"case when regexp_full_match({quoted}, '[0-9]{{1,12}}(,[0-9]{{1,12}})*') "
        f"then array_to_string(list_transform(string_split({quoted}, ','), {moved}), ',') "
        f"else regexp_replace({quoted}, '([^,;]+)', {prefix(copy)} || '\\1', 'g') end"
    )
