"""The dbt project as its manifest tells it: models, what they read, and what their columns hold.

Belongs here: reading the manifest, and the zones of the tree. Does not belong here: SQL
(`queries.py`), what is forbidden (`rules/`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlglot import exp

from expectations import compiled_models
from expectations.governance.marks import PERSON, WRITTEN, ZERO, Relation, of_name
from expectations.governance.queries import QueryError, Reader
from expectations.governance.rendering import Renderer, RenderingError, source_name
from expectations.governance.selects import Selected

COACHING = "coaching"
PEOPLE = ("intermediate/people/", "marts/coaching/")
# Of these a name proves nothing once the data can be followed.
TRACED = {PERSON, WRITTEN}
COMPUTED_MEASURES = ("metrics/", "marts/", "semantic/")


@dataclass
class Model:
    """One model.

    Attributes:
        node: Its entry in the manifest.
        relation: Its columns, after their data.
        selects: Every `select` in its SQL.
        unions: Every union in it, with what it gives.
        strangers: Relations it names without a reference.
        fault: Why its SQL cannot be read; empty if it can.
        sql: Its SQL, rendered.
    """

    node: Mapping[str, Any]
    relation: Relation = field(default_factory=Relation)
    selects: list[Selected] = field(default_factory=list)
    unions: list[tuple[exp.SetOperation, Relation]] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    fault: str = ""
    sql: str = ""

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.node["name"])

    @property
    def unique_id(self) -> str:
        """Its id in the manifest."""
        return str(self.node["unique_id"])

    @property
    def path(self) -> str:
        """Its path below `models/`."""
        return str(self.node["original_file_path"]).removeprefix("models/")

    @property
    def group(self) -> str | None:
        """The dbt group it belongs to."""
        found: str | None = self.node.get("group") or self.node.get("config", {}).get("group")
        return found

    @property
    def access(self) -> str:
        """private, protected or public."""
        return str(self.node.get("access") or self.node.get("config", {}).get("access") or "")

    @property
    def is_of_people(self) -> bool:
        """True in the layer that speaks of one person, to that person."""
        return self.path.startswith(PEOPLE)

    @property
    def is_published(self) -> bool:
        """True for what leaders, the audit and BI tools read."""
        return self.path.startswith(("marts/", "semantic/")) and not self.is_of_people

    @property
    def is_watched(self) -> bool:
        """True where an order of people would be read by somebody."""
        return self.is_of_people or self.path.startswith(COMPUTED_MEASURES)

    @property
    def columns(self) -> list[str]:
        """Names of its columns: of its SQL, and of its yml."""
        described = [str(name).lower() for name in self.node.get("columns", {})]
        return list(dict.fromkeys([*self.relation.columns, *described]))

    def reads(self) -> list[str]:
        """The ids of what it reads."""
        return list(self.node["depends_on"]["nodes"])


class Project:
    """A manifest with what follows from it."""

    def __init__(
        self,
        manifest: Mapping[str, Any],
        root: Path | None = None,
        variables: Mapping[str, Any] | None = None,
    ) -> None:
        self.manifest = manifest
        self.root = root
        self._renderer = Renderer(manifest, variables or {})

    @cached_property
    def models(self) -> dict[str, Model]:
        """Every model by its id, each after those it reads."""
        known = compiled_models.models(self.manifest)
        found: dict[str, Model] = {}
        relations = self._origins()
        for unique_id in compiled_models.in_order(known, known):
            model = self._read(known[unique_id], relations)
            found[unique_id] = model
            # Said where a 0 is put, not of everything that reads it.
            relations[unique_id] = (model.name, model.relation.without(ZERO))
        return found

    @cached_property
    def exposures(self) -> list[Mapping[str, Any]]:
        """Every exposure."""
        return list(self.manifest.get("exposures", {}).values())

    @cached_property
    def sources(self) -> list[Mapping[str, Any]]:
        """Every table of a source."""
        return list(self.manifest.get("sources", {}).values())

    @cached_property
    def tests(self) -> list[Mapping[str, Any]]:
        """Every data test."""
        nodes = self.manifest["nodes"].values()
        return [node for node in nodes if node["resource_type"] == "test"]

    def published(self) -> Iterator[Model]:
        """Models that leaders, the audit and BI tools read."""
        return (model for model in self.models.values() if model.is_published)

    def _origins(self) -> dict[str, tuple[str, Relation]]:
        """What is read and has no SQL: sources, seeds, snapshots."""
        found = {}
        for unique_id, source in self.manifest.get("sources", {}).items():
            name = source_name(source["source_name"], source["name"])
            found[unique_id] = (name, _described(source))
        for unique_id, node in self.manifest["nodes"].items():
            if node["resource_type"] in ("seed", "snapshot"):
                found[unique_id] = (node["name"], _described(node))
        return found

    def _read(
        self, node: Mapping[str, Any], relations: Mapping[str, tuple[str, Relation]]
    ) -> Model:
        model = Model(node)
        known = dict(relations[one] for one in model.reads() if one in relations)
        reader = Reader(known)
        try:
            model.sql = self._renderer.sql(node)
            given = reader.read(model.sql)
        except (RenderingError, QueryError) as error:
            model.fault = str(error)
            model.relation = _described(node)
            return model
        columns = {name: marks | (of_name(name) - TRACED) for name, marks in given.columns.items()}
        model.relation = Relation(columns, given.rest, given.is_complete)
        model.selects, model.unions = reader.selects, reader.unions
        model.strangers = reader.strangers
        return model


def _described(node: Mapping[str, Any]) -> Relation:
    columns = {
        name.lower(): of_name(name) - (TRACED if _is_no_name(name, column) else set())
        for name, column in node.get("columns", {}).items()
    }
    return Relation(columns, is_complete=bool(columns))


def _is_no_name(name: str, column: Mapping[str, Any]) -> bool:
    """True for a type that cannot name a person; a number can, where it is a key."""
    kind = str(column.get("data_type") or "").lower()
    return kind.startswith(("bool", "double", "date", "timestamp")) or (
        kind in ("integer", "bigint") and not name.endswith("_id")
    )
