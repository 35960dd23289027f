"""Who was paged, when, and whether anybody had to do something.

Belongs here: the three metrics made of PagerDuty's log and rotas. Does not belong here: incidents
as such.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.reference.calendar import DAY, WORKING_DAYS, local_day, midnight
from tests.reference.catalogue import Rule
from tests.reference.context import Context
from tests.reference.identity import is_in_force
from tests.reference.items import Item
from tests.reference.records import RosterRow

PLATFORM = frozenset({"platform"})
EVENTS = ("pagerduty",)
RULES = (
    Rule("pages_per_shift", "rate", team_types=PLATFORM, events=EVENTS),
    Rule(
        "actionable_page_share",
        "ratio",
        20,
        team_types=PLATFORM,
        grains=("month", "quarter"),
        is_behavioural=True,
        is_proportion=True,
        events=EVENTS,
    ),
    Rule("after_hours_pages", "ratio", 20, team_types=PLATFORM, is_proportion=True, events=EVENTS),
)
SHIFT_SECONDS = 12 * 3600
FIRST_HOUR, LAST_HOUR = 8, 19
NO_WORK = {"trigger", "acknowledge", "unacknowledge", "snooze", "notify"}

Entry = Mapping[str, Any]


def instant(text: str) -> datetime:
    """An instant of PagerDuty."""
    return datetime.fromisoformat(text).astimezone(UTC)


@dataclass(frozen=True)
class People:
    """Whose PagerDuty's accounts are, and where they are in which quarter."""

    persons: Mapping[str, str]
    rows: tuple[RosterRow, ...]

    def stays(self, user_id: str) -> list[RosterRow]:
        """The rows of the roster of an account's person."""
        person_id = self.persons.get(user_id.lower())
        return [row for row in self.rows if person_id and row.person_id == person_id]


def people_of(context: Context) -> People:
    """Everybody whom the identities name for PagerDuty."""
    persons = {
        row["account"].lower(): row["person_id"]
        for row in context.inputs("identities")
        if row["source"] == "pagerduty" and row["person_id"]
    }
    return People(persons, context.identities.reporting)


def place(context: Context) -> None:
    """Pages with what became of them, and the time people were on call."""
    people = people_of(context)
    logs: dict[str, list[Entry]] = defaultdict(list)
    for entry in context.tool("pagerduty").get("log_entries", {}).values():
        if instant(entry["created_at"]) <= context.as_of:
            logs[entry["incident_id"]].append(entry)
    for incident_id, log in logs.items():
        log.sort(key=lambda entry: instant(entry["created_at"]))
        place_pages(context, people, incident_id, log)
    for duty in duties(context):
        place_duty(context, people, duty)


def worked_on(log: Sequence[Entry]) -> bool:
    """Whether somebody did more about an incident than to look at it."""
    by_people = [entry for entry in log if entry["agent_type"] == "user"]
    if any(entry["entry_type"] == "resolve" for entry in by_people):
        return True
    seen = [entry["created_at"] for entry in by_people if entry["entry_type"] == "acknowledge"]
    if not seen:
        return False
    return any(
        entry["entry_type"] not in NO_WORK and instant(entry["created_at"]) >= instant(seen[0])
        for entry in by_people
    )


def interrupted(log: Sequence[Entry]) -> dict[str, datetime]:
    """When each account was first told of an incident in a way that interrupts."""
    told: dict[str, datetime] = {}
    for entry in log:
        is_page = entry["entry_type"] == "notify" and entry["notification_type"] != "email"
        if is_page and entry["notified_user_id"]:
            told.setdefault(entry["notified_user_id"], instant(entry["created_at"]))
    return told


def place_pages(context: Context, people: People, incident_id: str, log: list[Entry]) -> None:
    """The first time each person was interrupted by an incident."""
    is_over = any(entry["entry_type"] == "resolve" for entry in log)
    is_handled = worked_on(log)
    for user_id, at in interrupted(log).items():
        for stay in people.stays(user_id):
            if not is_in_force(stay.valid_from, stay.valid_to, local_day(at, stay.time_zone)):
                continue
            key, paged = (incident_id, user_id), frozenset({stay.person_id})
            late = Item(key, paged, numerator=is_late(context, stay, at), denominator=1)
            context.placing.add("after_hours_pages", stay.team_id, at, late)
            context.placing.add("pages_per_shift", stay.team_id, at, Item(key, paged, numerator=1))
            if is_over or is_handled:
                useful = Item(key, paged, numerator=is_handled, denominator=1)
                context.placing.add("actionable_page_share", stay.team_id, at, useful)


def is_late(context: Context, stay: RosterRow, at: datetime) -> bool:
    """Whether nobody would be at work by the person's clock."""
    clock = at.astimezone(ZoneInfo(stay.time_zone))
    if clock.weekday() >= WORKING_DAYS or not FIRST_HOUR <= clock.hour < LAST_HOUR:
        return True
    return context.organisation.is_holiday(stay.team_id)(clock.date())


@dataclass(frozen=True)
class Duty:
    """Somebody's turn on the first level of a rota."""

    rota: str
    user_id: str
    start: datetime
    end: datetime


def duties(context: Context) -> Iterator[Duty]:
    """Every turn so far; a rota that several policies share has it once."""
    seen: dict[tuple[str, str, datetime], datetime] = {}
    for row in context.tool("pagerduty").get("on_calls", {}).values():
        if row["escalation_level"] != 1 or row["started_at"] is None:
            continue
        start = instant(row["started_at"])
        end = instant(row["ended_at"]) if row["ended_at"] else context.as_of
        if start < context.as_of:
            key = (row["schedule_id"] or row["escalation_policy_id"], row["user_id"], start)
            seen[key] = max(end, seen.get(key, end))
    for (rota, user_id, start), end in seen.items():
        yield Duty(rota, user_id, start, min(end, context.as_of))


def place_duty(context: Context, people: People, duty: Duty) -> None:
    """A turn, day by day of each team the person was in."""
    for stay in people.stays(duty.user_id):
        at = max(duty.start, midnight(stay.valid_from, stay.time_zone))
        end = duty.end
        if stay.valid_to:
            end = min(end, midnight(stay.valid_to, stay.time_zone))
        while at < end:
            day = context.organisation.local_day(stay.team_id, at)
            tomorrow = day + DAY
            zone = context.organisation.zone(stay.team_id, tomorrow)
            until = min(end, midnight(tomorrow, zone))
            item = Item(
                key=(duty.rota, duty.user_id, at),
                denominator=(until - at).total_seconds() / SHIFT_SECONDS,
            )
            context.placing.add("pages_per_shift", stay.team_id, at, item)
            at = until
