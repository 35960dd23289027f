"""What teams plan: sprints and their frozen scopes, and dates stated with confidence.

Belongs here: the metrics over commitments and forecasts. Does not belong here: the flow of single
items (`flow.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tests.reference.calendar import GRAINS, Period, at_local_time, local_day
from tests.reference.catalogue import Rule
from tests.reference.context import Context
from tests.reference.items import Item
from tests.reference.tracker import Tracker
from tests.reference.work_items import WorkItem, instant

FROZEN_AFTER = timedelta(hours=24)
BY_MONTH = ("month", "quarter")
SHIPPING = frozenset({"platform", "application"})
RULES = (
    Rule(
        "predictability",
        "ratio",
        20,
        team_types=SHIPPING,
        is_proportion=True,
        events=("inputs.forecasts",),
    ),
    Rule(
        "sprint_say_do",
        "ratio",
        20,
        team_types=SHIPPING,
        grains=BY_MONTH,
        is_proportion=True,
        events=("jira",),
    ),
    Rule(
        "scope_completion",
        "ratio",
        20,
        team_types=frozenset({"application"}),
        grains=BY_MONTH,
        is_proportion=True,
        events=("jira",),
    ),
    Rule(
        "scope_change",
        "ratio",
        20,
        team_types=frozenset({"application"}),
        grains=BY_MONTH,
        events=("jira",),
    ),
)


@dataclass(frozen=True)
class Sprint:
    """A sprint that is over."""

    sprint_id: int
    started_at: datetime
    ended_at: datetime

    @property
    def frozen_at(self) -> datetime:
        """When what is in it becomes its commitment."""
        return min(self.started_at + FROZEN_AFTER, self.ended_at)


def place(context: Context) -> None:
    """Place forecasts and the scopes of sprints."""
    _place_forecasts(context)
    tracker = Tracker(context)
    latest: dict[tuple[str, Period, str], tuple[datetime, Item]] = {}
    for sprint in _sprints(context):
        for item in tracker.items:
            _place_scope(context, tracker, sprint, item, latest)
    for (team_id, period, _), (_, entry) in latest.items():
        context.placing.add_at_end("scope_completion", team_id, period, entry)


def _place_forecasts(context: Context) -> None:
    """A forecast counts at its stated day, once that has passed."""
    for row in context.inputs("forecasts"):
        due = date.fromisoformat(row["forecast_on"])
        zone = context.organisation.zone(row["team_id"], due)
        begun = row["started_on"] or row["finished_on"] or "9999-12-31"
        if row["stated_on"] >= begun or due >= local_day(context.as_of, zone):
            continue
        is_kept = bool(row["finished_on"]) and row["finished_on"] <= row["forecast_on"]
        entry = Item(key=row["forecast_id"], numerator=float(is_kept), denominator=1.0)
        noon = at_local_time(due, time(12), zone)
        context.placing.add("predictability", row["team_id"], noon, entry)


def _sprints(context: Context) -> Iterator[Sprint]:
    for row in context.tool("jira").get("sprints", {}).values():
        closed = instant(row["complete_at"]) if row["complete_at"] else None
        if closed is None or closed > context.as_of:
            closed = instant(row["end_at"]) if row["end_at"] else None
        started = instant(row["start_at"]) if row["start_at"] else None
        if closed and started and started < closed <= context.as_of:
            yield Sprint(row["sprint_id"], started, closed)


def _place_scope(
    context: Context,
    tracker: Tracker,
    sprint: Sprint,
    item: WorkItem,
    latest: dict[tuple[str, Period, str], tuple[datetime, Item]],
) -> None:
    is_frozen = sprint.sprint_id in item.sprints_at(sprint.frozen_at)
    is_there = sprint.sprint_id in item.sprints_at(sprint.ended_at, just_before=True)
    dones = [spell for spell in item.spells if spell.category == "done"]
    was_done = any(spell.covers(sprint.started_at) for spell in dones)
    if was_done or not (is_frozen or is_there):
        return
    team_id = tracker.team(item, sprint.frozen_at if is_frozen else sprint.ended_at)
    is_completed = any(
        spell.covers(sprint.ended_at) and spell.has_lasted and not item.is_abandonment(spell)
        for spell in dones
    )
    people, key = tracker.assignee(item), (sprint.sprint_id, item.key)
    change = Item(
        key=key,
        people=people,
        numerator=float(is_frozen != is_there),
        denominator=float(is_frozen),
    )
    context.placing.add("scope_change", team_id, sprint.ended_at, change)
    if not is_frozen or team_id is None:
        return
    said = Item(key=key, people=people, numerator=float(is_completed), denominator=1.0)
    context.placing.add("sprint_say_do", team_id, sprint.ended_at, said)
    for grain in GRAINS:
        period = context.organisation.period(team_id, sprint.ended_at, grain)
        place, entry = (team_id, period, item.key), Item(item.key, people, None, is_completed, 1.0)
        if place not in latest or latest[place][0] < sprint.ended_at:
            latest[place] = (sprint.ended_at, entry)
