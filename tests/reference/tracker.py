"""Whose the work items are: teams by their Jira projects, people by their accounts.

Belongs here: which team holds an item, who is assigned to it and who asked for it. Does not belong
here: the items themselves (`work_items.py`).
"""

from datetime import datetime

from tests.reference.calendar import local_day
from tests.reference.context import Context
from tests.reference.identity import is_in_force
from tests.reference.items import NOBODY
from tests.reference.work_items import Histories, WorkItem


class Tracker:
    """The work items of an organisation, with their teams and people."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._teams = {
            key: team_id
            for team_id, team in context.organisation.teams.items()
            for key in (team.get("aliases") or {}).get("jira", ())
        }
        self._accounts = {
            row["account"].lower(): row
            for row in context.inputs("identities")
            if row["source"] == "jira"
        }
        self.items = tuple(Histories(context.tool("jira"), context.as_of).items())
        self._planning = {
            item.project(since) for item in self.items for since, ids in item.sprints if ids
        }

    def team(self, item: WorkItem, instant: datetime, *, just_before: bool = False) -> str | None:
        """The team whose project held an item at an instant, or just before it."""
        return self._teams.get(item.project(instant, just_before=just_before) or "")

    def teams(self, item: WorkItem) -> frozenset[str]:
        """Every team that ever held an item."""
        return frozenset(self._teams[key] for _, key in item.projects if key in self._teams)

    def plans_sprints(self, project: str | None) -> bool:
        """Whether an item of a project ever was in a sprint."""
        return project in self._planning

    def assignee(self, item: WorkItem) -> frozenset[str]:
        """The person assigned to an item, if known."""
        row = self._accounts.get((item.assignee or "").lower())
        return frozenset({row["person_id"]}) if row and row["actor_kind"] == "human" else NOBODY

    def reporter(self, item: WorkItem) -> frozenset[str]:
        """The person who asked for an item, if known."""
        row = self._accounts.get((item.reporter or "").lower())
        return frozenset({row["person_id"]}) if row and row["person_id"] else NOBODY

    def is_from_outside(self, item: WorkItem, team_id: str | None) -> bool:
        """Whether somebody asked for an item who was not in the team that day."""
        row = self._accounts.get((item.reporter or "").lower())
        if not item.reporter or (row and row["actor_kind"] != "human"):
            return False
        return not any(
            member.person_id == (row and row["person_id"])
            and member.team_id == team_id
            and is_in_force(
                member.valid_from, member.valid_to, local_day(item.created_at, member.time_zone)
            )
            for member in self._context.truth.roster
        )
