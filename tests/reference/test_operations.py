"""The reference's tricky rules about actions, scorings, pages and turns, worked by hand."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from lifelines import KaplanMeierFitter
from numpy.random import default_rng
from statsmodels.stats.inter_rater import cohens_kappa, to_table

from tests.reference.calendar import Period
from tests.reference.context import Context, Raw
from tests.reference.examples import at, truth
from tests.reference.families.learning import items_met
from tests.reference.families.paging import Duty, People, is_late, place_duty, worked_on
from tests.reference.statistics import Span, kaplan_meier_share, weighted_kappa

JUNE = Period("month", date(2026, 6, 1))
MAY = Period("month", date(2026, 5, 1))


def spans(text: str) -> list[Span]:
    """Lengths separated by blanks; a plus marks a censored one."""
    return [Span(float(each.rstrip("+")), not each.endswith("+")) for each in text.split()]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("10 30 50+ 100", Fraction(1, 2)),
        ("10 30 50+ 80+", None),
        ("10 30", Fraction(1)),
        ("100 120+", Fraction(0)),
        ("90", Fraction(1)),
    ],
)
def test_the_share_done_by_day_90_is_unknown_where_all_that_is_left_is_young(
    text: str, share: Fraction | None
) -> None:
    assert kaplan_meier_share(spans(text), 90) == share


def test_the_share_on_the_curve_is_that_of_lifelines() -> None:
    draw = default_rng(20260706)
    for _ in range(20):
        lengths = draw.integers(1, 200, 60)
        ended = draw.random(60) < 0.6
        curve = KaplanMeierFitter().fit(lengths, ended)
        known = [Span(float(n), bool(e)) for n, e in zip(lengths, ended, strict=True)]
        share = kaplan_meier_share(known, 90)
        assert share is not None
        assert float(share) == pytest.approx(1 - curve.predict(90))


def test_weighted_kappa_is_that_of_statsmodels() -> None:
    draw = default_rng(20260706)
    firsts = draw.integers(0, 9, 80)
    seconds = (firsts + draw.integers(-1, 2, 80)).clip(0, 8)
    pairs = [(int(a), int(b)) for a, b in zip(firsts, seconds, strict=True)]
    table, _ = to_table([list(pair) for pair in pairs], bins=9)
    theirs = cohens_kappa(table, wt="linear", return_results=False)
    ours = weighted_kappa(pairs, 8)
    assert ours is not None
    assert float(ours) == pytest.approx(theirs)
    assert weighted_kappa([(5, 5), (5, 5)], 8) is None
    assert weighted_kappa([], 8) is None


def test_all_eight_items_of_a_postmortem_are_found() -> None:
    names = (
        "has_timeline_with_clock_source has_quantified_customer_impact has_two_contributing_factors"
        " has_detection_analysis has_what_went_well has_actions_with_owner_and_date"
        " is_published_in_five_business_days names_no_person_as_cause"
    )
    row = dict.fromkeys(names.split(), "true")
    assert items_met(row | {"postmortem_id": "m", "has_what_went_well": "false"}) == 7


def entry(kind: str, minute: int, agent: str = "user") -> dict[str, Any]:
    return {
        "entry_type": kind,
        "created_at": f"2026-06-01T10:{minute:02}:00+00:00",
        "agent_type": agent,
    }


@pytest.mark.parametrize(
    ("log", "is_worked_on"),
    [
        ([entry("acknowledge", 5), entry("resolve", 9, "service")], False),
        ([entry("acknowledge", 5), entry("annotate", 5), entry("resolve", 9, "service")], True),
        ([entry("annotate", 4), entry("acknowledge", 5), entry("snooze", 6)], False),
        ([entry("resolve", 4)], True),
        ([entry("assign", 1, "service"), entry("resolve", 9, "service")], False),
    ],
)
def test_looking_at_a_page_is_not_working_on_it(
    log: list[dict[str, Any]], is_worked_on: bool
) -> None:
    assert worked_on(log) == is_worked_on


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        ("06-01 06:00", False),
        ("06-01 05:59", True),
        ("06-01 16:59", False),
        ("06-01 17:00", True),
        ("06-06 10:00", True),
        ("05-01 10:00", True),
    ],
)
def test_late_is_what_the_persons_clock_says(moment: str, late: bool) -> None:
    """Ada is in Berlin; May 1 is a holiday of Atlas."""
    context = Context(Raw(truth("07-01 06:00")))
    assert is_late(context, context.truth.roster[0], at(moment)) == late


def turn(start: datetime, end: datetime, leaves: date | None) -> dict[Period, float]:
    """The shifts that Atlas has of a turn of Ada's, who leaves it on a day."""
    context = Context(Raw(truth("07-01 06:00")))
    ada = replace(context.truth.roster[0], valid_to=leaves)
    place_duty(context, People({"pada": "ada"}, (ada,)), Duty("rota", "PADA", start, end))
    return {
        period: sum(item.denominator for item in items)
        for (_, _, period), items in context.placing.placed.items()
        if period.grain == "month"
    }


def test_a_turn_is_cut_where_a_month_ends_for_the_team_and_where_the_person_leaves() -> None:
    """From noon of May 31 in Berlin for two days; without leaving, June has a day and a half."""
    start, end = at("05-31 10:00"), at("06-02 10:00")
    assert turn(start, end, None) == {MAY: 1.0, JUNE: 3.0}
    assert turn(start, end, date(2026, 6, 2)) == {MAY: 1.0, JUNE: 2.0}
