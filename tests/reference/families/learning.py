"""What teams learn from incidents, what their on-call has, and which documents are verified.

Belongs here: the six metrics made of files that people keep. Does not belong here: pages and
shifts (`paging.py`).
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.reference.calendar import DAY, GRAINS, Period, local_day, midnight, period_of
from tests.reference.catalogue import SHIPPING_TEAMS, Rule
from tests.reference.context import Context
from tests.reference.identity import is_in_force
from tests.reference.items import Item
from tests.reference.statistics import Span, weighted_kappa

RULES = (
    Rule("postmortem_quality", "ratio", 5, team_types=SHIPPING_TEAMS, grains=("quarter",)),
    Rule(
        "action_done_on_time",
        "survival",
        20,
        team_types=SHIPPING_TEAMS,
        grains=("quarter",),
        within=90,
    ),
    Rule(
        "repeat_factor_share",
        "ratio",
        20,
        team_types=SHIPPING_TEAMS,
        grains=("month", "quarter"),
        is_proportion=True,
    ),
    Rule(
        "monitoring_detected_share",
        "ratio",
        20,
        team_types=SHIPPING_TEAMS,
        grains=("month", "quarter"),
        is_proportion=True,
    ),
    Rule(
        "oncall_maturity",
        "ratio",
        10,
        team_types=frozenset({"platform"}),
        grains=("month", "quarter"),
    ),
    Rule(
        "docs_freshness",
        "ratio",
        2,
        team_types=frozenset({"platform", "developer_experience"}),
        grains=("month", "quarter"),
    ),
)
YEAR = timedelta(days=365)
VERIFIED_FOR = timedelta(days=180)
ITEMS = 8
LEAST_KAPPA = Fraction(6, 10)
LEAST_TWICE = Fraction(1, 5)


def place(context: Context) -> None:
    """The items of all six."""
    place_postmortems(context)
    place_actions(context)
    place_factors(context)
    place_checklists(context)
    place_documents(context)


def begins(context: Context, team_id: str, day: str) -> datetime:
    """The instant a local day of a team begins."""
    written = date.fromisoformat(day)
    return midnight(written, context.organisation.zone(team_id, written))


def items_met(row: dict[str, str]) -> int:
    """How many items of a scoring are ticked."""
    asked = [name for name in row if name.startswith(("has_", "names_", "is_published_"))]
    assert len(asked) == ITEMS
    return sum(row[name] == "true" for name in asked)


def agree(context: Context, quarter: Period) -> bool:
    """Whether the scorings of the year up to the end of a quarter may be published."""
    firsts: dict[str, int] = {}
    seconds: dict[str, int] = {}
    for row in context.inputs("postmortems"):
        ended = date.fromisoformat(row["incident_ended_on"])
        if quarter.end - YEAR <= ended < quarter.end:
            scores = firsts if row["scoring"] == "first" else seconds
            scores[row["postmortem_id"]] = items_met(row)
    pairs = [(first, seconds[name]) for name, first in firsts.items() if name in seconds]
    kappa = weighted_kappa(pairs, ITEMS)
    is_agreed = kappa is not None and kappa >= LEAST_KAPPA
    return is_agreed and len(pairs) >= LEAST_TWICE * len(firsts)


def place_postmortems(context: Context) -> None:
    """Each postmortem in the quarter its incident ended in, by its first scoring."""
    known: dict[Period, bool] = {}
    for row in context.inputs("postmortems"):
        ended_at = begins(context, row["team_id"], row["incident_ended_on"])
        if row["scoring"] != "first" or ended_at > context.as_of:
            continue
        quarter = context.organisation.period(row["team_id"], ended_at, "quarter")
        known.setdefault(quarter, agree(context, quarter))
        item = Item(
            key=row["postmortem_id"],
            numerator=items_met(row),
            denominator=ITEMS,
            is_withheld=not known[quarter],
        )
        context.placing.add_at_end("postmortem_quality", row["team_id"], quarter, item)


def place_actions(context: Context) -> None:
    """Each action in the quarter it was opened in, with the days it took or has been open."""
    for row in context.inputs("incident_actions"):
        opened_at = begins(context, row["team_id"], row["opened_on"])
        if opened_at > context.as_of:
            continue
        opened = date.fromisoformat(row["opened_on"])
        zone = context.organisation.zone(row["team_id"], opened)
        today = local_day(context.as_of, zone)
        done = date.fromisoformat(row["done_on"]) if row["done_on"] else None
        is_done = done is not None and done <= today
        length = (done if done and is_done else today) - opened
        item = Item(key=row["action_id"], span=Span(length.days, is_done))
        context.placing.add("action_done_on_time", row["team_id"], opened_at, item)


def place_factors(context: Context) -> None:
    """Each incident in the period it began in: how it was noticed, whether a factor came back."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    seen: dict[tuple[str, str], list[date]] = defaultdict(list)
    for row in context.inputs("incident_factors"):
        if begins(context, row["team_id"], row["happened_on"]) <= context.as_of:
            rows[row["incident_id"]].append(row)
            if row["factor_id"]:
                day = date.fromisoformat(row["happened_on"])
                seen[row["team_id"], row["factor_id"]].append(day)
    for incident_id, about in rows.items():
        team_id, day = about[0]["team_id"], date.fromisoformat(about[0]["happened_on"])
        began_at = begins(context, team_id, about[0]["happened_on"])
        noticed = about[0]["detected_by"] == "monitoring"
        item = Item(key=incident_id, numerator=noticed, denominator=1)
        context.placing.add("monitoring_detected_share", team_id, began_at, item)
        factors = [row["factor_id"] for row in about if row["factor_id"]]
        if factors:
            is_repeated = any(
                timedelta(0) < day - before <= YEAR
                for factor in factors
                for before in seen[team_id, factor]
            )
            item = Item(key=incident_id, numerator=is_repeated, denominator=1)
            context.placing.add("repeat_factor_share", team_id, began_at, item)


