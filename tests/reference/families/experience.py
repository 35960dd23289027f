"""How work feels, and how soon newcomers get into it.

Belongs here: `dev_friction` and `onboarding_time`. Does not belong here: other instruments of
surveys, and how the organisation's people change teams (`identity.py`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.reference.calendar import Period, midnight, period_of
from tests.reference.catalogue import Rule
from tests.reference.changes import LEAST_LINES, changed_lines
from tests.reference.context import Context
from tests.reference.items import Item
from tests.reference.records import RosterRow
from tests.reference.statistics import Span

Row = Mapping[str, str]
QUARTER = ("quarter",)
RULES = (
    Rule(
        "dev_friction",
        "ratio",
        20,
        team_types=frozenset({"developer_experience"}),
        grains=QUARTER,
        is_behavioural=True,
        counted_by="denominator",
        least_answering=Fraction(7, 10),
    ),
    Rule(
        "onboarding_time",
        "survival",
        5,
        Fraction(1, 2),
        team_types=frozenset({"developer_experience", "platform"}),
        grains=QUARTER,
        is_behavioural=True,
    ),
)
ABSENCE = timedelta(days=90)
NTH_CHANGE = 3
QUARTERS = 4
DAY = timedelta(days=1)


def place(context: Context) -> None:
    """Place answers and newcomers."""
    _place_answers(context)
    _place_newcomers(context)


def is_favourable(item: Row, value: int) -> bool:
    """Whether an answer lies on the good side of the middle of its scale."""
    middle = Fraction(int(item["scale_min"]) + int(item["scale_max"]), 2)
    return value < middle if item["is_reverse_keyed"] == "true" else value > middle


def _place_answers(context: Context) -> None:
    """Every person who was asked is an item; who did not answer is one without answers."""
    items = {
        (row["survey_id"], row["item_slot"]): row
        for row in context.inputs("survey_items")
        if row["instrument"] == "friction"
    }
    answers: dict[tuple[str, str, str], dict[str, list[bool]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in context.inputs("survey_responses"):
        item = items.get((row["survey_id"], row["item_slot"]))
        if item:
            wave = row["survey_id"], row["wave_id"], row["team_id"]
            answers[wave][row["respondent_hash"]].append(is_favourable(item, int(row["value"])))
    for (team_id, period), (wave, invited) in _last_waves(context, {s for s, _ in items}).items():
        given = answers[wave]
        for mark, favourable in given.items():
            item_of_one = Item(
                key=(wave, mark),
                people=frozenset({f"{wave[0]} {wave[1]} {mark}"}),
                numerator=sum(favourable),
                denominator=len(favourable),
            )
            context.placing.add_at_end("dev_friction", team_id, period, item_of_one)
        for silent in range(invited - len(given)):
            context.placing.add_at_end("dev_friction", team_id, period, Item(key=(wave, silent)))


def _last_waves(
    context: Context, surveys: set[str]
) -> dict[tuple[str, Period], tuple[tuple[str, str, str], int]]:
    """The wave that closed last in each team's quarter, and how many were asked."""
    found: dict[tuple[str, Period], tuple[tuple[str, str, str], int]] = {}
    rows = [
        row
        for row in context.inputs("survey_waves")
        if row["survey_id"] in surveys and row["closed_on"]
    ]
    # Of waves that close on one day the first by name is to stay: it comes last here.
    rows.sort(key=lambda row: (row["survey_id"], row["wave_id"]), reverse=True)
    rows.sort(key=lambda row: row["closed_on"])
    for row in rows:
        day = date.fromisoformat(row["closed_on"])
        zone = context.organisation.zone(row["team_id"], day)
        if midnight(day + DAY, zone) <= context.as_of:
            wave = row["survey_id"], row["wave_id"], row["team_id"]
            key = row["team_id"], period_of(day, "quarter")
            found[key] = wave, int(row["invited_count"])
    return found


def beginnings(rows: list[RosterRow]) -> list[list[RosterRow]]:
    """A person's stays in the order they began, apart where an absence was long."""
    spans: list[list[RosterRow]] = []
    for row in sorted(rows, key=lambda row: (row.valid_from, row.team_id)):
        ends = [stay.valid_to or date.max for stays in spans for stay in stays]
        if spans and row.valid_from <= min(date.max - ABSENCE, max(ends)) + ABSENCE:
            spans[-1].append(row)
        else:
            spans.append([row])
    return spans


def _left_at(stays: list[RosterRow]) -> datetime | None:
    """When a person was gone; `None` while nobody knows of an end."""
    if any(stay.valid_to is None for stay in stays):
        return None
    last = max(stays, key=lambda stay: stay.valid_to or date.max)
    return midnight(last.valid_to, last.time_zone) if last.valid_to else None


def _changes(context: Context) -> dict[str, list[datetime]]:
    """When each known person's changes that are more than trivial were merged, in order."""
    document = context.organisation.document
    generated = [re.compile(pattern) for pattern in document["generated_paths"]]
    found: dict[str, list[datetime]] = defaultdict(list)
    for repository in context.truth.repositories:
        for change in repository.pull_requests:
            if change.merged_at and changed_lines(change, generated) >= LEAST_LINES:
                for person in context.identities.people(context.identities.actor(change.author)):
                    found[person].append(change.merged_at)
    return {person: sorted(instants) for person, instants in found.items()}


def windows(day: date) -> Iterator[Period]:
    """The quarters whose four quarters hold a day."""
    period = period_of(day, "quarter")
    for _ in range(QUARTERS):
        yield period
        period = period.following


def _place_newcomers(context: Context) -> None:
    stays: dict[str, list[RosterRow]] = defaultdict(list)
    for row in context.identities.roster:
        stays[row.person_id].append(row)
    changes = _changes(context)
    first_trace = min(
        (
            change.created_at
            for repository in context.truth.repositories
            for change in repository.pull_requests
        ),
        default=context.as_of,
    )
    for person_id, rows in stays.items():
        if not context.identities.is_known(person_id):
            continue
        for span in beginnings(rows):
            start = midnight(span[0].valid_from, span[0].time_zone)
            if first_trace <= start < context.as_of:
                merged = changes.get(person_id, [])
                _place_start(context, span, length(start, _left_at(span), merged, context.as_of))


def length(
    start: datetime, left_at: datetime | None, merged: list[datetime], as_of: datetime
) -> Span:
    """Days until the third change, or for as long as the person was seen without it."""
    until = min(left_at or as_of, as_of)
    seen = [instant for instant in merged if start <= instant <= until]
    if len(seen) < NTH_CHANGE:
        return Span((until - start) / DAY, is_observed=False)
    return Span((seen[NTH_CHANGE - 1] - start) / DAY, is_observed=True)


def _place_start(context: Context, stays: list[RosterRow], taken: Span) -> None:
    first = stays[0]
    item = Item(
        key=(first.person_id, first.valid_from), people=frozenset({first.person_id}), span=taken
    )
    teams = Counter(stay.team_id for stay in stays if stay.valid_from == first.valid_from)
    for team_id in teams:
        for period in windows(first.valid_from):
            context.placing.add_at_end("onboarding_time", team_id, period, item)
