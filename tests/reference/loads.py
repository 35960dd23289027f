"""What people carried: every event of every kind of load.

Belongs here: which events there are, whose and when. Does not belong here: how they are spread
over a team (`workload.py`).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.reference.calendar import DAY, Period, local_day
from tests.reference.context import Context
from tests.reference.families.paging import Entry, instant, interrupted, is_late, people_of
from tests.reference.identity import is_in_force
from tests.reference.records import RosterRow
from tests.reference.tracker import Tracker
from tests.reference.work_items import Spell, WorkItem

NO_ANSWER = ("trigger", "notify")
PAGERDUTY, TRACKERS = ("pagerduty",), ("jira", "gitlab")
TOOLS = {
    "review": ("github",),
    "page": PAGERDUTY,
    "after_hours_page": PAGERDUTY,
    "incident_response": PAGERDUTY,
    "support_rota": PAGERDUTY,
    "interrupt": TRACKERS,
    "wip": TRACKERS,
}
"""In which tools somebody needs an account to be seen to carry a kind of load."""
SPEAKS = {"review": None, "interrupt": "jira", "wip": "jira"}
"""The tool before whose first event nothing is known of a kind; the others need PagerDuty."""


@dataclass(frozen=True)
class Load:
    """An event of a load: whose, in which team, and on which of that person's days."""

    kind: str
    event: Hashable
    person_id: str
    team_id: str
    day: date


class Loads:
    """The events of an organisation."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._rows: dict[str, list[RosterRow]] = defaultdict(list)
        for row in context.truth.roster:
            self._rows[row.person_id].append(row)
        self._people = people_of(context)
        self._tracker = Tracker(context)

    def __iter__(self) -> Iterator[Load]:
        yield from self._reviews()
        yield from self._incidents()
        yield from self._rotas()
        for item in self._tracker.items:
            for person_id in self._tracker.assignee(item):
                yield from self._interrupt(item, person_id)
                for at in self._held(item):
                    yield from self._carried("wip", item.key, person_id, at)

    def _carried(
        self, kind: str, event: Hashable, person_id: str | None, at: datetime
    ) -> Iterator[Load]:
        """An event in every team its person is in that day."""
        for row in self._rows.get(person_id or "", ()):
            day = local_day(at, row.time_zone)
            if is_in_force(row.valid_from, row.valid_to, day):
                yield Load(kind, event, row.person_id, row.team_id, day)

    def _reviews(self) -> Iterator[Load]:
        """The reviews of others' changes by known people, those of one day as one."""
        identities = self._context.identities
        for repository in self._context.truth.repositories:
            for change in repository.pull_requests:
                author = identities.actor(change.author)
                for review in change.reviews:
                    actor = identities.actor(review.author)
                    if actor.is_human and actor.key != author.key:
                        for load in self._carried(
                            "review", change.node_id, actor.person_id, review.submitted_at
                        ):
                            event = (change.node_id, load.day)
                            yield Load("review", event, load.person_id, load.team_id, load.day)

    def _incidents(self) -> Iterator[Load]:
        """Pages, those at night, and what was done about incidents."""
        logs: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._context.tool("pagerduty").get("log_entries", {}).values():
            if instant(entry["created_at"]) <= self._context.as_of:
                logs[entry["incident_id"]].append(entry)
        for incident_id, log in logs.items():
            log.sort(key=lambda entry: instant(entry["created_at"]))
            yield from self._pages(incident_id, log)
            answered: dict[str, datetime] = {}
            for entry in log:
                person_id = self._people.persons.get((entry["agent_id"] or "").lower())
                is_answer = entry["agent_type"] == "user" and entry["entry_type"] not in NO_ANSWER
                if person_id and is_answer:
                    answered.setdefault(person_id, instant(entry["created_at"]))
            for person_id, at in answered.items():
                yield from self._carried("incident_response", incident_id, person_id, at)

    def _pages(self, incident_id: str, log: list[Entry]) -> Iterator[Load]:
        for user_id, at in interrupted(log).items():
            event, person_id = (incident_id, user_id), self._people.persons.get(user_id.lower())
            yield from self._carried("page", event, person_id, at)
            if any(
                is_late(self._context, stay, at)
                for stay in self._people.stays(user_id)
                if is_in_force(stay.valid_from, stay.valid_to, local_day(at, stay.time_zone))
            ):
                yield from self._carried("after_hours_page", event, person_id, at)

    def _rotas(self) -> Iterator[Load]:
        """Turns at the first level of a rota."""
        for row in self._context.tool("pagerduty").get("on_calls", {}).values():
            if row["escalation_level"] != 1 or row["started_at"] is None:
                continue
            at = instant(row["started_at"])
            if at < self._context.as_of:
                event = (row["schedule_id"] or row["escalation_policy_id"], at)
                person_id = self._people.persons.get(row["user_id"].lower())
                yield from self._carried("support_rota", event, person_id, at)

    def _interrupt(self, item: WorkItem, person_id: str) -> Iterator[Load]:
        """An item begun within a day of its creation that no sprint had planned."""
        begun = item.started_at
        if begun is None or begun - item.created_at > DAY or not self._tracker.team(item, begun):
            return
        sprints = self._context.tool("jira").get("sprints", {})
        starts = [
            datetime.fromisoformat(sprint["start_at"])
            for sprint in sprints.values()
            if sprint["sprint_id"] in item.sprints_at(begun) and sprint["start_at"]
        ]
        if not any(start <= begun and item.created_at < start + DAY for start in starts):
            yield from self._carried("interrupt", item.key, person_id, begun)

    def _held(self, item: WorkItem) -> Iterator[datetime]:
        """A day before the end of each week at whose end an item was in progress."""
        for spell in item.spells:
            if spell.category == "in_progress":
                for team_id in self._tracker.teams(item):
                    yield from self._ends(item, spell, team_id)

    def _ends(self, item: WorkItem, spell: Spell, team_id: str) -> Iterator[datetime]:
        as_of = self._context.as_of
        until = spell.end or as_of
        week: Period = self._context.organisation.period(team_id, spell.start, "week")
        while self._context.organisation.starts_at(team_id, week) < min(until, as_of):
            end = min(self._context.organisation.ends_at(team_id, week), as_of)
            held_by = self._tracker.team(item, end, just_before=True)
            if spell.start < end <= until and held_by == team_id:
                yield end - DAY
            week = week.following


def ramp(joined: date, first: date, day: date) -> int:
    """How many quarters of a full share somebody carries by then: one more each thirty days."""
    return 4 if joined == first else min((day - joined) // timedelta(days=30) + 1, 4)
