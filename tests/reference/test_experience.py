"""The reference's reading of surveys and of newcomers, on examples worked by hand."""

from datetime import date

import pytest

from tests.reference.calendar import Period
from tests.reference.cells import Amount, amount, number_of_items
from tests.reference.examples import at
from tests.reference.families.experience import RULES, beginnings, is_favourable, length, windows
from tests.reference.items import Item
from tests.reference.records import RosterRow
from tests.reference.statistics import Span


def stay(first: str, last: str | None = None, team_id: str = "atlas") -> RosterRow:
    """A stay of somebody's."""
    valid_to = date.fromisoformat(last) if last else None
    return RosterRow("p1", team_id, date.fromisoformat(first), valid_to, 1.0, "Europe/Berlin", 1.0)


@pytest.mark.parametrize(
    ("value", "reverse_keyed", "expected"),
    [(4, "false", True), (3, "false", False), (2, "true", True), (3, "true", False)],
)
def test_the_middle_of_a_scale_is_on_neither_side(
    value: int, reverse_keyed: str, expected: bool
) -> None:
    item = {"scale_min": "1", "scale_max": "5", "is_reverse_keyed": reverse_keyed}
    assert is_favourable(item, value) is expected


@pytest.mark.parametrize(
    ("stays", "starts"),
    [
        ([stay("2025-10-02")], ["2025-10-02"]),
        ([stay("2025-10-02", "2025-11-01"), stay("2025-11-01")], ["2025-10-02"]),
        ([stay("2025-10-02", "2026-01-01"), stay("2026-04-01")], ["2025-10-02"]),
        ([stay("2025-10-02", "2026-01-01"), stay("2026-04-02")], ["2025-10-02", "2026-04-02"]),
        (
            [
                stay("2025-10-02", "2026-06-01"),
                stay("2025-11-01", "2025-12-01", "borealis"),
                stay("2026-07-01"),
            ],
            ["2025-10-02"],
        ),
    ],
)
def test_only_a_long_absence_makes_another_start(stays: list[RosterRow], starts: list[str]) -> None:
    assert [span[0].valid_from.isoformat() for span in beginnings(stays)] == starts


def test_the_third_change_ends_it_and_leaving_does_not() -> None:
    merged = [at("06-03 10:00"), at("06-04 10:00"), at("06-11 00:00"), at("06-12 10:00")]
    start, as_of = at("06-01 00:00"), at("07-01 00:00")
    assert length(start, None, merged, as_of) == Span(10.0, is_observed=True)
    assert length(start, at("06-05 00:00"), merged, as_of) == Span(4.0, is_observed=False)
    assert length(at("06-03 12:00"), None, merged, as_of) == Span(8.916666666666666, True)
    assert length(start, None, merged[:2], as_of) == Span(30.0, is_observed=False)


def test_a_start_counts_in_four_quarters() -> None:
    assert list(windows(date(2025, 11, 17))) == [
        Period("quarter", date(2025, 10, 1)),
        Period("quarter", date(2026, 1, 1)),
        Period("quarter", date(2026, 4, 1)),
        Period("quarter", date(2026, 7, 1)),
    ]


@pytest.mark.parametrize(
    ("asked", "told"), [(10, Amount(14.0, 28.0, 0.5)), (11, Amount(None, None, None))]
)
def test_of_fewer_than_seven_in_ten_nothing_is_told(asked: int, told: Amount) -> None:
    """Seven answered four items each, two of them favourably."""
    (rule,) = (rule for rule in RULES if rule.metric_id == "dev_friction")
    answering = [Item(key=number, numerator=2.0, denominator=4.0) for number in range(7)]
    items = answering + [Item(key=number) for number in range(7, asked)]
    assert amount(rule, items, 90) == told
    assert number_of_items(rule, items, told) == 28
