"""What speaks of one person is for that person and, with a record of it, the manager.

Belongs here: who may read the people layer. Does not belong here: what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from expectations.governance.findings import Finding, Rule
from expectations.governance.project import COACHING, Model, Project

PRIVATE = Rule(
    "coaching-is-private",
    "leave a model of the people layer open, or in a schema that is published",
    "What anybody can select will be selected, and then compared.",
    "Put it into the dbt group coaching with access private, and into a schema of its own.",
)
INSIDE = Rule(
    "coaching-stays-inside",
    "read the people layer from anywhere else",
    "A leader's table made from it says something of single people, however it is aggregated.",
    "Read what it is made from in an aggregate of its own, behind the floor of five people.",
)
USES = Rule(
    "coaching-is-for-coaching",
    "show the people layer for anything but the conversation of a person and the manager",
    "What is told in confidence and used for a decision is not told again.",
    "Say the decision is a coaching conversation, or leave these models out of the exposure.",
)
RULES = (PRIVATE, INSIDE, USES)

PUBLISHED_SCHEMA = re.compile(r"(^|_)(marts|semantic|metrics|signals|leadership|audit)$")
ALLOWED_DECISIONS = {
    "coaching conversation",
    "own reflection",
    "self-reflection",
    "own development",
    "own development plan",
}


def check(project: Project) -> Iterator[Finding]:
    """Every open door of the people layer."""
    people = {
        unique_id
        for unique_id, model in project.models.items()
        if model.is_of_people or model.group == COACHING
    }
    for unique_id in sorted(people):
        yield from _doors(project.models[unique_id])
    yield from _readers(project, people)
    yield from _exposures(project, people)


def _readers(project: Project, people: set[str]) -> Iterator[Finding]:
    """Whatever reads the layer and is no part of it: models, snapshots, what BI tools ask."""
    nodes = [node for node in project.manifest["nodes"].values() if _keeps_rows(node)]
    for node in [*nodes, *project.manifest.get("semantic_models", {}).values()]:
        if node["unique_id"] not in people:
            for read in sorted(people.intersection(node.get("depends_on", {}).get("nodes", []))):
                what = f"it reads {project.models[read].name} from outside the people layer"
                yield Finding(INSIDE, node["name"], "", what)


def _keeps_rows(node: Mapping[str, Any]) -> bool:
    return node["resource_type"] in ("model", "snapshot")


def _doors(model: Model) -> Iterator[Finding]:
    if model.group != COACHING:
        yield Finding(PRIVATE, model.name, "group", f"its dbt group is {model.group or 'none'}")
    if model.access != "private":
        yield Finding(PRIVATE, model.name, "access", f"its access is {model.access or 'not said'}")
    schema = str(model.node.get("schema") or "")
    if PUBLISHED_SCHEMA.search(schema):
        yield Finding(PRIVATE, model.name, "schema", f"it stands in the schema {schema}")
    grants = model.node.get("config", {}).get("grants") or {}
    if grants:
        yield Finding(PRIVATE, model.name, "grants", f"it is granted to {sorted(grants)}")


def _exposures(project: Project, people: set[str]) -> Iterator[Finding]:
    for exposure in project.exposures:
        read = set(exposure["depends_on"]["nodes"])
        if not read & people:
            continue
        if read - people:
            what = "the exposure shows single people beside what leaders read"
            yield Finding(INSIDE, exposure["name"], "", what)
        meta = {**exposure.get("meta", {}), **exposure.get("config", {}).get("meta", {})}
        for decision in meta.get("decisions") or ["(none said)"]:
            if decision not in ALLOWED_DECISIONS:
                what = f"it serves {decision!r}"
                yield Finding(USES, exposure["name"], "decisions", what)
