"""How work items flow: cycle and lead times, work in progress, throughput, reopening.

Belongs here: the metrics over single work items. Does not belong here: what is planned
(`planning.py`), and what a work item is (`tests/reference/work_items.py`).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from tests.reference.calendar import DAY, GRAINS, WORKING_DAYS, Period, at_local_time
from tests.reference.catalogue import P85, Rule
from tests.reference.context import Context
from tests.reference.identity import is_in_force
from tests.reference.items import Item
from tests.reference.records import RosterRow
from tests.reference.statistics import Span
from tests.reference.tracker import Tracker
from tests.reference.work_items import Spell, WorkItem

HOUR = timedelta(hours=1)
REOPENED_WITHIN = timedelta(days=28)
LEAST_CYCLE = timedelta(hours=4)
BY_MONTH = ("month", "quarter")
PLATFORM, APPLICATION = frozenset({"platform"}), frozenset({"application"})
TRACKER = ("jira",)
RULES = (
    Rule("issue_cycle_time", "survival", 5, events=TRACKER),
    Rule("issue_cycle_time_p85", "survival", 10, P85, events=TRACKER),
    Rule("issue_lead_time", "survival", 5, team_types=APPLICATION, events=TRACKER),
    Rule("issue_lead_time_p85", "survival", 10, P85, team_types=APPLICATION, events=TRACKER),
    Rule("throughput", "rate", 5, is_behavioural=True, events=TRACKER),
    Rule("wip", "stock", events=TRACKER),
    Rule("wip_age_p85", "percentile", 10, P85, events=TRACKER),
    Rule("flow_consistency", "ratio", 5, grains=BY_MONTH, events=TRACKER),
    Rule("reopen_rate", "ratio", 20, is_proportion=True, events=TRACKER),
    Rule("platform_ticket_wait", "survival", 5, team_types=PLATFORM, events=TRACKER),
)


def place(context: Context) -> None:
    """Place every work item in the metrics it counts for."""
    tracker = Tracker(context)
    flow = _Flow(context, tracker)
    for item in tracker.items:
        flow.place_times(item)
        flow.place_throughput(item)
        flow.place_reopening(item)
        flow.place_ticket(item)
        flow.place_in_progress(item)
        flow.place_hours(item)
    flow.place_capacity()


class _Flow:
    def __init__(self, context: Context, tracker: Tracker) -> None:
        self._context = context
        self._tracker = tracker
        self._as_of = context.as_of
        self._organisation = context.organisation

    def place_times(self, item: WorkItem) -> None:
        """Cycle from its start, lead from its creation, until finished, given up, or now."""
        people = self._tracker.assignee(item)
        team_id = self._home(item)
        until = item.end.start if item.end else self._as_of
        is_finished = item.finished_at is not None
        starts = {"issue_cycle_time": item.started_at}
        if item.is_for_customers:
            starts["issue_lead_time"] = item.created_at
        for metric_id, since in starts.items():
            if since is None:
                continue
            entry = Item(
                key=item.key, people=people, span=Span((until - since) / HOUR, is_finished)
            )
            self._context.placing.add(metric_id, team_id, since, entry)
            self._context.placing.add(f"{metric_id}_p85", team_id, since, entry)

    def place_throughput(self, item: WorkItem) -> None:
        """Committed, finished, of some length and no clone."""
        begun, finished = item.started_at, item.finished_at
        if begun is None or finished is None or item.is_clone or finished - begun < LEAST_CYCLE:
            return
        team_id = self._tracker.team(item, finished)
        was_planned = any(ids for since, ids in item.sprints if since <= finished)
        if was_planned or not self._tracker.plans_sprints(item.project(finished)):
            entry = Item(key=item.key, people=self._tracker.assignee(item), numerator=1.0)
            self._context.placing.add("throughput", team_id, finished, entry)

    def place_capacity(self) -> None:
        """A person's working day, by the share of it that the person is there."""
        for row in self._context.truth.roster:
            for day in self._working_days(row):
                begins = at_local_time(day, time(9), row.time_zone)
                if begins <= self._as_of:
                    self._place_day(row, day, begins)

    def _place_day(self, row: RosterRow, day: date, begins: datetime) -> None:
        shares = round(row.fte * row.available_fraction * 10_000)
        entry = Item(
            key=(row.person_id, row.team_id, day), denominator=shares / (10_000 * WORKING_DAYS)
        )
        self._context.placing.add("throughput", row.team_id, begins, entry)

    def _working_days(self, row: RosterRow) -> Iterator[date]:
        is_holiday = self._organisation.is_holiday(row.team_id)
        day = row.valid_from
        while day <= self._as_of.date() + DAY and is_in_force(row.valid_from, row.valid_to, day):
            if day.weekday() < WORKING_DAYS and not is_holiday(day):
                yield day
            day += DAY

    def place_reopening(self, item: WorkItem) -> None:
        """Every time it was done, once its 28 days are over."""
        for number, spell in enumerate(item.spells):
            is_mature = self._as_of - spell.start >= REOPENED_WITHIN
            if spell.category != "done" or item.is_abandonment(spell) or not is_mature:
                continue
            is_undone = spell.end is not None and spell.end - spell.start <= REOPENED_WITHIN
            entry = Item(
                key=(item.key, number),
                people=self._tracker.assignee(item),
                numerator=float(is_undone),
                denominator=1.0,
            )
            team_id = self._tracker.team(item, spell.start)
            self._context.placing.add("reopen_rate", team_id, spell.start, entry)

    def place_ticket(self, item: WorkItem) -> None:
        """What somebody of another team asks of a platform team waits until it is taken up."""
        team_id = self._home(item)
        team = self._organisation.teams.get(team_id or "", {})
        is_asked = self._tracker.is_from_outside(item, team_id)
        if team.get("team_type") != "platform" or not is_asked:
            return
        answered = next((s.start for s in item.spells if s.category != "to_do"), None)
        is_served = answered is not None and not (item.is_abandoned and item.started_at is None)
        entry = Item(
            key=item.key,
            people=self._tracker.reporter(item),
            span=Span(((answered or self._as_of) - item.created_at) / HOUR, is_served),
        )
        self._context.placing.add("platform_ticket_wait", team_id, item.created_at, entry)

    def place_in_progress(self, item: WorkItem) -> None:
        """The ends of periods at which it was in progress."""
        begun: datetime | None = None
        for spell in item.spells:
            if spell.has_lasted:
                begun = None
            if spell.category == "in_progress":
                begun = begun or spell.start
                self._place_spell(item, spell, begun)

    def _place_spell(self, item: WorkItem, spell: Spell, begun: datetime) -> None:
        until = spell.end or self._as_of
        for team_id in self._tracker.teams(item):
            for period in self._periods(team_id, spell.start, until):
                end = min(self._organisation.ends_at(team_id, period), self._as_of)
                held_by = self._tracker.team(item, end, just_before=True)
                if spell.start < end <= until and held_by == team_id:
                    entry = Item(
                        key=item.key,
                        people=self._tracker.assignee(item),
                        value=(end - begun) / DAY,
                    )
                    self._context.placing.add_at_end("wip", team_id, period, entry)
                    self._context.placing.add_at_end("wip_age_p85", team_id, period, entry)

    def place_hours(self, item: WorkItem) -> None:
        """Its hours in progress in each period, and its whole cycle in the one it ended in."""
        team_id, over = self._home(item), item.end.start if item.end else None
        if item.started_at is None or team_id is None:
            return
        worked = self._worked(item, team_id, over or self._as_of)
        ended: dict[Period, float] = {}
        if over is not None:
            for grain in GRAINS:
                period = self._organisation.period(team_id, over, grain)
                ended[period] = (over - item.started_at) / HOUR
        for period in worked.keys() | ended.keys():
            entry = Item(
                key=item.key,
                people=self._tracker.assignee(item),
                numerator=worked.get(period, 0.0),
                denominator=ended.get(period, 0.0),
            )
            self._context.placing.add_at_end("flow_consistency", team_id, period, entry)

    def _worked(self, item: WorkItem, team_id: str, over: datetime) -> dict[Period, float]:
        """The hours in progress by period, of the spells that began before it was over."""
        worked: dict[Period, float] = {}
        for spell in item.spells:
            if spell.category != "in_progress" or spell.start >= over:
                continue
            until = spell.end or self._as_of
            for period in self._periods(team_id, spell.start, until):
                first = max(spell.start, self._organisation.starts_at(team_id, period))
                last = min(until, self._organisation.ends_at(team_id, period))
                if spell.start < last and until > first:
                    worked[period] = worked.get(period, 0.0) + (last - first) / HOUR
        return worked

    def _home(self, item: WorkItem) -> str | None:
        """The team that held it when work began, or holds it as long as none has."""
        return self._tracker.team(item, item.started_at or self._as_of)

    def _periods(self, team_id: str, first: datetime, last: datetime) -> Iterator[Period]:
        """The periods of a team from the one of an instant to the one of another."""
        for grain in GRAINS:
            period = self._organisation.period(team_id, first, grain)
            while self._organisation.starts_at(team_id, period) < min(last, self._as_of):
                yield period
                period = period.following
