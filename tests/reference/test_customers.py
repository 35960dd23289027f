"""The reference's reading of what customers do, on examples worked by hand."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.reference.calendar import Period
from tests.reference.cells import united
from tests.reference.context import Context
from tests.reference.examples import JUNE, ORGANISATION, at
from tests.reference.families import customers
from tests.reference.items import Item, Placing
from tests.reference.organisation import Organisation

FILES = ("product_adoption", "product_activation", "product_conversion", "support_contacts")


def placed(as_of: str, **files: list[dict[str, Any]]) -> Placing:
    """What is placed of some files, in which all is text; blanks stand for what is not given."""
    organisation = Organisation(ORGANISATION)
    rows = {
        name: [{"service_id": "", **{key: str(cell) for key, cell in row.items()}} for row in table]
        for name, table in {**{name: [] for name in FILES}, **files}.items()
    }
    placing = Placing(organisation)
    context = SimpleNamespace(
        organisation=organisation, placing=placing, as_of=at(as_of), inputs=rows.__getitem__
    )
    customers.place(cast("Context", context))
    return placing


def items(placing: Placing, metric_id: str, period: Period = JUNE) -> list[Item]:
    """What Atlas has in a period."""
    return placing.placed.get((metric_id, "atlas", period), [])


def shares(found: list[Item]) -> list[tuple[float, float]]:
    """Numerators and denominators."""
    return [(item.numerator, item.denominator) for item in found]


def signups(day: str, retained: int | str = "") -> dict[str, Any]:
    """Ten sign-ups, five of them active."""
    return {
        "product_id": "shop",
        "activation_event_id": "first-order",
        "team_id": "atlas",
        "signed_up_on": day,
        "signup_count": 10,
        "activated_count": 5,
        "retained_count": retained,
    }


def measured(feature: str, day: str, used: int, cohort: int | str = "") -> dict[str, Any]:
    """Accounts of a hundred that use a feature; of a cohort, half stayed."""
    return {
        "product_id": "shop",
        "feature_id": feature,
        "team_id": "atlas",
        "audience": "external",
        "measured_on": day,
        "adopting_account_count": used,
        "eligible_account_count": 100,
        "retained_account_count": cohort and int(cohort) // 2,
        "retention_cohort_count": cohort,
    }


def test_a_cohort_counts_when_its_last_account_had_all_its_days() -> None:
    """Ten o'clock in Berlin of the 18th: the seven days of the 10th are over since midnight."""
    rows = [signups("2026-06-10"), signups("2026-06-11"), signups("2026-05-20", 3)]
    found = placed("06-18 08:00", product_activation=rows)
    assert shares(items(found, "activation")) == [(5, 10)]
    assert shares(items(found, "activation_retention", Period("month", date(2026, 5, 1)))) == [
        (3, 10)
    ]


def test_a_cohort_whose_stayers_nobody_counts_is_not_one_nobody_stayed_of() -> None:
    found = placed("08-01 08:00", product_activation=[signups("2026-06-10")])
    assert items(found, "activation_retention") == []


def test_the_last_measurement_of_each_feature_stands_for_the_period() -> None:
    rows = [
        measured("carts", "2026-06-28", 40),
        measured("carts", "2026-06-07", 30, 20),
        measured("search", "2026-06-14", 5),
        measured("carts", "2026-07-05", 50),
    ]
    found = placed("07-05 20:00", product_adoption=rows)
    assert sorted(shares(items(found, "adoption"))) == [(5, 100), (40, 100)]
    assert shares(items(found, "adoption_retention")) == [(10, 20)]
    assert items(found, "adoption", JUNE.following) == []


def test_contacts_are_exposed_to_account_days() -> None:
    contacts = {
        "product_id": "shop",
        "team_id": "atlas",
        "contacted_on": "2026-06-01",
        "contact_count": 7,
        "active_account_count": 14000,
    }
    found = placed("06-02 08:00", support_contacts=[contacts])
    assert shares(items(found, "support_contact_rate")) == [(7, 0.5)]


@pytest.mark.parametrize("leaves", [("atlas", "borealis"), ("borealis", "atlas")])
def test_what_two_teams_measure_is_the_larger_of_the_two(leaves: tuple[str, ...]) -> None:
    (rule,) = (rule for rule in customers.RULES if rule.metric_id == "activation")
    sizes = {"atlas": 10.0, "borealis": 12.0}
    placed = {
        ("activation", team_id, JUNE): [Item(key="cohort", numerator=5.0, denominator=size)]
        for team_id, size in sizes.items()
    }
    assert shares(united(placed, rule, leaves, JUNE)) == [(5, 12)]
