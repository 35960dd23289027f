"""The landed streams as dbt must know them when it parses: which there are, and of what kind.

Belongs here: reading the sources' yml and writing the macros that list streams. Does not belong
here: metrics (`catalogue.py`), and what is made of the streams (the models that use the macros).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

STAGING = Path("dbt_project/models/staging")
GENERATED = Path("dbt_project/macros/generated")
ABOUT_EXTRACTION = frozenset({"extraction_log", "extraction_state", "quarantine"})
"""What an extraction says of itself; everything else carries a tool's records."""

Table = Mapping[str, Any]


def macros(root: Path) -> dict[Path, str]:
    """The text of each file of macros by its path below the root.

    Args:
        root: The repository's root.
    """
    sources = {
        source["name"]: list(source["tables"])
        for path in sorted((root / STAGING).glob("*/_*__sources.yml"))
        for source in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]
    }
    texts = {
        "registered_sources": _list(map(repr, sources)),
        "profiled_streams": _profiled(sources),
        "enumerated_columns": _list(_enumerated(sources)),
        "event_times": _list(_event_times(sources)),
    }
    return {GENERATED / f"{name}.sql": _macro(name, text) for name, text in texts.items()}


def _macro(name: str, value: str) -> str:
    command = "python -m expectations.catalogue --write"
    note = f"    {{#- Written by `{command}`; change the sources yml. -#}}\n"
    return f"{{% macro {name}() -%}}\n{note}    {{{{ return({value}) }}}}\n{{%- endmacro %}}\n"


def _list(items: Iterable[str]) -> str:
    return "[\n" + "".join(f"        {item},\n" for item in items) + "    ]"


def _profiled(sources: Mapping[str, list[Table]]) -> str:
    lines = [
        f"        {name!r}: {[table['name'] for table in _of_records(tables)]!r},\n"
        for name, tables in sources.items()
    ]
    return "{\n" + "".join(lines) + "    }"


def _enumerated(sources: Mapping[str, list[Table]]) -> Iterable[str]:
    for name, tables in sources.items():
        for table in tables:
            for column in table["columns"]:
                values = column.get("config", {}).get("meta", {}).get("values")
                if values:
                    yield repr((name, table["name"], column["name"], list(map(str, values))))


def _event_times(sources: Mapping[str, list[Table]]) -> Iterable[str]:
    for name, tables in sources.items():
        for table in _of_records(tables):
            column = table["config"]["meta"].get("happened_at")
            if column:
                yield repr((name, table["name"], column))


def _of_records(tables: list[Table]) -> list[Table]:
    return [table for table in tables if table["name"] not in ABOUT_EXTRACTION]
