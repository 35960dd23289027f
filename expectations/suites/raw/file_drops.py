"""What organisation.yml, the roster and the identities should say.

Here: one builder a stream, named like it, the quarantine, and what follows for every file drop.
Not here: the files that need not be kept (`file_drops_kept.py`, `file_drops_operations.py`,
`file_drops_people.py`), how a row is read and judged one by one (`extract/sources/file_drops`),
allowed values (`sig_schema_drift`).
"""

from __future__ import annotations

from expectations.consequence import BLOCKS, MISSING, PARTIAL, rules
from expectations.suite import Suite, between, known, matching, none, ordered, rows, suite
from expectations.suites.raw import file_drops_kept, file_drops_operations, file_drops_people

PATTERN_OF_ZONES = r"^[A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+)*$"


def teams() -> Suite:
    """There are teams, each with a name."""
    return suite("raw_file_drops_teams", known("team_id", "team_name"), rows(1))


def team_calendars() -> Suite:
    """Every span of a calendar has a zone and an order."""
    return suite(
        "raw_file_drops_team_calendars",
        known("team_calendar_id", "team_id", "time_zone", "valid_from"),
        matching("time_zone", PATTERN_OF_ZONES, "a name of the IANA time zone database"),
        ordered("valid_from", "valid_to"),
    )


def holidays() -> Suite:
    """A holiday is a day of a team."""
    return suite("raw_file_drops_holidays", known("holiday_id", "team_id", "holiday_date"))


def services() -> Suite:
    """There are services, each in a repository; the prefix of a whole repository is empty."""
    return suite(
        "raw_file_drops_services", known("service_id", "repository", "path_prefix"), rows(1)
    )


def service_owners() -> Suite:
    """An owner owns from a day on, and ends after it."""
    return suite(
        "raw_file_drops_service_owners",
        known("service_owner_id", "service_id", "team_id", "valid_from"),
        ordered("valid_from", "valid_to"),
    )


def deployment_environments() -> Suite:
    """A production environment belongs to a service."""
    return suite(
        "raw_file_drops_deployment_environments",
        known("deployment_environment_id", "service_id", "environment"),
    )


def incident_rules() -> Suite:
    """A rule has a kind."""
    return suite("raw_file_drops_incident_rules", known("incident_rule_id", "kind"))


def generated_paths() -> Suite:
    """A pattern is there to be matched."""
    return suite("raw_file_drops_generated_paths", known("generated_path_id", "pattern"))


def github_teams() -> Suite:
    """A team of GitHub stands for one of ours."""
    return suite("raw_file_drops_github_teams", known("github_team_id", "team_id", "slug"))


def roster() -> Suite:
    """There are people, each in a team from a day on, with a capacity."""
    return suite(
        "raw_file_drops_roster",
        known("roster_id", "person_id", "team_id", "valid_from", "time_zone"),
        matching("time_zone", PATTERN_OF_ZONES, "a name of the IANA time zone database"),
        ordered("valid_from", "valid_to"),
        between("fte", 0, 1),
        between("available_fraction", 0, 1),
        rows(1),
    )


def identities() -> Suite:
    """There are accounts, each of a kind."""
    return suite(
        "raw_file_drops_identities",
        known("identity_id", "source", "account", "actor_kind"),
        rows(1),
    )


def team_aliases() -> Suite:
    """A tool calls a team by a name."""
    return suite(
        "raw_file_drops_team_aliases", known("team_alias_id", "team_id", "source", "external_id")
    )


def service_aliases() -> Suite:
    """A tool calls a service by a name."""
    return suite(
        "raw_file_drops_service_aliases",
        known("service_alias_id", "service_id", "source", "external_id"),
    )


def rejections() -> Suite:
    """No row of any file is rejected."""
    return suite("raw_file_drops_rejections", none("rejection", "no row is rejected"))


RULES = (
    *rules(
        BLOCKS,
        teams,
        team_calendars,
        holidays,
        services,
        service_owners,
        deployment_environments,
        incident_rules,
        generated_paths,
        github_teams,
        team_aliases,
        service_aliases,
    ),
    *rules(MISSING, roster, identities),
    *rules(PARTIAL, *file_drops_kept.ALL, *file_drops_operations.ALL, *file_drops_people.ALL),
)
