"""The export as one page that stands by itself.

Here: what the page shows of each table. Not here: the content (`export.py`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from expectations.pages import page as pages

TEMPLATES = Path(__file__).parent / "templates"
SHOWN_ROWS = 10
LONGEST = 400


def page(content: Mapping[str, Any]) -> str:
    """The page as HTML.

    Args:
        content: What `export.export` gave.
    """
    tables = [{**table, **_shown(table["rows"])} for table in content["tables"]]
    return pages.render(
        TEMPLATES,
        "own_data.html",
        content=content,
        places=[(place, list(rows)) for place, rows in groupby(tables, lambda one: one["place"])],
        n_rows=sum(table["n_rows"] for table in tables),
        n_tables=len(tables),
    )


def _shown(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The first rows as texts, without columns that are empty in all of them."""
    first = rows[:SHOWN_ROWS]
    columns = [name for name in first[0] if any(row[name] is not None for row in first)]
    return {"columns": columns, "cells": [[_cell(row[name]) for name in columns] for row in first]}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
