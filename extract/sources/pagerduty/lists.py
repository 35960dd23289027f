"""The lists without time: services, escalation policies, teams, schedules.

Belongs here: reading each completely, and noticing what is gone from it. Does not belong here:
lists over time (``account.py``).
"""

from __future__ import annotations

from typing import Any

from extract.core.errors import SettingsError
from extract.core.vanished import vanished
from extract.sources.pagerduty import parsing, shapes
from extract.sources.pagerduty.account import AccountRun, Kind, identifier
from extract.sources.pagerduty.client import NotInPlanError, Question
from extract.sources.pagerduty.streams import ESCALATION_POLICIES, SCHEDULES, SERVICES, TEAMS

_SERVICES = Kind(SERVICES, Question("/services", "services"), shapes.SERVICE, parsing.service_row)
_POLICIES = Kind(
    ESCALATION_POLICIES,
    Question("/escalation_policies", "escalation_policies"),
    shapes.ESCALATION_POLICY,
    parsing.escalation_policy_row,
)
_TEAMS = Kind(TEAMS, Question("/teams", "teams"), shapes.TEAM, parsing.team_row)
_SCHEDULES = Kind(
    SCHEDULES, Question("/schedules", "schedules"), shapes.SCHEDULE, parsing.schedule_row
)


def read_teams(run: AccountRun) -> None:
    """Read the teams; where some were chosen, only those.

    Raises:
        SettingsError: A chosen team does not exist.
    """
    try:
        found = run.client.everything(_TEAMS.question)
    except NotInPlanError:
        run.log.read(TEAMS, 0, "the account's plan has no teams")
        return
    records = found.records
    if run.teams:
        records = [raw for raw in records if identifier(raw) in run.teams]
        missing = set(run.teams) - {identifier(raw) for raw in records}
        if missing and found.is_whole:
            raise SettingsError(
                f"PAGERDUTY_TEAMS holds {', '.join(sorted(missing))}, which the account does not "
                "have or the key cannot see; correct the identifiers."
            )
    expected = len(records) if run.teams else found.total
    _land(run, _TEAMS, records, expected, is_whole=found.is_whole)


def read_services(run: AccountRun) -> None:
    """Read the services."""
    _read(run, _SERVICES)


def read_escalation_policies(run: AccountRun) -> None:
    """Read the escalation policies."""
    _read(run, _POLICIES)


def read_schedules(run: AccountRun) -> None:
    """Read the schedules, without who is on them when (that is ``on_calls``)."""
    _read(run, _SCHEDULES)


def _read(run: AccountRun, kind: Kind) -> None:
    found = run.client.everything(run.of_teams(kind.question))
    _land(run, kind, found.records, found.total, is_whole=found.is_whole)


def _land(
    run: AccountRun, kind: Kind, records: list[Any], expected: int | None, *, is_whole: bool
) -> None:
    run.add_all(kind, records)
    if is_whole:
        # A record that could not be parsed is there all the same.
        seen = {identifier(raw) for raw in records}
        gone = vanished(run.landing.known_keys(kind.stream), seen, run.request)
        run.batch.add_tombstones(kind.stream, gone)
    run.note(kind.stream, expected, is_whole=is_whole)
