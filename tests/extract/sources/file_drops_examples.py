"""Contents of right files, for the tests of the file drops to change.

Here: one small organisation. Not here: assertions.
"""

from __future__ import annotations

from extract.sources.file_drops.entries import Content
from extract.sources.file_drops.streams import parse

ORGANISATION = """\
organisation: {name: Harbour, github_organisation: harbour}
teams:
  - {team_id: tribe-shop, team_name: Shop, team_type: null, parent_team_id: null}
  - team_id: atlas
    team_name: Atlas
    parent_team_id: tribe-shop
    team_type: application
    github_teams: [atlas]
    calendar: [{time_zone: Europe/Berlin, valid_from: 2020-01-01}]
    holidays: [2025-12-25, 2026-01-01]
  - team_id: borealis
    team_name: Borealis
    parent_team_id: tribe-shop
    team_type: platform
    calendar:
      - {time_zone: Europe/Lisbon, valid_from: 2020-01-01, valid_to: 2024-01-01}
      - {time_zone: America/New_York, valid_from: 2024-01-01}
services:
  - service_id: checkout
    repository: harbour/checkout
    path_prefix: ""
    production_environments: [production]
    owners:
      - {team_id: atlas, valid_from: 2020-01-01, valid_to: 2025-07-01}
      - {team_id: borealis, valid_from: 2025-07-01}
  - service_id: platform
    repository: harbour/mono
    path_prefix: platform/
    owners: [{team_id: borealis, valid_from: 2020-01-01}]
incident_rules:
  - {kind: issue_label, label: incident, severity_label_prefix: "severity:"}
  - {kind: revert}
generated_paths:
  - '(^|/)package-lock\\.json$'
  - {pattern: '\\.snap$', repository: harbour/checkout}
"""

ROSTER = """\
person_id,team_id,role,valid_from,valid_to,fte,time_zone,available_fraction
anna,atlas,engineer,2024-01-01,2025-01-01,1,Europe/Berlin,0.9
anna,borealis,engineer,2025-01-01,,0.6,Europe/Berlin,0.9
anna,atlas,advisor,2025-01-01,,0.4,Europe/Berlin,0.9
bo,borealis,"engineer, on call",2024-01-01,,0.8,America/New_York,1
"""

IDENTITIES = """\
source,account,person_id,actor_kind
github,anna-gh,anna,human
github,bo-gh,bo,human
github,dependabot[bot],,bot
"""


def with_team(entry: str) -> bytes:
    """The organisation with one more team, given as a YAML flow mapping."""
    return ORGANISATION.replace("services:\n", f"  - {entry}\nservices:\n").encode()


def with_service(entry: str) -> bytes:
    """The organisation with one more service, given as a YAML flow mapping."""
    return ORGANISATION.replace("incident_rules:\n", f"  - {entry}\nincident_rules:\n").encode()


def with_roster(*rows: str) -> bytes:
    """The roster with more rows."""
    return (ROSTER + "".join(f"{row}\n" for row in rows)).encode()


def with_identities(*rows: str) -> bytes:
    """The identities with more rows."""
    return (IDENTITIES + "".join(f"{row}\n" for row in rows)).encode()


def parsed(
    organisation: bytes = ORGANISATION.encode(),
    roster: bytes = ROSTER.encode(),
    identities: bytes = IDENTITIES.encode(),
) -> Content:
    """What the files say, right ones where nothing else is given."""
    return parse(organisation, roster, identities)
