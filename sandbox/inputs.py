"""The organisation's own files: organisation.yml and the CSV files below inputs/.

Belongs here: the writing of what the organisation knows in the formats that extraction reads. Does
not belong here: what is in it (`sandbox.simulation.organisation`, `sandbox.file_drops`).
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml

from sandbox import file_drops
from sandbox.directory import IdentityEntry, ServiceEntry, TeamEntry
from sandbox.file_drops import aliases
from sandbox.registry import FILES, TOOLS
from sandbox.texts.remarks import remarked
from sandbox.world import World


class _WithoutAliases(yaml.SafeDumper):
    """Repeats equal values instead of pointing at the first one: people edit this file."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never an alias."""
        return True


def write(world: World, directory: str | Path) -> None:
    """Write organisation.yml and every inputs/*.csv below `directory`."""
    target = Path(directory)
    (target / "inputs").mkdir(parents=True, exist_ok=True)
    text = yaml.dump(
        organisation_document(world),
        Dumper=_WithoutAliases,
        sort_keys=False,
        allow_unicode=True,
        width=100,
    )
    (target / "organisation.yml").write_text(text, encoding="utf-8")
    tables: dict[str, list[dict[str, Any]]] = {
        "roster": [asdict(row) for row in world.directory.roster],
        "identities": [asdict(row) for row in identities(world)],
        **file_drops.files(world),
    }
    for name, rows in tables.items():
        written = remarked(world.texts, name, rows)
        _write_csv(target / "inputs" / f"{name}.csv", written)


def identities(world: World) -> list[IdentityEntry]:
    """Whose the accounts of every tool are."""
    served = [entry for tool in TOOLS for entry in tool.accounts(world)]
    written = [entry for tool in FILES for entry in tool.accounts(world)]
    return [*world.directory.identities, *served, *written]


def organisation_document(world: World) -> dict[str, Any]:
    """What organisation.yml says, as plain dicts and lists with real dates."""
    directory = world.directory
    teams, services = aliases.of_teams(world), aliases.of_services(world)
    return {
        "organisation": {
            "name": directory.name,
            "github_organisation": directory.github_organisation,
        },
        "teams": [_team(team, teams.get(team.team_id)) for team in directory.teams],
        "services": [_service(each, services[each.service_id]) for each in directory.services],
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


def _team(team: TeamEntry, names: aliases.Aliases | None) -> dict[str, Any]:
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
    if names:
        document["aliases"] = names
    return document


def _service(service: ServiceEntry, names: aliases.Aliases) -> dict[str, Any]:
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
        "aliases": names,
        "owners": owners,
    }


def _write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """One line per row under a header of the rows' keys; nothing for `None`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=_quoting(rows))
        writer.writerow(rows[0])
        writer.writerows(_cells(row.values()) for row in rows)


def _quoting(rows: Sequence[Mapping[str, Any]]) -> Literal[0, 1]:
    """Quotes around every cell where one holds a carriage return, which the writer leaves bare."""
    is_odd = any("\r" in str(value) for row in rows for value in row.values())
    return csv.QUOTE_ALL if is_odd else csv.QUOTE_MINIMAL


def _cells(values: Iterable[Any]) -> list[str]:
    return ["" if value is None else _cell(value) for value in values]


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)
