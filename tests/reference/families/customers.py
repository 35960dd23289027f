"""What customers do with what teams build.

Belongs here: adoption, activation, conversion, what each is read with, and contacts with support.
Does not belong here: what the files may hold (`extract/sources/file_drops`).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from tests.reference.calendar import Period, midnight, period_of
from tests.reference.catalogue import Rule
from tests.reference.context import Context
from tests.reference.items import Item

Row = Mapping[str, str]
GRAINS = ("month", "quarter")
APPLICATION = frozenset({"application"})
INSIDE = frozenset({"platform", "developer_experience"})
LEAST = 20
ACTIVATION_DAYS, RETENTION_DAYS, CONVERSION_DAYS = 7, 28, 30
PER_ACCOUNTS, PER_DAYS = 1000, 28


def _share(metric_id: str, team_types: frozenset[str] = APPLICATION) -> Rule:
    """A share of things that a file has counted already."""
    return Rule(
        metric_id,
        "ratio",
        LEAST,
        team_types=team_types,
        grains=GRAINS,
        is_proportion=True,
        counted_by="denominator",
    )


RULES = (
    _share("adoption"),
    _share("adoption_retention"),
    _share("paved_road_adoption", INSIDE),
    _share("activation"),
    _share("activation_retention"),
    _share("conversion"),
    _share("conversion_reversal"),
    Rule(
        "support_contact_rate",
        "ratio",
        LEAST,
        team_types=APPLICATION,
        grains=GRAINS,
        counted_by="numerator",
    ),
)


def place(context: Context) -> None:
    """Place all of it."""
    _place_adoption(context)
    _place_activation(context)
    _place_conversion(context)
    _place_contacts(context)


def _after(context: Context, row: Row, day: date, days: int) -> bool:
    """Whether so many whole days have passed since a day, where the team is."""
    zone = context.organisation.zone(row["team_id"], day)
    return midnight(day + timedelta(days=days + 1), zone) <= context.as_of


def _start(context: Context, row: Row, day: date) -> datetime:
    return midnight(day, context.organisation.zone(row["team_id"], day))


def _place_activation(context: Context) -> None:
    for row in context.inputs("product_activation"):
        day = date.fromisoformat(row["signed_up_on"])
        key = (row["product_id"], row["activation_event_id"], row["service_id"], day)
        signups = int(row["signup_count"])
        counted: list[tuple[str, str, int]] = [
            ("activation", row["activated_count"], ACTIVATION_DAYS),
            ("activation_retention", row["retained_count"], RETENTION_DAYS),
        ]
        for metric_id, count, days in counted:
            if count and _after(context, row, day, days):
                item = Item(key=key, numerator=int(count), denominator=signups)
                context.placing.add(metric_id, row["team_id"], _start(context, row, day), item)


def _place_conversion(context: Context) -> None:
    for row in context.inputs("product_conversion"):
        day = date.fromisoformat(row["entered_on"])
        if not _after(context, row, day, CONVERSION_DAYS):
            continue
        key = (row["product_id"], row["funnel_id"], row["service_id"], day)
        at = _start(context, row, day)
        entered, converted = int(row["entered_count"]), int(row["converted_count"])
        conversion = Item(key=key, numerator=converted, denominator=entered)
        context.placing.add("conversion", row["team_id"], at, conversion)
        if row["reversed_count"]:
            reversal = Item(key=key, numerator=int(row["reversed_count"]), denominator=converted)
            context.placing.add("conversion_reversal", row["team_id"], at, reversal)


def _place_contacts(context: Context) -> None:
    for row in context.inputs("support_contacts"):
        day = date.fromisoformat(row["contacted_on"])
        if _after(context, row, day, 0):
            item = Item(
                key=(row["product_id"], row["service_id"], day),
                numerator=int(row["contact_count"]),
                denominator=int(row["active_account_count"]) / (PER_ACCOUNTS * PER_DAYS),
            )
            at = _start(context, row, day)
            context.placing.add("support_contact_rate", row["team_id"], at, item)


Population = tuple[str, str, str, str, str]


def _measurements(context: Context) -> Iterator[tuple[str, Population, date, int, int]]:
    """Metric, team and feature, day, and the two counts of every measurement."""
    for row in context.inputs("product_adoption"):
        day = date.fromisoformat(row["measured_on"])
        if not _after(context, row, day, 0):
            continue
        names = ("team_id", "product_id", "feature_id", "audience", "service_id")
        team, product, feature, audience, service = (row[name] for name in names)
        population = (team, product, feature, audience, service)
        is_external = audience == "external"
        used, eligible = int(row["adopting_account_count"]), int(row["eligible_account_count"])
        metric_id = "adoption" if is_external else "paved_road_adoption"
        yield metric_id, population, day, used, eligible
        if is_external and row["retention_cohort_count"]:
            kept, cohort = int(row["retained_account_count"]), int(row["retention_cohort_count"])
            yield "adoption_retention", population, day, kept, cohort


def _place_adoption(context: Context) -> None:
    """The latest measurement of a team's feature in a month or quarter replaces the others."""
    latest: dict[tuple[str, Population, Period], tuple[int, int]] = {}
    for metric_id, population, day, part, whole in sorted(
        _measurements(context), key=lambda measurement: measurement[2]
    ):
        for grain in GRAINS:
            latest[metric_id, population, period_of(day, grain)] = part, whole
    for (metric_id, (team_id, *feature), period), (part, whole) in latest.items():
        item = Item(key=tuple(feature), numerator=part, denominator=whole)
        context.placing.add_at_end(metric_id, team_id, period, item)
