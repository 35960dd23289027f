"""The reference's roll-up, status and finality on examples worked by hand."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.reference.calendar import Period
from tests.reference.catalogue import RULES, Rule
from tests.reference.cells import Cell, Cells, finality
from tests.reference.examples import at
from tests.reference.items import Item, Placing
from tests.reference.organisation import Organisation
from tests.reference.statistics import Span

ORGANISATION = Organisation(
    {
        "teams": [
            {"team_id": "tribe", "team_type": None, "parent_team_id": None},
            *(
                {
                    "team_id": team_id,
                    "team_type": team_type,
                    "parent_team_id": "tribe",
                    "calendar": [{"time_zone": zone, "valid_from": "2020-01-01"}],
                }
                for team_id, team_type, zone in (
                    ("berlin", "application", "Europe/Berlin"),
                    ("tools", "developer_experience", "Europe/Berlin"),
                    ("york", "platform", "America/New_York"),
                )
            ),
        ]
    }
)
PEOPLE = frozenset({"a", "b", "c", "d", "e"})
WEEK = Period("week", date(2026, 6, 1))
RULE = {rule.metric_id: rule for rule in RULES}


def cell(
    metric_id: str,
    team_id: str,
    items: list[tuple[str, datetime, Item]],
    as_of: datetime,
    period: Period = WEEK,
) -> Cell:
    placing = Placing(ORGANISATION)
    for own_team, instant, item in items:
        placing.add(metric_id, own_team, instant, item)
    cells = Cells(ORGANISATION, placing.placed, as_of)
    rule: Rule = RULE[metric_id]
    found = dict(cells.all_cells((rule,), {team_id: [period]}))
    return found[metric_id, team_id, period.grain, period.start]


LATER = at("08-01 00:00")


def test_a_parent_takes_its_members_days_and_weeks_by_their_labels() -> None:
    """Sunday evening in New York is the following Monday in Berlin; both are told by their own."""
    items = [
        ("york", at("06-08 02:00"), Item(key=1, counted=date(2026, 6, 7))),
        ("berlin", at("06-08 02:00"), Item(key=2, counted=date(2026, 6, 8))),
    ]
    assert cell("deploy_freq", "york", items, LATER).value == 1
    assert cell("deploy_freq", "berlin", items, LATER).value == 0
    assert cell("deploy_freq", "tribe", items, LATER).value == 1


def test_a_parent_counts_what_two_members_share_once() -> None:
    shared = [
        Item(key=person, counted=(person, date(2026, 6, 3)), people=frozenset({person}))
        for person in PEOPLE
    ]
    items = [(team, at("06-03 12:00"), item) for team in ("berlin", "york") for item in shared]
    assert cell("merged_changes", "tribe", items, LATER).value == len(PEOPLE)


def test_a_sum_that_one_or_two_people_made_is_not_shown() -> None:
    def merged(*counts: int) -> str:
        items = [
            (
                "berlin",
                at(f"06-{day + 1:02d} 12:00"),
                Item((person, day), frozenset({person}), (person, day)),
            )
            for person, count in zip(sorted(PEOPLE), counts, strict=True)
            for day in range(count)
        ]
        return cell(
            "merged_changes", "berlin", items, LATER, Period("month", date(2026, 6, 1))
        ).status

    assert merged(5, 2, 1, 1, 1) == "ok"
    assert merged(6, 2, 1, 1, 1) == "suppressed_privacy"
    assert merged(6, 6, 1, 1, 1) == "ok"
    assert merged(7, 6, 1, 1, 1) == "suppressed_privacy"


def requests(answered: int, failed: int, people: frozenset[str] = PEOPLE) -> list[Any]:
    return [
        (
            "berlin",
            at("06-03 12:00"),
            Item(key=number, people=people, numerator=float(number < answered), denominator=1.0),
        )
        for number in range(answered + failed)
    ]


@pytest.mark.parametrize(
    ("items", "as_of", "status", "value"),
    [
        (requests(18, 2), LATER, "ok", 0.9),
        (requests(18, 2), at("06-07 21:59"), "provisional", 0.9),
        (requests(18, 2), at("06-07 22:00"), "ok", 0.9),  # midnight in Berlin
        (requests(17, 2), LATER, "insufficient_n", None),
        (requests(18, 2, frozenset("abcd")), LATER, "suppressed_privacy", None),
        ([], LATER, "suppressed_privacy", None),
    ],
)
def test_status_of_a_ratio(items: Any, as_of: datetime, status: str, value: float | None) -> None:
    found = cell("review_reliability", "berlin", items, as_of)
    assert (found.status, found.value) == (status, value)
    assert (found.ci_low is None) == (value is None)


def test_what_is_suppressed_shows_no_amount() -> None:
    found = cell("review_reliability", "berlin", requests(18, 2, frozenset("abcd")), LATER)
    assert (found.numerator, found.denominator, found.n_items) == (None, None, None)


def test_a_metric_that_does_not_fit_the_team_is_not_applicable() -> None:
    assert cell("deploy_freq", "tools", [], LATER).status == "not_applicable"
    assert cell("deploy_freq", "berlin", [], LATER).status == "ok"
    assert cell("deploy_freq", "tribe", [], LATER).status == "ok"


def test_a_curve_that_does_not_reach_half_is_not_reached() -> None:
    spans = [Span(1, True), Span(2, True), *(Span(9, False) for _ in range(3))]
    items = [
        ("berlin", at("06-03 12:00"), Item(key=number, people=PEOPLE, span=span))
        for number, span in enumerate(spans)
    ]
    found = cell("review_response", "berlin", items, LATER)
    assert (found.status, found.value) == ("not_reached", None)
    assert (found.numerator, found.denominator) == (2, 5)


def test_days_of_an_open_period_are_those_begun() -> None:
    found = cell("deploy_freq", "berlin", [], at("06-03 22:00"))  # Thursday has just begun
    assert (found.denominator, found.status) == (4, "provisional")


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, "provisional"), (6, "provisional"), (7, "settling"), (34, "settling"), (35, "final")],
)
def test_finality(days: int, expected: str) -> None:
    end = at("06-08 00:00")
    assert finality(end, end + timedelta(days=days)) == expected