def periods_begun(context: Context, team_id: str, since: date) -> list[Period]:
    """The periods of a team from the one of a day to the one that is open now."""
    found = []
    for grain in GRAINS:
        period = period_of(since, grain)
        while context.organisation.starts_at(team_id, period) < context.as_of:
            found.append(period)
            period = period.following
    return found


def place_checklists(context: Context) -> None:
    """At the end of each period the latest answer to every item, if it is not too old."""
    answers: dict[tuple[str, str], dict[date, bool]] = defaultdict(dict)
    for row in context.inputs("oncall_checklists"):
        if begins(context, row["team_id"], row["assessed_on"]) <= context.as_of:
            is_shown = row["is_met"] == "true" and bool(row["evidence_url"])
            answers[row["team_id"], row["item"]][date.fromisoformat(row["assessed_on"])] = is_shown
    for (team_id, name), given in answers.items():
        for period in periods_begun(context, team_id, min(given)):
            valid = [day for day in given if period.end - YEAR <= day < period.end]
            if valid:
                is_shown = given[max(valid)]
                item = Item(key=(team_id, name), numerator=is_shown, denominator=0.1)
                context.placing.add_at_end("oncall_maturity", team_id, period, item)


def place_documents(context: Context) -> None:
    """At the end of each period the services a team owns, and whether one holds for them."""
    days: dict[str, list[date]] = defaultdict(list)
    for row in context.inputs("documentation_verifications"):
        days[row["service_id"]].append(date.fromisoformat(row["verified_on"]))
    if not days:
        return
    known_from = min(day for verified in days.values() for day in verified)
    for service in context.ownership.services:
        for team_id, owned_from, owned_to in service.owners:
            for period in periods_begun(context, team_id, known_from):
                end = min(context.organisation.ends_at(team_id, period), context.as_of)
                zone = context.organisation.zone(team_id, period.start)
                last = min(period.end - DAY, local_day(context.as_of, zone))
                if not is_in_force(owned_from, owned_to, end.date()) or last < known_from:
                    continue
                held = (last - VERIFIED_FOR <= day <= last for day in days[service.service_id])
                item = Item(key=service.service_id, numerator=any(held), denominator=1)
                context.placing.add_at_end("docs_freshness", team_id, period, item)
