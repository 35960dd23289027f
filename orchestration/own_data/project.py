"""What the project says of its tables: descriptions, rules, and the metrics made of them.

Here: reading yml and SQL of the dbt project as files. Not here: any data; dbt itself is not called.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration import paths

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REF = re.compile(r"""ref\(\s*['"](\w+)['"]""")
_SOURCE = re.compile(r"""source\(\s*['"](\w+)['"]\s*,\s*['"](\w+)['"]""")


@dataclass(frozen=True)
class Rule:
    """How a table came to be.

    Attributes:
        description: What one row is.
        made_by: The file that makes it, from the root of the repository on.
        compiled: The SQL that ran, on this machine; empty where there is none.
        metrics: Names of the team metrics that are made of it, among other things.
    """

    description: str
    made_by: str
    compiled: str
    metrics: tuple[str, ...]


class Project:
    """The dbt project as files.

    Args:
        root: The dbt project.
        compiled: Where dbt writes the SQL that it runs.
    """

    def __init__(self, root: Path = paths.DBT_PROJECT, compiled: Path | None = None) -> None:
        self._root = root
        self._compiled = compiled or paths.dbt_target() / "compiled" / "team_outcomes"
        self._files = {path.stem: path for path in (root / "models").rglob("*.sql")}
        self._children = self._readers()

    def of_model(self, name: str) -> Rule:
        """The rule of a model, or of a table that none made."""
        file = self._files.get(name)
        if file is None:
            return Rule("A table that no model of the project makes.", "", "", ())
        inside = file.relative_to(self._root)
        compiled = self._compiled / inside
        return Rule(
            str(self._entry(name).get("description", "")).strip(),
            f"{self._root.name}/{inside.as_posix()}",
            str(compiled) if compiled.exists() else "",
            self._metrics(name),
        )

    def of_stream(self, source: str, stream: str) -> Rule:
        """The rule of a landed stream."""
        name = f"{source}.{stream}"
        return Rule(
            self._described(source, stream),
            f"extract/sources/{source}",
            "",
            self._metrics(name),
        )

    def _entry(self, name: str) -> Mapping[str, Any]:
        """What the yml beside a model says of it."""
        document = _document(self._files[name].with_suffix(".yml"))
        return next((one for one in document.get("models", []) if one["name"] == name), {})

    def _described(self, source: str, stream: str) -> str:
        """What the yml of the sources says of a stream."""
        folder = self._root / "models" / "staging" / source
        for entry in _document(folder / f"_{source}__sources.yml").get("sources", []):
            for table in entry["tables"]:
                if table["name"] == stream:
                    return str(table.get("description", "")).strip()
        return "What a tool said."

    def _readers(self) -> Mapping[str, set[str]]:
        """For each model and stream, the models that read it."""
        readers: defaultdict[str, set[str]] = defaultdict(set)
        for name, file in self._files.items():
            sql = file.read_text(encoding="utf-8")
            for parent in _REF.findall(sql):
                readers[parent].add(name)
            for source, stream in _SOURCE.findall(sql):
                readers[f"{source}.{stream}"].add(name)
        return readers

    def _metrics(self, name: str) -> tuple[str, ...]:
        seen, waiting = {name}, [name]
        while waiting:
            new = self._children.get(waiting.pop(), set()) - seen
            seen |= new
            waiting += new
        metrics = self._root / "models" / "metrics"
        ids = (one for one in seen if one in self._files)
        made = [one for one in ids if self._files[one].is_relative_to(metrics)]
        metas = (self._entry(one).get("config", {}).get("meta", {}) for one in made)
        return tuple(sorted({meta["metric"]["name"] for meta in metas if "metric" in meta}))


@cache
def _document(file: Path) -> Mapping[str, Any]:
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    # The safe loader, in C: what is read here adds up to more than a megabyte.
    return yaml.load(text, Loader=_LOADER) or {}  # noqa: S506
