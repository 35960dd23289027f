"""organisation.yml: from the document to the rows of its streams.

Here: the document's outline, and entry by entry validation.
Not here: rules between entries (organisation_rules.py), what a right entry's rows are
(organisation_rows.py) and reading YAML (yaml_values.py).

An entry of a list (a team, a service, a rule, a pattern) is right or wrong as a whole: a team
without its calendar, or a service without one of its owners, would be a different team or service.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from extract.sources.file_drops import organisation_rules as rules
from extract.sources.file_drops.entries import Content, Entry
from extract.sources.file_drops.files import InputFileError, shown
from extract.sources.file_drops.organisation_rows import (
    ROWS,
    generated_path_id,
    incident_rule_id,
)
from extract.sources.file_drops.schema import Finding, findings, load
from extract.sources.file_drops.tables import Tables
from extract.sources.file_drops.yaml_values import Document, read_document

FILE = "organisation.yml"
SCHEMA = "organisation"
SECTIONS = {
    "teams": "team",
    "services": "service",
    "incident_rules": "incident_rule",
    "generated_paths": "generated_path",
}
# The column that names an entry, and the streams its rows go to. Rules and patterns have no name.
_HELD = {
    "teams": ("team_id", ("teams", "team_calendars", "holidays", "github_teams", "team_aliases")),
    "services": (
        "service_id",
        ("services", "service_owners", "deployment_environments", "service_aliases"),
    ),
    "incident_rules": ("", ("incident_rules",)),
    "generated_paths": ("", ("generated_paths",)),
}


def parse(content: bytes) -> tuple[Content, Tables]:
    """The rows and rejections of organisation.yml, and every team and service it declares.

    Declared are those of wrong entries too: one wrong team must not make all the services and
    people that name it look wrong.

    Raises:
        InputFileError: the file cannot be read, or its outline is not as documented.
    """
    document = read_document(content, FILE)
    outline = _outline(document)
    entries = {name: _entries(document, name, outline.get(name) or []) for name in SECTIONS}
    team_ids = rules.declared(entries["teams"], "team_id")
    found = Content()
    checks: dict[str, rules.Check] = {
        "teams": lambda right: rules.team_findings(right, team_ids),
        "services": lambda right: rules.service_findings(right, team_ids),
        "incident_rules": lambda right: rules.repeated(right, incident_rule_id, "rule"),
        "generated_paths": lambda right: rules.repeated(right, generated_path_id, "pattern"),
    }
    for name, definition in SECTIONS.items():
        _judge(found, name, entries[name], definition, checks[name])
    tables = Tables()
    for section, (column, _) in _HELD.items():
        for name in rules.declared(entries[section], column) if column else ():
            tables.add(section, {column: name}, name)
    return found, tables


def _outline(document: Document) -> dict[str, Any]:
    """The document as a mapping whose sections are lists."""
    value = document.value
    if not isinstance(value, dict):
        raise InputFileError(FILE, "it is not a mapping", "Begin it as docs/inputs.md shows", 1)
    _check_sections(document, value)
    for name in SECTIONS:
        if not isinstance(value.get(name), list | None):
            problem = f"the section '{name}' is not a list"
            remedy = "Begin each of its entries with '- '"
            raise InputFileError(FILE, problem, remedy, document.line((name,)))
    for finding in findings(value["organisation"], SCHEMA, "organisation"):
        path = ("organisation", *finding.path)
        problem = f"{'.'.join(map(str, path))}: {finding.reason}"
        raise InputFileError(FILE, problem, finding.remedy, document.line(path))
    return value


def _check_sections(document: Document, value: Mapping[str, Any]) -> None:
    """Every needed section and no unknown one."""
    schema = load(SCHEMA)
    for name in value:
        if name not in schema["properties"]:
            known = ", ".join(schema["properties"])
            problem = f"the section '{shown(name)}' is not known"
            raise InputFileError(FILE, problem, f"Use one of: {known}", document.line((name,)))
    for name in schema["required"]:
        if name not in value:
            problem = f"the section '{name}' is missing"
            raise InputFileError(FILE, problem, "Add it as docs/inputs.md shows")


def _entries(document: Document, section: str, values: Iterable[Any]) -> list[Entry]:
    return [
        Entry(FILE, document.line((section, place)), f"{section}[{place}]", value)
        for place, value in enumerate(values)
    ]


def _judge(
    content: Content, section: str, entries: list[Entry], definition: str, check: rules.Check
) -> None:
    """Put each entry of a section among the right or the wrong ones."""
    found: dict[str, list[Finding]] = {}
    for entry in entries:
        found[entry.prefix] = findings(entry.value, SCHEMA, definition)
    right = [entry for entry in entries if not found[entry.prefix]]
    for prefix, more in check(right).items():
        found[prefix] += more
    content.entry_count += len(entries)
    accepted = [entry.value for entry in entries if not found[entry.prefix]]
    for value in accepted:
        for stream, rows in ROWS[section](value).items():
            content.add(stream, rows)
    for entry in entries:
        if found[entry.prefix]:
            content.reject([entry.reject(finding) for finding in found[entry.prefix]])
            _hold(content, section, entry.value, accepted)


def _hold(content: Content, section: str, value: Any, accepted: list[Any]) -> None:
    """Keep what is landed of a wrong entry, unless a right entry has its name."""
    column, streams = _HELD[section]
    name = value.get(column) if isinstance(value, dict) else None
    if not isinstance(name, str) or not column:
        content.hold(streams, "", None)
    elif name not in {other[column] for other in accepted}:
        content.hold(streams, column, name)
