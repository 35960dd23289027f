"""What the project says of its tables: descriptions, rules, and the metrics made of them.

Here: reading yml and SQL of the dbt project as files. Not here: any data; dbt itself is not called.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from orchestration import paths

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
        self._entries: dict[str, Mapping[str, Any]] = {}
        self._sources: dict[str, str] = {}
        for path in (root / "models").rglob("*.yml"):
            self._read(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
        self._children = self._readers()

    def of_model(self, name: str) -> Rule:
        """The rule of a model, or of a table that none made."""
        file = self._files.get(name)
        if file is None:
            return Rule("A table that no model of the project makes.", "", "", ())
        inside = file.relative_to(self._root)
        compiled = self._compiled / inside
        return Rule(
            str(self._entries.get(name, {}).get("description", "")).strip(),
            f"{self._root.name}/{inside.as_posix()}",
            str(compiled) if compiled.exists() else "",
            self._metrics(name),
        )

    def of_stream(self, source: str, stream: str) -> Rule:
        """The rule of a landed stream."""
        name = f"{source}.{stream}"
        return Rule(
            self._sources.get(name, "What a tool said.").strip(),
            f"extract/sources/{source}",
            "",
            self._metrics(name),
        )

    def _read(self, document: Mapping[str, Any]) -> None:
        for entry in document.get("models", []):
            self._entries[entry["name"]] = entry
        for source in document.get("sources", []):
            for table in source["tables"]:
                self._sources[f"{source['name']}.{table['name']}"] = table.get("description", "")

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
        metas = (self._entries.get(one, {}).get("config", {}).get("meta", {}) for one in seen)
        return tuple(sorted({meta["metric"]["name"] for meta in metas if "metric" in meta}))
