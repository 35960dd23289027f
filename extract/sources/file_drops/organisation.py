"""organisation.yml: from the document to the rows of its streams.

Here: the document's outline, entry by entry validation, and the rows of right entries.
Not here: rules between entries (organisation_rules.py) and reading YAML (yaml_values.py).

An entry of a list (a team, a service, a rule, a pattern) is right or wrong as a whole: a team
without its calendar, or a service without one of its owners, would be a different team or service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from extract.core.source import Row
from extract.sources.file_drops import organisation_rules as rules
from extract.sources.file_drops.entries import Content, Entry, as_date, as_json
from extract.sources.file_drops.files import InputFileError, shown
from extract.sources.file_drops.schema import Finding, findings, load
from extract.sources.file_drops.yaml_values import Document, read_document

FILE = "organisation.yml"
SCHEMA = "organisation"
# The first day of a team that says none: before any data, so that the data decide.
ALWAYS = "1900-01-01"
SECTIONS = {
    "teams": "team",
    "services": "service",
    "incident_rules": "incident_rule",
    "generated_paths": "generated_path",
}
# The column that names an entry, and the streams its rows go to. Rules and patterns have no name.
_HELD = {
    "teams": ("team_id", ("teams", "team_calendars", "holidays", "github_teams")),
    "services": ("service_id", ("services", "service_owners", "deployment_environments")),
    "incident_rules": ("", ("incident_rules",)),
    "generated_paths": ("", ("generated_paths",)),
}


def parse(content: bytes) -> tuple[Content, frozenset[str]]:
    """The rows and rejections of organisation.yml, and every team_id it declares.

    Declared are the teams of wrong entries too: one wrong team must not make all the services and
    people that name it look wrong.

    Raises:
        InputFileError: the file cannot be read, or its outline is not as documented.
    """
    document = read_document(content, FILE)
    outline = _outline(document)
    entries = {name: _entries(document, name, outline.get(name) or []) for name in SECTIONS}
    team_ids = rules.declared_team_ids(entries["teams"])
    found = Content()
    checks: dict[str, rules.Check] = {
        "teams": lambda right: rules.team_findings(right, team_ids),
        "services": lambda right: rules.service_findings(right, team_ids),
        "incident_rules": lambda right: rules.repeated(right, _incident_rule_id, "rule"),
        "generated_paths": lambda right: rules.repeated(right, _generated_path_id, "pattern"),
    }
    for name, definition in SECTIONS.items():
        _judge(found, name, entries[name], definition, checks[name])
    return found, team_ids


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
        for stream, rows in _ROWS[section](value).items():
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


def _team_rows(team: Mapping[str, Any]) -> dict[str, list[Row]]:
    team_id = team["team_id"]
    calendars = team.get("calendar", [])
    first_day = min((entry["valid_from"] for entry in calendars), default=ALWAYS)
    row = {
        "team_id": team_id,
        "team_name": team["team_name"],
        "parent_team_id": team.get("parent_team_id"),
        "team_type": team.get("team_type"),
        "valid_from": as_date(team.get("valid_from", first_day)),
        "raw_json": as_json(team),
    }
    return {
        "teams": [row],
        "team_calendars": [
            {
                "team_calendar_id": f"{team_id}:{entry['valid_from']}",
                "team_id": team_id,
                "time_zone": entry["time_zone"],
                **_validity(entry),
            }
            for entry in calendars
        ],
        "holidays": [
            {"holiday_id": f"{team_id}:{day}", "team_id": team_id, "holiday_date": as_date(day)}
            for day in team.get("holidays", [])
        ],
        "github_teams": [
            {"github_team_id": f"{team_id}:{slug}", "team_id": team_id, "slug": slug}
            for slug in team.get("github_teams", [])
        ],
    }


def _service_rows(service: Mapping[str, Any]) -> dict[str, list[Row]]:
    service_id = service["service_id"]
    row = {
        "service_id": service_id,
        "repository": service["repository"],
        "path_prefix": _folder(service.get("path_prefix", "")),
        "raw_json": as_json(service),
    }
    return {
        "services": [row],
        "service_owners": [
            {
                "service_owner_id": f"{service_id}:{entry['team_id']}:{entry['valid_from']}",
                "service_id": service_id,
                "team_id": entry["team_id"],
                **_validity(entry),
            }
            for entry in service["owners"]
        ],
        "deployment_environments": [
            {
                "deployment_environment_id": f"{service_id}:{name}",
                "service_id": service_id,
                "environment": name,
            }
            for name in service.get("production_environments", [])
        ],
    }


def _folder(prefix: str) -> str:
    """A folder with its final slash, so that `pay` does not own `payments/`."""
    return f"{prefix.rstrip('/')}/" if prefix else ""


def _incident_rule_rows(rule: Mapping[str, Any]) -> dict[str, list[Row]]:
    columns = ("kind", "label", "severity_label_prefix", "service_label_prefix")
    row: Row = {name: rule.get(name) for name in columns}
    row |= {"incident_rule_id": _incident_rule_id(rule), "raw_json": as_json(rule)}
    return {"incident_rules": [row]}


def _generated_path_rows(value: Any) -> dict[str, list[Row]]:
    row = {
        "generated_path_id": _generated_path_id(value),
        "pattern": value if isinstance(value, str) else value["pattern"],
        "repository": None if isinstance(value, str) else value.get("repository"),
        "raw_json": as_json(value),
    }
    return {"generated_paths": [row]}


def _incident_rule_id(rule: Mapping[str, Any]) -> str:
    return f"{rule['kind']}:{rule.get('label', '')}"


def _generated_path_id(value: Any) -> str:
    if isinstance(value, str):
        return f"*:{value}"
    return f"{value.get('repository', '*')}:{value['pattern']}"


def _validity(entry: Mapping[str, Any]) -> Row:
    return {
        "valid_from": as_date(entry["valid_from"]),
        "valid_to": as_date(entry.get("valid_to")),
        "raw_json": as_json(entry),
    }


_ROWS: dict[str, Callable[[Any], dict[str, list[Row]]]] = {
    "teams": _team_rows,
    "services": _service_rows,
    "incident_rules": _incident_rule_rows,
    "generated_paths": _generated_path_rows,
}
