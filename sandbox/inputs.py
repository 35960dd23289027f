"""The organisation's own files: organisation.yml, roster and identities.

Belongs here: the writing of the directory in the formats that extraction reads. Does not belong
here: what is in it (`sandbox.simulation.organisation`).
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sandbox.directory import Directory, IdentityEntry, RosterEntry, ServiceEntry, TeamEntry
from sandbox.world import World


class _WithoutAliases(yaml.SafeDumper):
    """Repeats equal values instead of pointing at the first one: people edit this file."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never an alias."""
        return True


def write(world: World, directory: str | Path) -> None:
    """Write organisation.yml, inputs/roster.csv and inputs/identities.csv below `directory`."""
    target = Path(directory)
    (target / "inputs").mkdir(parents=True, exist_ok=True)
    text = yaml.dump(
        organisation_document(world.directory),
        Dumper=_WithoutAliases,
        sort_keys=False,
        allow_unicode=True,
        width=100,
    )
    (target / "organisation.yml").write_text(text, encoding="utf-8")
    _write_csv(target / "inputs" / "roster.csv", RosterEntry, world.directory.roster)
    _write_csv(target / "inputs" / "identities.csv", IdentityEntry, world.directory.identities)


def organisation_document(directory: Directory) -> dict[str, Any]:
    """What organisation.yml says, as plain dicts and lists with real dates."""
    return {
        "organisation": {
            "name": directory.name,
            "github_organisation": directory.github_organisation,
        },
        "teams": [_team(team) for team in directory.teams],
        "services": [_service(service) for service in directory.services],
        "incident_rules": [
            {
                "kind": "issue_label",
                "label": directory.incident_label,
                "severity_label_prefix": directory.severity_label_prefix,
                "service_label_prefix": directory.service_label_prefix,
            },
            {"kind": "hotfix_label", "label": directory.hotfix_label},
            {"kind": "revert"},
        ],
        "generated_paths": list(directory.generated_paths),
    }


def _team(team: TeamEntry) -> dict[str, Any]:
    document: dict[str, Any] = {
        "team_id": team.team_id,
        "team_name": team.team_name,
        "team_type": team.team_type,
        "parent_team_id": team.parent_team_id,
    }
    if team.github_teams:
        document["github_teams"] = list(team.github_teams)
    if team.time_zone is not None:
        document["calendar"] = [{"time_zone": team.time_zone, "valid_from": team.valid_from}]
        document["holidays"] = list(team.holidays)
    return document


def _service(service: ServiceEntry) -> dict[str, Any]:
    owners = []
    for owner in service.owners:
        row: dict[str, Any] = {"team_id": owner.team_id, "valid_from": owner.valid_from}
        if owner.valid_to is not None:
            row["valid_to"] = owner.valid_to
        owners.append(row)
    return {
        "service_id": service.service_id,
        "repository": service.repository,
        "path_prefix": service.path_prefix,
        "production_environments": list(service.production_environments),
        "owners": owners,
    }


def _write_csv(path: Path, kind: type[Any], rows: Sequence[Any]) -> None:
    """One line per row under a header of the record's field names; nothing for `None`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(kind)])
        writer.writerows(_cells(astuple(row)) for row in rows)


def _cells(values: Iterable[Any]) -> list[str]:
    return ["" if value is None else _cell(value) for value in values]


def _cell(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
