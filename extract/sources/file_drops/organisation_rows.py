"""The landed rows of right entries of organisation.yml.

Here: one function a section, from an entry to its rows by stream. Not here: whether an entry is
right (organisation.py, organisation_rules.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from extract.core.source import Row
from extract.sources.file_drops.entries import as_date, as_json

# The first day of a team that says none: before any data, so that the data decide.
_ALWAYS = "1900-01-01"


def _team_rows(team: Mapping[str, Any]) -> dict[str, list[Row]]:
    team_id = team["team_id"]
    calendars = team.get("calendar", [])
    first_day = min((entry["valid_from"] for entry in calendars), default=_ALWAYS)
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
        "team_aliases": _alias_rows("team", team),
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
        "service_aliases": _alias_rows("service", service),
    }


def _alias_rows(kind: str, entry: Mapping[str, Any]) -> list[Row]:
    """What tools call a team or a service."""
    name = entry[f"{kind}_id"]
    return [
        {
            f"{kind}_alias_id": f"{name}:{source}:{external_id}",
            f"{kind}_id": name,
            "source": source,
            "external_id": external_id,
        }
        for source, external_ids in entry.get("aliases", {}).items()
        for external_id in external_ids
    ]


def _folder(prefix: str) -> str:
    """A folder with its final slash, so that `pay` does not own `payments/`."""
    return f"{prefix.rstrip('/')}/" if prefix else ""


def _incident_rule_rows(rule: Mapping[str, Any]) -> dict[str, list[Row]]:
    columns = ("kind", "label", "severity_label_prefix", "service_label_prefix")
    row: Row = {name: rule.get(name) for name in columns}
    row |= {"incident_rule_id": incident_rule_id(rule), "raw_json": as_json(rule)}
    return {"incident_rules": [row]}


def _generated_path_rows(value: Any) -> dict[str, list[Row]]:
    row = {
        "generated_path_id": generated_path_id(value),
        "pattern": value if isinstance(value, str) else value["pattern"],
        "repository": None if isinstance(value, str) else value.get("repository"),
        "raw_json": as_json(value),
    }
    return {"generated_paths": [row]}


def incident_rule_id(rule: Mapping[str, Any]) -> str:
    """What no two rules share."""
    return f"{rule['kind']}:{rule.get('label', '')}"


def generated_path_id(value: Any) -> str:
    """What no two patterns share."""
    if isinstance(value, str):
        return f"*:{value}"
    return f"{value.get('repository', '*')}:{value['pattern']}"


def _validity(entry: Mapping[str, Any]) -> Row:
    return {
        "valid_from": as_date(entry["valid_from"]),
        "valid_to": as_date(entry.get("valid_to")),
        "raw_json": as_json(entry),
    }


ROWS: dict[str, Callable[[Any], dict[str, list[Row]]]] = {
    "teams": _team_rows,
    "services": _service_rows,
    "incident_rules": _incident_rule_rows,
    "generated_paths": _generated_path_rows,
}
"""By section, what makes an entry's rows by stream."""
