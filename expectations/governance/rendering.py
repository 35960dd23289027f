"""A model's SQL as dbt would send it, from the manifest alone: no dbt, no warehouse.

Belongs here: Jinja with the macros the manifest carries. Does not belong here: reading the SQL
(`queries.py`).

`dbt parse` leaves SQL as it was written, and what a macro writes is what a rule has to judge. What
only a warehouse knows is rendered as if there were nothing in it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from jinja2.exceptions import TemplateError
from jinja2.runtime import Undefined

# What a reference to another model is called in rendered SQL, so that no other name passes for one.
REFERENCE = "referenced"
PACKAGES = ("team_outcomes", "dbt_duckdb", "dbt")
INSTANT = "2000-01-01T00:00:00+00:00"


class RenderingError(Exception):
    """A model whose SQL cannot be had from the manifest."""


class _Returned(Exception):  # noqa: N818
    """What `return()` gives back of a macro that is no text."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Renderer:
    """Renders the models of one manifest; names of relations are names of nodes."""

    def __init__(self, manifest: Mapping[str, Any], variables: Mapping[str, Any]) -> None:
        self._project = manifest.get("metadata", {}).get("project_name") or PACKAGES[0]
        self._manifest = manifest
        self._variables = variables
        self._shown: dict[str, Any] = {}
        # What is written out is SQL, and as much the project's own as what dbt runs.
        self._environment = Environment(extensions=["jinja2.ext.do"], autoescape=False)  # noqa: S701
        self._macros: dict[str, dict[str, Any]] = {name: {} for name in PACKAGES}
        self._globals = self._context()
        for macro in manifest.get("macros", {}).values():
            package = self._macros.setdefault(macro["package_name"], {})
            package[macro["name"]] = self._macro(macro["name"], macro["macro_sql"])

    def sql(self, node: Mapping[str, Any]) -> str:
        """The SQL of a model.

        Raises:
            RenderingError: It is no SQL, or its Jinja needs what a manifest does not have.
        """
        if node.get("language", "sql") != "sql":
            raise RenderingError("it is not SQL")
        try:
            template = self._environment.from_string(node["raw_code"])
            return str(template.render(self._names() | {"model": node}))
        except (TemplateError, _Returned, TypeError, KeyError, AttributeError) as error:
            raise RenderingError(f"{type(error).__name__}: {error}") from error

    def _names(self) -> dict[str, Any]:
        """What Jinja sees: the macros of the project before those of dbt, and dbt's own names."""
        if self._shown:
            return self._shown
        shown: dict[str, Any] = {}
        for package in reversed([self._project, *PACKAGES]):
            shown |= self._macros.get(package, {})
        spaces = {name: SimpleNamespace(**macros) for name, macros in self._macros.items()}
        self._shown |= shown | spaces | self._globals
        return self._shown

    def _macro(self, name: str, source: str) -> Callable[..., Any]:
        made: list[Any] = []

        def call(*given: Any, **named: Any) -> Any:
            if not made:
                template = self._environment.from_string(source)
                made.append(getattr(template.make_module(self._names()), name))
            try:
                return made[0](*given, **named)
            except _Returned as returned:
                return returned.value

        return call

    def _dispatched(self, name: str, macro_namespace: str | None = None) -> Callable[..., Any]:
        """The macro of the engine, or the default one."""
        for candidate in (f"duckdb__{name}", f"default__{name}"):
            for package in [self._project, *PACKAGES]:
                found = self._macros.get(package, {}).get(candidate)
                if found is not None:
                    return found  # type: ignore[no-any-return]
        raise RenderingError(f"no macro {name} of {macro_namespace or 'any package'}")

    def _context(self) -> dict[str, Any]:
        graph = SimpleNamespace(
            **{
                kind: _opened(self._manifest.get(kind, {}))
                for kind in ("nodes", "sources", "exposures", "metrics", "groups")
            }
        )
        adapter = SimpleNamespace(
            dispatch=self._dispatched,
            quote=lambda name: f'"{name}"',
            get_relation=_nothing,
            get_columns_in_relation=lambda *_given, **_named: [],
        )
        return _BUILT_IN | {
            "adapter": adapter,
            "graph": graph,
            "project_name": self._project,
            "var": lambda name, default=None: self._variables.get(name, default),
        }


def _returned(value: Any) -> None:
    raise _Returned(value)


def _nothing(*_given: Any, **_named: Any) -> None:
    return None


def _silent(*_given: Any, **_named: Any) -> str:
    return ""


def _type_name(name: str) -> str:
    return {"string": "TEXT"}.get(name.lower(), name)


def _modules() -> Any:
    return SimpleNamespace(re=re, datetime=datetime, pytz=SimpleNamespace(utc=datetime.UTC))


_BUILT_IN: dict[str, Any] = {
    "api": SimpleNamespace(
        Relation=SimpleNamespace(create=lambda **named: named.get("identifier", "")),
        Column=SimpleNamespace(translate_type=_type_name),
    ),
    "config": _silent,
    "env_var": lambda name, default="": INSTANT if name.endswith("AS_OF") else default,
    "exceptions": SimpleNamespace(raise_compiler_error=_silent, warn=_silent),
    "execute": True,
    "invocation_id": "",
    "log": _silent,
    "modules": _modules(),
    "ref": lambda *names, **_named: f"{REFERENCE}.{names[-1]}",
    "return": _returned,
    "run_query": lambda *_given: SimpleNamespace(columns=[], rows=[]),
    "run_started_at": INSTANT,
    "source": lambda source, table: f"{REFERENCE}.{source_name(source, table)}",
    "target": SimpleNamespace(name="", schema="main", type="duckdb"),
    "this": "this",
}


class _Opened(dict[str, Any]):
    """An entry of the manifest that Jinja may ask for attributes that are not there."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name, Undefined(name=name))


def _opened(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _Opened({key: _opened(item) for key, item in value.items()})
    if isinstance(value, list):
        return [_opened(item) for item in value]
    return value


def source_name(source: str, table: str) -> str:
    """What a table of a source is called in rendered SQL."""
    return f"{source}__source__{table}"
