"""The landing macros, run as dbt runs them, against an engine a test holds.

Here: what stands in for dbt: macros by name, `run_query`, the graph of one source. Not here: the
lake and what is expected of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2

from tests.dbt.project import PROJECT

FOLDERS = ("landing", "engine", "project")
Query = Callable[[str], SimpleNamespace]


class _Returned(Exception):  # noqa: N818 - no error: dbt's way to give more than text
    """What a macro gives back."""


def _return(value: object) -> None:
    raise _Returned(value)


def register_landed(engine: str, home: Path, columns: Mapping[str, str], run_query: Query) -> None:
    """Lay what an engine reads over the lake of a home: github.issues alone.

    Args:
        engine: `duckdb` or `spark`.
        home: Holds `landing`.
        columns: Name and type of each declared column.
        run_query: Asks the engine; the answer has `rows`, `columns` and `column_names`.
    """
    declared = {name: SimpleNamespace(name=name, data_type=kind) for name, kind in columns.items()}
    issues = SimpleNamespace(
        package_name="team_outcomes",
        source_name="github",
        name="issues",
        schema="landing_github",
        identifier="issues",
        columns=declared,
    )
    snapshots = SimpleNamespace(
        columns={"value": SimpleNamespace(name="value", data_type="double")}
    )
    quote = "`{}`" if engine == "spark" else '"{}"'
    macros: dict[str, Callable[..., Any]] = {}
    known: dict[str, Any] = {
        "adapter": SimpleNamespace(
            dispatch=lambda name: _catching(macros, f"{engine}__{name}"), quote=quote.format
        ),
        "dbt": SimpleNamespace(type_string=lambda: "string" if engine == "spark" else "varchar"),
        "graph": SimpleNamespace(
            sources={"issues": issues}, nodes={"model.team_outcomes.metric_snapshots": snapshots}
        ),
        "project_name": "team_outcomes",
        "execute": True,
        "run_query": run_query,
        "return": _return,
    }
    _define(macros, known)
    macros["data_home"] = lambda: str(home)
    macros["register_landed"]()


def _define(macros: dict[str, Callable[..., Any]], known: dict[str, Any]) -> None:
    """Put every macro of the folders by its name; each finds the others whatever their file."""
    environment = jinja2.Environment(autoescape=False, extensions=["jinja2.ext.do"])  # noqa: S701
    files = [path for folder in FOLDERS for path in (PROJECT / "macros" / folder).glob("*.sql")]
    texts = [path.read_text(encoding="utf-8") for path in files]
    names = [name for text in texts for name in re.findall(r"macro (\w+)\(", text)]
    # A name is looked up when its file is read: what stands for a macro must be there before it.
    environment.globals |= {name: _catching(macros, name) for name in names}
    environment.globals |= known
    for text in texts:
        module = environment.from_string(text).module
        macros |= {name: getattr(module, name) for name in names if hasattr(module, name)}


def _catching(macros: Mapping[str, Callable[..., Any]], name: str) -> Callable[..., Any]:
    """A macro by its name, with what it returns."""

    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return macros[name](*arguments, **named)
        except _Returned as returned:
            return returned.args[0]

    return call
