"""The workload models, as they ship, seldom call a fair load uneven and find a large overload."""

from __future__ import annotations

import pytest

from bench.workload import LEVEL, MODELS, Case, equal, measured, unequal

FEW = (400, 1)
NAMES = (*MODELS, LEVEL)


@pytest.mark.parametrize("weights", [equal(5), unequal(8)], ids=["five equal", "eight unequal"])
def test_a_fair_load_is_seldom_uneven(sql: dict[str, str], weights: tuple[int, ...]) -> None:
    found = measured({name: sql[name] for name in NAMES}, Case(weights, 80), FEW)
    assert found.by_alert_p <= 0.02
    assert found.uneven == 0
    assert found.noticed >= found.by_alert_p


def test_one_of_eight_with_three_times_their_share_is_found(sql: dict[str, str]) -> None:
    found = measured({name: sql[name] for name in NAMES}, Case(equal(8), 80, 3.0), FEW)
    assert found.by_alert_p >= 0.85


def test_more_events_than_are_drawn_one_by_one_are_judged_as_well(sql: dict[str, str]) -> None:
    models = {name: sql[name] for name in NAMES}
    fair, uneven = (measured(models, Case(equal(8), 900, multiple), FEW) for multiple in (1, 2))
    assert fair.by_alert_p <= 0.02
    assert uneven.by_alert_p >= 0.95
